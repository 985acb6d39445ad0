"""文书: what can be made, looked at and kept as files; texts written, handed over and taken back."""

import io
import re
from html import unescape

import docx
import pytest
from openpyxl import load_workbook

from tests.forms.test_every_form_of_the_texts import words
from tests.web.test_worker_pages import answered, signed_in, visit_form
from tests.web.worker_station import DAY

#: A character that is set aside for private use: no type has it.
NOBODY_DRAWS = "\U000f1234"


@pytest.fixture(scope="module")
def station(shared):
    with signed_in(shared) as client:
        kept = client.post("/record", data=answered(visit_form(client, shared)))
        assert kept.status_code == 303, kept.text
    return shared


def token(page):
    return re.search(r'name="_csrf" value="([^"]+)"', page.text)[1]


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]


def test_the_papers_of_a_contract_are_listed_in_the_words_of_its_text(station):
    with signed_in(station, "zhouqiming") as client:
        text = words(client.get("/papers?contract=jinshan").text)
        assert "每月汇总每月一份·交民政所·原文：每月汇总报民政所" in text
        assert "原文：成交供应商提供服务记录的纸质资料" in text
        assert client.get("/papers/jinshan/no-such").status_code == 404
        assert client.get("/papers/no-such/visit-ledger").status_code == 404
        assert client.get("/papers/jinshan/visit-ledger?period=2031-01").status_code == 404


def test_a_ledger_is_shown_and_kept_as_three_files(station):
    with signed_in(station, "zhouqiming") as client:
        page = client.get("/papers/jinshan/visit-ledger")
        assert "李秀英" in page.text and "采购包 jinshan-visits@1" in page.text
        files = [unescape(one) for one in re.findall(r'href="([^"]*/file\?[^"]*)"', page.text)]
        kinds = {}
        for href in files:
            answer = client.get(href)
            assert answer.status_code == 200
            assert "filename*=UTF-8''" in answer.headers["content-disposition"]
            kinds[re.search(r"format=(\w+)", href)[1]] = answer.content
        assert client.get("/papers/jinshan/visit-ledger/file?format=exe").status_code == 404
    assert list(kinds) == ["excel", "pdf", "word"]
    assert kinds["pdf"].startswith(b"%PDF-")
    sheet = load_workbook(io.BytesIO(kinds["excel"])).worksheets[0]
    assert "李秀英" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert "李秀英" in [
        one.text for one in docx.Document(io.BytesIO(kinds["word"])).tables[0]._cells
    ]


def test_all_visits_of_a_month_are_one_file_of_one_sheet_each(station):
    with signed_in(station, "zhouqiming") as client:
        page = client.get("/papers/jinshan/visit-record")
        assert "巡访情况记录表" in page.text and "三查" in page.text
        assert "李秀英" in page.text
        answer = client.get("/papers/jinshan/visit-record/file?format=pdf")
        assert answer.headers["content-type"] == "application/pdf"


def test_a_text_is_saved_handed_over_and_taken_back_with_a_reason(station):
    path = "/papers/jinshan/monthly-summary"
    with signed_in(station, "zhouqiming") as client:

        def post(act, **more):
            page = client.get(f"{path}/text?period=2026-06")
            given = {"_csrf": token(page), "period": "2026-06", "act": act}
            given["version"] = hidden(page, "version")
            return client.post(f"{path}/text", data=given | more, follow_redirects=False)

        assert "应服务 6 人" in client.get(f"{path}/text?period=2026-06").text
        assert post("save", **{"text.situation": "雨天<较多>。"}).status_code == 303
        shown = client.get(f"{path}?period=2026-06").text
        assert "雨天&lt;较多&gt;。" in shown and "没有字体" not in shown
        assert post("save", **{"text.situation": f"{NOBODY_DRAWS}家雨天。"}).status_code == 303
        shown = client.get(f"{path}?period=2026-06").text
        assert f"“{NOBODY_DRAWS}”在这台服务器上没有字体" in shown
        stale = post("save", version="0", **{"text.situation": "另一人写的"})
        assert stale.status_code == 422
        assert "刚被别人改过" in stale.text and "另一人写的" in stale.text
        handed = post("hand_over", **{"text.situation": "雨天较多。"})
        assert handed.headers["location"].startswith(f"{path}?period=")
        assert "周启明" in client.get(f"{path}?period=2026-06").text
        assert post("save", **{"text.situation": "改"}).status_code == 422
        assert "请填写取回的原因" in post("take_back", reason="").text
        assert post("take_back", reason="漏了一人").status_code == 303
        assert "取回原因：漏了一人" in client.get(f"{path}/text?period=2026-06").text


