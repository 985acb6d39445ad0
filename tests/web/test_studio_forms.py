"""表单 of a draft through real requests: begun, built, moved, taken along and brought back."""

import io
import re
from html import unescape

import pytest
from openpyxl import load_workbook

from core.store import new_id
from core.studio.forms import forms_in
from core.studio.grid import text_in
from tests.web.bureau import opened
from tests.web.test_studio_pages import begin, csrf


@pytest.fixture
def bureau(county):
    """Two officers and a leader of the county's bureau."""
    return opened(county)


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the page's editing form, as it stands."""
    inside = re.search(r'<form method="post"[^>]*class="stack asked".*?</form>', page, re.S)[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", inside):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if given.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if "name" in given and given["name"] != "_csrf":
            found.setdefault(unescape(given["name"]), []).append(unescape(given.get("value", "")))
    return found


def free(fields) -> list[str]:
    """The empty places for options."""
    return [name for name, value in fields.items() if name.startswith("option.") and not value[0]]


class Form:
    """One form of a draft at an officer's desk."""

    def __init__(self, bureau, client, uuid, row):
        self.bureau, self.client, self.uuid, self.row = bureau, client, uuid, row
        self.path = f"/drafts/{uuid}/forms/{row}"

    @property
    def kept(self):
        forms = forms_in(self.bureau.draft(self.uuid))
        return next(one for one in forms if one.row.uuid == self.row)

    def keys(self):
        return [one.key for one in self.kept.questions]

    def page(self, end=""):
        answer = self.client.get(self.path + end)
        assert answer.status_code == 200, answer.text[:3000]
        return answer.text

    def question(self, key):
        return next(one for one in self.kept.questions if one.key == key)

    def send(self, end, page, fields, **changes):
        data = {**fields, **changes, "_csrf": csrf(page)}
        return self.client.post(self.path + end, data=data)

    def add(self, options=(), **changes):
        page = self.page("/questions/new")
        fields = fields_of(page)
        places = dict(zip(free(fields), options, strict=False))
        answer = self.send("/questions", page, fields, **places, **changes)
        assert answer.status_code == 303, answer.text[:4000]
        return answer

    def change(self, key, page=None, **changes):
        end = f"/questions/{self.question(key).row.uuid}"
        page = page or self.page(end)
        return self.send(end, page, fields_of(page), **changes)


def a_form(bureau, client, **fields) -> Form:
    """A new form in a new draft of the package of 金山镇."""
    uuid = begin(client, way="base", base="jinshan-visits/1")
    page = client.get(f"/drafts/{uuid}/forms/new").text
    data = {"id": new_id(), "way": "blank", "label": "口粮", "kinds": ["home_visit"], **fields}
    answer = client.post(f"/drafts/{uuid}/forms", data={**data, "_csrf": csrf(page)})
    assert answer.status_code == 303, answer.text[:3000]
    return Form(bureau, client, uuid, answer.headers["location"].rpartition("/")[2])


def built(bureau, client) -> Form:
    """The form of the journey: a choice, and a number that only one answer opens."""
    form = a_form(bureau, client)
    form.add(["有", "没有"], label="是否有余粮", kind="single", required="yes")
    form.add(
        label="缺几天的粮", kind="number", unit="天",
        when_question="form_1_1", **{"when.form_1_1": ["a2"]},
    )  # fmt: skip
    return form


def test_a_form_is_built_question_by_question_and_shown_as_it_will_be_asked(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        assert form.keys() == ["form_1_1", "form_1_2"]
        assert form.kept.key == "form-1"
        page = form.page()
        assert "“是否有余粮”答没有时才问" in page
        assert 'data-when="form_1_1" data-when-in="a2"' in page
        assert "缺少“原文条款”" in page
        cells = form.question("form_1_2").row.cells
        assert {h: text_in(cells, h) for h in cells} == {
            "表单编号": "form-1", "题目编号": "form_1_2", "题目": "缺几天的粮", "题型": "数字",
            "单位": "天", "由哪题打开": "form_1_1", "打开的答案": "a2",
        }  # fmt: skip
        sheet = client.get(f"/drafts/{form.uuid}?sheet=活动与表单").text
        assert f'href="{form.path}"' in sheet
        row = client.get(
            f"/drafts/{form.uuid}/rows/{form.question('form_1_1').options[0].uuid}"
        ).text
        assert f'href="{form.path}"' in row
        again = form.change("form_1_2")
        assert again.status_code == 303
        assert form.question("form_1_2").row.version == 1


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        page = form.page("/questions/new")
        fields = fields_of(page)
        place = free(fields)[0]
        answer = form.send(
            "/questions", page, fields,
            kind="number", minimum="三", **{place: "留着", "when_question": "form_1_1"},
        )  # fmt: skip
        assert answer.status_code == 422
        for text in (
            "请填写“题目”",
            "应填数字",
            "答了哪些，才问这一题”",
            'value="留着"',
            'value="三"',
        ):
            assert text in answer.text, text
        assert form.keys() == ["form_1_1", "form_1_2"]


def test_two_officers_at_one_question_are_both_shown_and_nothing_is_lost(bureau):
    with bureau.desk("zhao") as zhao, bureau.desk("qian") as qian:
        form = built(bureau, zhao)
        his = Form(bureau, qian, form.uuid, form.row)
        own = form.question("form_1_1")
        end = f"/questions/{own.row.uuid}"
        seen = his.page(end)
        first, second = (f"option.{row.uuid}" for row in own.options)
        assert form.change("form_1_1", label="有没有余粮", **{first: "够吃"}).status_code == 303
        assert his.change("form_1_1", seen, hint="看米缸").status_code == 303
        met = his.change("form_1_1", seen, label="余粮", **{first: "有余", second: "没有了"})
        assert met.status_code == 409
        assert "别人刚改成“有没有余粮”，您写的是“余粮”" in met.text
        assert "别人刚改成“够吃”，您写的是“有余”" in met.text
        assert text_in(form.question("form_1_1").row.cells, "题目") == "有没有余粮"
        fields = fields_of(met.text)
        assert (fields["label"], fields["hint"]) == (["余粮"], ["看米缸"])
        assert (fields[first], fields[second]) == (["有余"], ["没有了"])
        assert his.send(end, met.text, fields).status_code == 303
        own = form.question("form_1_1")
        assert [text_in(row.cells, "答案") for row in own.options] == ["有余", "没有了"]
        assert text_in(own.row.cells, "题目") == "余粮"


def test_questions_are_moved_taken_out_and_put_back_on_the_forms_page(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        page = form.page()
        first, second = (one.row for one in form.kept.questions)
        moved = {"past": first.uuid, "way": "up", "_csrf": csrf(page)}
        for _ in range(2):
            answer = client.post(f"{form.path}/questions/{second.uuid}/move", data=moved)
            assert answer.headers["location"] == f"{form.path}#row-{second.uuid}"
        assert form.keys() == ["form_1_2", "form_1_1"]
        assert "那道题却不在它前面" in form.page()
        version = str(form.question("form_1_2").row.version)
        data = {"version": version, "form": form.row, "_csrf": csrf(page)}
        gone = client.post(f"/drafts/{form.uuid}/rows/{second.uuid}/remove", data=data)
        assert gone.headers["location"] == form.path
        assert "删去的 1 题" in form.page()
        assert form.keys() == ["form_1_1"]
        lost = form.client.get(f"{form.path}/questions/{second.uuid}").text
        assert "恢复这一题" in lost
        fields = fields_of(lost)
        met = form.send(f"/questions/{second.uuid}", lost, fields, label="还要吗")
        assert met.status_code == 409
        assert "刚被删去" in met.text
        assert 'value="还要吗"' in met.text
        data = {"form": form.row, "_csrf": csrf(page)}
        back = client.post(f"/drafts/{form.uuid}/rows/{second.uuid}/restore", data=data)
        assert back.headers["location"] == f"{form.path}#row-{second.uuid}"
        assert form.keys() == ["form_1_2", "form_1_1"]


def brought(form, content, into="", name="口粮.xlsx"):
    """The page that says what a file holds; nothing is kept yet."""
    page = form.client.get(f"/drafts/{form.uuid}/forms/new?way=file").text
    return form.client.post(
        f"/drafts/{form.uuid}/forms",
        data={"id": new_id(), "way": "file", "into": into, "_csrf": csrf(page)},
        files={"file": (name, content)},
    )


def taken(form, page):
    """Send a form that was shown back to be taken in."""
    inside = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    data: dict[str, list[str]] = {}
    for name, value in inside:
        if name != "_csrf":
            data.setdefault(name, []).append(unescape(value))
    return form.client.post(f"/drafts/{form.uuid}/forms", data={**data, "_csrf": csrf(page)})


def test_a_form_taken_along_and_brought_back_is_the_same(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        content = client.get(f"{form.path}/xlsform").content
        before = form.kept
        shown = brought(form, content, form.row)
        assert shown.status_code == 200
        assert "共 2 题，还没有放进草稿" in shown.text
        assert taken(form, shown.text).headers["location"] == form.path
        assert form.kept == before
        refused = taken(form, brought(form, content).text)
        assert refused.status_code == 422
        assert "已有编号为“form-1”的表单" in refused.text


def test_a_file_with_what_we_do_not_have_is_said_row_by_row_and_nothing_is_taken(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        book = load_workbook(io.BytesIO(client.get(f"{form.path}/xlsform").content))
        book["survey"].append(["geopoint", "where", "在哪里"])
        book["survey"].append(["note", "thanks", "谢谢"])
        kept = io.BytesIO()
        book.save(kept)
        before = bureau.draft(form.uuid).version
        answer = brought(form, kept.getvalue(), form.row)
        assert answer.status_code == 422
        assert "有 1 处读不进，一题也没有放进草稿" in answer.text
        assert "survey!A4" in answer.text
        assert "地点由记录的站点给出" in answer.text
        assert "说明文字没有读入" in answer.text
        assert 'name="heading"' not in answer.text
        for content in (b"", b"no workbook", b"PK\x03\x04" + b"\0" * 400):
            assert brought(form, content, name="x.xlsx").status_code == 422
        assert bureau.draft(form.uuid).version == before


def test_a_file_does_not_overwrite_what_another_changed_while_it_was_looked_at(bureau):
    with bureau.desk("zhao") as zhao, bureau.desk("qian") as qian:
        form = built(bureau, zhao)
        shown = brought(form, zhao.get(f"{form.path}/xlsform").content, form.row)
        his = Form(bureau, qian, form.uuid, form.row)
        assert his.change("form_1_2", label="还缺几天").status_code == 303
        answer = taken(form, shown.text)
        assert answer.status_code == 409
        assert "有人刚改过这张表单，没有导入" in answer.text
        assert text_in(form.question("form_1_2").row.cells, "题目") == "还缺几天"


def test_a_tampered_form_is_not_taken(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        page = client.get(f"/drafts/{form.uuid}/forms/new?way=file").text
        before = bureau.draft(form.uuid).version
        for heading, question in (
            ("{", "{}"),
            ("[]", "{}"),
            ('{"key":"x","label":"x","clause":""}', '{"key":"a","label":"a","kind":"slider"}'),
            ('{"key":"x","label":"x","clause":""}', '{"key":"a"}'),
        ):
            data = {"id": new_id(), "way": "file", "heading": heading, "question": question}
            answer = client.post(f"/drafts/{form.uuid}/forms", data={**data, "_csrf": csrf(page)})
            assert answer.status_code == 422
        assert bureau.draft(form.uuid).version == before


def test_a_form_with_an_error_is_not_taken_along_and_one_of_a_version_is(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
        assert form.change("form_1_1", kind="text").status_code == 303
        assert not form.question("form_1_1").options
        refused = client.get(f"{form.path}/xlsform")
        assert refused.status_code == 422
        assert "先改好这张表单的" in refused.text
        kept = client.get("/packages/jinshan-visits/1/forms/home-checklist/xlsform")
        assert kept.content[:2] == b"PK"
        assert client.get("/packages/jinshan-visits/1/forms/nothing/xlsform").status_code == 404


def test_a_form_begins_like_one_of_the_contract_types_own(bureau):
    with bureau.desk("zhao") as client:
        uuid = begin(client, way="base", base="jinshan-visits/1")
        page = client.get(f"/drafts/{uuid}/forms/new?way=like").text
        own = re.findall(r'name="form" value="([^"]+)"', page)
        assert own
        data = {
            "id": new_id(),
            "way": "like",
            "label": "照着来",
            "form": own[0],
            "_csrf": csrf(page),
        }
        for _ in range(2):
            answer = client.post(f"/drafts/{uuid}/forms", data=data)
            assert answer.status_code == 303
        [form] = [one for one in forms_in(bureau.draft(uuid)) if one.label == "照着来"]
        assert form.questions
        assert all(one.key.startswith(f"{form.key.replace('-', '_')}_") for one in form.questions)
        nothing = client.post(f"/drafts/{uuid}/forms", data={**data, "id": new_id(), "form": "x"})
        assert nothing.status_code == 422
        bad = client.post(f"/drafts/{uuid}/forms", data={**data, "id": new_id(), "key": "表"})
        assert "编号请用小写英文字母" in bad.text


def test_those_who_may_not_edit_look_or_do_not_see(bureau):
    with bureau.desk("zhao") as client:
        form = built(bureau, client)
    with bureau.desk("sun") as leader:
        page = leader.get(form.path)
        assert page.status_code == 200
        assert "加一题" not in page.text
        assert leader.get(f"{form.path}/questions/new").status_code == 403
    with bureau.desk("luo") as worker:
        assert worker.get(form.path).status_code == 403
