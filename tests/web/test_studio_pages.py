"""起草采购包 through real requests: begun, mended, seen in effect, published by another."""

import io
import re
from datetime import date
from html import unescape

import pytest
from openpyxl import load_workbook

from core.store import new_id, reading
from core.studio.grid import text_in
from core.workbook import write_workbook
from tests.web.bureau import opened


@pytest.fixture
def bureau(county):
    """Two officers and a leader of the county's bureau."""
    return opened(county)


def csrf(page: str) -> str:
    return re.search(r'name="_csrf" value="([^"]+)"', page)[1]


def begin(client, **fields) -> str:
    """Begin a draft; returns its id."""
    files = fields.pop("files", None)
    uuid = new_id()
    page = client.get(f"/drafts/new?way={fields['way']}").text
    answer = client.post(
        "/drafts",
        data={"id": uuid, "title": "", "base": "", "type": "", **fields, "_csrf": csrf(page)},
        files=files or {"file": ("", b"")},
    )
    assert answer.status_code == 303, answer.text[:2000]
    return uuid


def form_of(page: str) -> dict[str, str]:
    """Every field of the row's form as it stands."""
    found = {}
    for name, value in re.findall(
        r'<input[^>]* name="((?:cell|seen)\.\d+)"[^>]* value="([^"]*)"', page
    ):
        found[name] = unescape(value)
    for name, value in re.findall(
        r'<textarea[^>]* name="(cell\.\d+)"[^>]*>([^<]*)</textarea>', page
    ):
        found[name] = unescape(value)
    for name, inside in re.findall(
        r'<select[^>]* name="(cell\.\d+)"[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    return found


def field_named(page: str, heading: str) -> str:
    return re.search(rf'<label for="(cell\.\d+)">{heading}<', page)[1]


def save(client, uuid, row, heading, text, page=None):
    """Open a row, change one cell and save it."""
    page = page or client.get(f"/drafts/{uuid}/rows/{row}").text
    fields = {**form_of(page), field_named(page, heading): text}
    return client.post(f"/drafts/{uuid}/rows/{row}", data={**fields, "_csrf": csrf(page)})


def test_a_number_is_changed_seen_in_effect_and_published_by_the_second_officer(bureau):
    county = bureau.county
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    for day in (3, 4):
        county.record(county.filled(county.posted("phone_call", date(2026, 6, day), person)))
    with bureau.desk("zhao") as client:
        uuid = begin(client, way="base", base="jinshan-visits/1", title="少打一次")
        assert "少打一次" in client.get("/packages").text
        page = client.get(f"/drafts/{uuid}?sheet=频次").text
        assert "每月至少电话问候、视频连线 2 次" in page
        line = bureau.row(uuid, "指标", "failed-contacts").uuid
        answer = save(client, uuid, line, "限名册", "否")
        assert answer.status_code == 303
        greeting = bureau.row(uuid, "频次", "greeting").uuid
        assert save(client, uuid, greeting, "最少次数", "3").status_code == 303
        assert "3 次" in client.get(f"/drafts/{uuid}?sheet=频次").text
        changes = client.get(f"/drafts/{uuid}/changes").text
        assert "最少次数：2 → <b>3</b>" in changes
        effect = client.get(f"/drafts/{uuid}/effect?contract=jinshan").text
        assert "2026 年 6 月 1 日至" in effect
        every = client.get(f"/drafts/{uuid}/effect?contract=jinshan&all=1").text
        assert "计入的，前 2 条" in every
        assert client.get(f"/drafts/{uuid}/effect?contract=xianheguan").status_code == 404
        findings = client.get(f"/drafts/{uuid}/findings").text
        for number in re.findall(r'name="finding" value="([0-9a-f]+)"', findings):
            accepted = client.post(
                f"/drafts/{uuid}/findings",
                data={"finding": number, "reason": "原文如此。", "_csrf": csrf(findings)},
            )
            assert accepted.status_code == 303
        mine = client.get(f"/drafts/{uuid}/publish").text
        assert "不能自己发布" in mine
        refused = client.post(
            f"/drafts/{uuid}/publish",
            data={
                "version": str(bureau.draft(uuid).version),
                "day": "2026-08-01",
                "_csrf": csrf(findings),
            },
        )
        assert refused.status_code in (403, 422)
    with bureau.desk("qian") as client:
        review = client.get(f"/drafts/{uuid}/publish").text
        assert 'value="2026-08-01"' in review
        version = re.search(r'name="version" value="(\d+)"', review)[1]
        early = client.post(
            f"/drafts/{uuid}/publish",
            data={"version": version, "day": "2026-01-01", "_csrf": csrf(review)},
        )
        assert early.status_code == 422
        published = client.post(
            f"/drafts/{uuid}/publish",
            data={"version": version, "day": "2026-08-01", "_csrf": csrf(review)},
        )
        assert published.headers["location"] == "/packages/jinshan-visits/2"
        assert client.get("/packages/jinshan-visits/2").status_code == 200
        assert "已发布" in client.get(f"/drafts/{uuid}").text
    assert next(q.min for q in bureau.package(2).quota if q.key == "greeting") == 3
    assert next(q.min for q in bureau.package(1).quota if q.key == "greeting") == 2
    with reading(bureau.county.station.engine) as connection:
        book = bureau.county.station.book(connection)
    assert book.terms["jinshan"].contract.package_version == 1


def test_two_officers_at_one_cell_are_both_shown_and_nothing_is_lost(bureau):
    with bureau.desk("zhao") as zhao, bureau.desk("qian") as qian:
        uuid = begin(zhao, way="base", base="jinshan-visits/1")
        row = bureau.row(uuid, "频次", "greeting").uuid
        seen_by_qian = qian.get(f"/drafts/{uuid}/rows/{row}").text
        assert save(zhao, uuid, row, "最少次数", "3").status_code == 303
        assert save(qian, uuid, row, "名称", "每月问候", seen_by_qian).status_code == 303
        clash = save(qian, uuid, row, "最少次数", "4", seen_by_qian)
        assert clash.status_code == 409
        assert "别人刚改成“3”，您写的是“4”" in clash.text
        fields = form_of(clash.text)
        assert fields[field_named(clash.text, "最少次数")] == "4"
        assert fields[field_named(clash.text, "名称")] == "每月问候"
        again = qian.post(f"/drafts/{uuid}/rows/{row}", data={**fields, "_csrf": csrf(clash.text)})
        assert again.status_code == 303
    row = bureau.row(uuid, "频次", "greeting")
    assert (text_in(row.cells, "最少次数"), text_in(row.cells, "名称")) == ("4", "每月问候")


def test_an_uploaded_workbook_with_mistakes_is_mended_in_the_browser(bureau):
    package = bureau.package()
    tables = write_workbook(package, bureau.county.station.catalogue)
    book = load_workbook(io.BytesIO(tables))
    sheet = book["频次"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(n, columns["编号"]).value: n for n in range(2, sheet.max_row + 1)}
    sheet.cell(rows["greeting"], columns["最少次数"]).value = "每季度1次"
    sheet.cell(rows["home-visit"], columns["记录种类"]).value = "上门探望探望"
    kept = io.BytesIO()
    book.save(kept)
    with bureau.desk("zhao") as client:
        uuid = begin(client, way="upload", files={"file": ("我的采购包.xlsx", kept.getvalue())})
        draft = bureau.draft(uuid)
        assert (draft.title, draft.base_key, draft.base_version) == (
            "我的采购包",
            "jinshan-visits",
            1,
        )
        findings = client.get(f"/drafts/{uuid}/findings").text
        assert "必须改好" in findings
        assert "“最少次数”" in findings
        page = client.get(f"/drafts/{uuid}?sheet=频次").text
        assert "✕" in page
        row = bureau.row(uuid, "频次", "greeting").uuid
        assert "每季度1次" in client.get(f"/drafts/{uuid}/rows/{row}").text
        assert save(client, uuid, row, "最少次数", "2").status_code == 303
        row = bureau.row(uuid, "频次", "home-visit").uuid
        assert save(client, uuid, row, "记录种类", "上门探访").status_code == 303
        assert "必须改好" not in client.get(f"/drafts/{uuid}/findings").text
        taken = client.get(f"/drafts/{uuid}/workbook")
        assert taken.content[:2] == b"PK"


def test_a_row_is_added_taken_out_and_put_back(bureau):
    with bureau.desk("zhao") as client:
        uuid = begin(client, way="base", base="jinshan-visits/1")
        page = client.get(f"/drafts/{uuid}/rows/new?sheet=义务").text
        new = re.search(r'name="id" value="([^"]+)"', page)[1]
        fields = {
            **form_of(page),
            field_named(page, "编号"): "be-kind",
            field_named(page, "名称"): "态度和蔼",
            field_named(page, "原文条款"): "服务态度良好",
        }
        data = {**fields, "id": new, "sheet": "义务", "after": "", "_csrf": csrf(page)}
        assert client.post(f"/drafts/{uuid}/rows", data=data).status_code == 303
        assert "态度和蔼" in client.get(f"/drafts/{uuid}?sheet=义务").text
        page = client.get(f"/drafts/{uuid}/rows/{new}").text
        gone = client.post(
            f"/drafts/{uuid}/rows/{new}/remove", data={"version": "1", "_csrf": csrf(page)}
        )
        assert gone.status_code == 303
        assert "删去的 1 行" in client.get(f"/drafts/{uuid}?sheet=义务").text
        assert (
            client.post(
                f"/drafts/{uuid}/rows/{new}/restore", data={"_csrf": csrf(page)}
            ).status_code
            == 303
        )
        assert "删去的" not in client.get(f"/drafts/{uuid}?sheet=义务").text


def test_a_tender_becomes_a_draft_with_what_is_unsure_marked(bureau):
    text = (
        "一、服务对象为全县散居特困人员约120人。\n"
        "二、每月上门探访不少于2次，每次不少于30分钟。\n"
        "三、每季度开展社区活动1场。联系电话：0800-1234567。\n"
    )
    kind = bureau.package().package.type
    with bureau.desk("zhao") as client:
        uuid = begin(
            client,
            way="tender",
            type=kind,
            files={"file": ("公告.txt", text.encode())},
        )
        page = client.get(f"/drafts/{uuid}").text
        assert "公告里没有用到的数字" in page
        rows = [row for row in bureau.draft(uuid).rows if row.remark]
        assert rows
        assert all(row.remark.startswith("把握") for row in rows)
        assert "必须改好" in client.get(f"/drafts/{uuid}/findings").text


def test_a_blank_draft_and_a_blank_workbook(bureau):
    kind = bureau.package().package.type
    with bureau.desk("zhao") as client:
        uuid = begin(client, way="blank", type=kind, title="新的服务")
        assert "新的服务" in client.get(f"/drafts/{uuid}").text
        assert client.get(f"/drafts/blank/{kind}").content[:2] == b"PK"
        assert client.get("/drafts/blank/nothing").status_code == 404
        assert client.get("/packages/jinshan-visits/1/workbook").content[:2] == b"PK"


def test_what_cannot_begin_says_why(bureau):
    with bureau.desk("zhao") as client:
        page = client.get("/drafts/new").text
        for fields, files, words in (
            ({"way": "upload"}, {"file": ("x.xlsx", b"not a workbook")}, "表"),
            ({"way": "upload"}, {"file": ("", b"")}, "请选择文件"),
            ({"way": "tender", "type": ""}, {"file": ("x.txt", b"x")}, "请选择合同类型"),
            ({"way": "blank", "type": "nothing"}, {"file": ("", b"")}, "请选择合同类型"),
        ):
            answer = client.post(
                "/drafts",
                data={
                    "id": new_id(),
                    "title": "",
                    "base": "",
                    "type": "",
                    **fields,
                    "_csrf": csrf(page),
                },
                files=files,
            )
            assert answer.status_code == 422, fields
            assert words in answer.text


def test_a_withdrawn_draft_and_those_who_may_not(bureau):
    with bureau.desk("zhao") as client:
        uuid = begin(client, way="base", base="jinshan-visits/1")
        page = client.get(f"/drafts/{uuid}").text
        data = {"reason": "采购取消", "_csrf": csrf(page)}
        assert client.post(f"/drafts/{uuid}/withdraw", data=data).status_code == 303
        assert "已撤回" in client.get(f"/drafts/{uuid}").text
        assert client.get(f"/drafts/{new_id()}").status_code == 404
    with bureau.desk("sun") as leader:
        assert leader.get(f"/drafts/{uuid}").status_code == 200
        assert leader.get("/drafts/new").status_code == 403
    with bureau.desk("luo") as worker:
        assert worker.get(f"/drafts/{uuid}").status_code == 403
        assert worker.get("/drafts/new").status_code == 403