def test_columns_are_put_in_order_without_a_script(station):
    path = "/papers/jinshan/visit-ledger"
    with signed_in(station, "zhouqiming") as client:
        page = client.get(f"{path}/columns")
        given = {"_csrf": token(page), "name": "民政所的格式"}
        nothing = client.post(f"{path}/columns", data=given, follow_redirects=False)
        assert nothing.status_code == 422 and "请至少留一列" in nothing.text
        chosen = {"place.visitor": "1", "place.day": "2"}
        kept = client.post(f"{path}/columns", data=given | chosen, follow_redirects=False)
        assert kept.status_code == 303
        page = client.get(path)
    assert re.findall(r"<th[^>]*>([^<]+)</th>", page.text) == ["服务人员", "日期"]


def test_a_county_replaces_the_sheet_of_its_records(station):
    path = "/papers/jinshan/visit-record"
    with signed_in(station, "chenshuyuan") as client:
        assert f'href="{path}/template"' in client.get(path).text
        standing = client.get(f"{path}/template/file").content
        [sheet] = docx.Document(io.BytesIO(standing)).tables
        assert "{{ 三查 }}" in [cell.text for row in sheet.rows for cell in row.cells]

        def post(act, text):
            document = docx.Document()
            document.add_paragraph(text)
            own = io.BytesIO()
            document.save(own)
            page = client.get(f"{path}/template")
            given = {"_csrf": token(page), "revision": hidden(page, "revision"), "act": act}
            return client.post(
                f"{path}/template",
                data=given | {"reason": "县局格式"},
                files={"file": ("县局.docx", own.getvalue())},
                follow_redirects=False,
            )

        assert "不认识的名称：{{ 血压 }}" in post("try", "{{ 血压 }}").text
        assert post("use", "探访{{ 姓名 }}，{{ 二看 }}").status_code == 303
        record = re.search(r"记录编号 (\S+?)<", client.get(path).text)[1]
        for href in (f"{path}/file?", f"/activities/{record}/paper?paper=visit-record&"):
            made = docx.Document(io.BytesIO(client.get(f"{href}format=word").content))
            assert made.paragraphs[0].text.startswith("探访李秀英，")
    with signed_in(station) as client:
        blank = f"/record/paper?kind=home_visit&person={station.people['李秀英']}"
        made = client.get(f"{blank}&paper=visit-record&format=word").content
        assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "探访李秀英，"


def test_a_service_has_the_name_that_the_records_own_contract_gives_it(station):
    there = "yanshi/dadong"
    person = station.county.person("大东老人", there)
    station.county.enrol(person, "dadong", "key")
    for who, site, provider in (
        (person, there, "dashou"),
        (station.people["曾桂兰"], "yanshi/jinshan/xiaojian", "qinghe"),
    ):
        posted = station.county.posted("home_visit", DAY, who, site=site, items=["03"])
        station.county.record(posted, provider)
        name, other = ("理发", "建立档案") if site == there else ("建立档案", "理发")
        with signed_in(station, "chenshuyuan") as client:
            for page in ("", "/paper"):
                text = client.get(f"/activities/{posted.id}{page}").text
                assert f">{name}<" in text and f">{other}<" not in text


def test_who_only_reads_writes_nothing_and_another_place_sees_nothing(station):
    with signed_in(station, "chenshuyuan") as client:
        assert client.get("/papers/jinshan/monthly-summary").status_code == 200
        assert client.get("/papers/jinshan/monthly-summary/text").status_code == 403
    with signed_in(station, "xianheguan") as client:
        assert client.get("/papers/jinshan/visit-ledger").status_code == 404
        assert client.get("/papers/jinshan/visit-ledger/columns").status_code == 404


def test_a_county_tries_a_template_of_its_own_and_uses_it(station):
    path = "/papers/jinshan/monthly-summary"
    with signed_in(station, "chenshuyuan") as client:
        standing = client.get(f"{path}/template/file").content
        document = docx.Document(io.BytesIO(standing))
        document.add_paragraph("上栗县统一格式 {{ title }}")
        own = io.BytesIO()
        document.save(own)

        def post(act, content, **more):
            page = client.get(f"{path}/template")
            given = {"_csrf": token(page), "revision": hidden(page, "revision"), "act": act}
            files = {"file": ("县局.docx", content)} if content else {}
            return client.post(
                f"{path}/template", data=given | more, files=files, follow_redirects=False
            )

        tried = docx.Document(io.BytesIO(post("try", own.getvalue()).content))
        assert tried.paragraphs[-1].text.startswith("上栗县统一格式 金山镇")
        assert post("use", own.getvalue(), reason="统一抬头").status_code == 303
        made = client.get(f"{path}/file?format=word&period=2026-06").content
        assert "上栗县统一格式" in docx.Document(io.BytesIO(made)).paragraphs[-1].text
        assert "请选择一个" in post("use", b"", reason="x").text
        assert "不是可用的 Word 模板" in post("use", b"PK", reason="x").text
        assert "请填写更换的原因" in post("standing", b"").text
        assert post("standing", b"", reason="改回").status_code == 303
        text = words(client.get(f"{path}/template").text)
        assert "第2版标准模板陈书远" in text and "第1版县局.docx" in text
    with signed_in(station, "zhouqiming") as client:
        assert client.get(f"{path}/template").status_code == 403
