"""Importing in the browser: upload, columns, check, decide, take in, take back; lists and search."""

import csv
import io
import json
import time
from datetime import date

import openpyxl
import pytest
from litestar.testing import TestClient
from sqlalchemy import func, select

from core.intake.rows import IMPORT
from core.people.inputs import PersonInput
from core.people.rows import PERSON
from core.people.service import register_person
from core.recording import CaseInput, open_case
from core.store import new_id, reading
from core.store.audit import AUDIT, verify
from tests.importing.damaged import plain
from tests.web.conftest import token_on

HEAD = ("姓名", "性别", "出生日期", "村（社区）", "致贫原因")
XIAOJIAN = "yanshi/jinshan/xiaojian"


@pytest.fixture
def manager(shared):
    with TestClient(shared.app(), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        client.cookies.set("yizhan", shared.token("zhouqiming"))
        client.csrf = token_on(client.get("/me"))
        yield client


def post(client, path, files=None, **data):
    return client.post(path, data={"_csrf": client.csrf, **data}, files=files)


def upload(client, content, name="名册.xlsx", **data):
    answer = post(client, "/imports", files={"file": (name, content)}, **data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def settled(client, path):
    """The page once nothing works on it any more."""
    for _ in range(200):
        page = client.get(path).text
        if "every 1500ms" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError(page)


def people(shared):
    with reading(shared.county.station.engine) as connection:
        return connection.scalar(select(func.count()).select_from(PERSON))


def test_a_roster_from_upload_to_the_way_back(shared, manager):
    before = people(shared)
    content = plain(("江小鱼", "男", "1940-06-01", "小枧村", "病"), head=HEAD)
    path = upload(manager, content, name="名册.csv", what="roster", contract="jinshan")
    page = manager.get(path).text
    assert "江小鱼" in page and "“致贫原因”是什么" in page
    chosen = {
        "column.0": "name",
        "column.1": "sex",
        "column.2": "birth_date",
        "column.3": "village",
    }
    twice = post(manager, f"{path}/columns", sheet="0", **chosen | {"column.4": "name"})
    assert twice.status_code == 422 and "请只留一列" in twice.text
    assert post(manager, f"{path}/columns", sheet="0", **chosen).status_code == 303
    page = settled(manager, path)
    assert "没有要改的" in page and "全部导入" in page
    assert people(shared) == before
    assert post(manager, f"{path}/apply").status_code == 303
    page = settled(manager, path)
    assert "已全部导入" in page and "放进名单" in page
    assert people(shared) == before + 1
    assert post(manager, f"{path}/apply").status_code == 409
    with reading(shared.county.station.engine) as connection:
        row = connection.execute(select(IMPORT).where(IMPORT.c.state == "done")).first()
        assert row.content is None and row.found is None
        assert not list(verify(connection))
    assert "请写明撤回的原因" in post(manager, f"{path}/undo").text
    assert post(manager, f"{path}/undo", reason="导错了文件").status_code == 303
    assert "1 人已退出名单，档案仍在" in manager.get(path).text
    assert people(shared) == before + 1


def test_the_columns_are_remembered_and_errors_come_back_as_a_sheet(shared, manager):
    before = people(shared)
    head = ("对象名字", "生于", "村（社区）")
    rows = (("江大鱼", "1940-06-01", "小枧村"), ("江二鱼", "1940-02-30", "大枧村"))
    chosen = {"column.0": "name", "column.1": "birth_date", "column.2": "village"}
    first = upload(manager, plain(*rows, head=head), what="roster")
    post(manager, f"{first}/columns", sheet="0", **chosen)
    page = settled(manager, first)
    assert "这一天不存在" in page and "没有登记" in page and "全部导入" not in page
    sheet = openpyxl.load_workbook(io.BytesIO(manager.get(f"{first}/sheet").content)).active
    assert sheet["D1"].value == "问题" and sheet["D2"].value is None
    assert "这一天不存在" in sheet["D3"].value
    assert people(shared) == before
    assert "回去改选列" in page
    assert post(manager, f"{first}/columns", sheet="0", act="sheet").status_code == 303
    assert '<option value="birth_date" selected>' in manager.get(first).text
    second = upload(manager, plain(rows[0], head=head), what="roster")
    assert "上次这样选过" in manager.get(second).text
    assert post(manager, f"{second}/drop").status_code == 303
    assert post(manager, f"{second}/columns", sheet="0", **chosen).status_code == 409


def test_what_is_no_table_is_said_beside_the_field(manager):
    answer = post(manager, "/imports", files={"file": ("表.xls", b"<html><table>")}, what="roster")
    assert answer.status_code == 422 and "网页" in answer.text
    assert "请选择要导入的表格" in post(manager, "/imports", what="roster").text


def test_an_import_is_its_own_accounts(shared, manager):
    path = upload(manager, plain(("江三鱼", "男", "", "小枧村", ""), head=HEAD), what="roster")
    with TestClient(shared.app(), base_url="http://yizhan.test") as other:
        other.cookies.set("yizhan", shared.token("chenshuyuan"))
        assert other.get(path).status_code == 404
        other.cookies.set("yizhan", shared.token("luomin"))
        assert other.get("/imports", headers={"accept": "text/html"}).status_code == 403


@pytest.fixture(scope="module")
def rare(shared):
    """Somebody whose name a spreadsheet would calculate, and rare characters."""
    named = {}
    with shared.county.act() as (unit, _):
        for name in ("𠮷田·艾力", "㛃小兰"):
            given = PersonInput(
                id=new_id(), name=name, place=XIAOJIAN, phone="13812345678",
                id_number="11010519491231002X" if name.startswith("㛃") else "",
                address="=1+1" if name.startswith("𠮷") else "1组",
            )  # fmt: skip
            named[name] = register_person(unit, shared.county.sealer, given)
    return named


def test_a_list_is_taken_along_masked_and_with_a_reason_in_full(shared, manager, rare):
    answer = post(manager, "/lists/people", format="csv", place=XIAOJIAN)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["姓名"] for row in rows} >= {"𠮷田·艾力", "㛃小兰"}
    assert {row["村（社区）"] for row in rows} == {"小枧村"}
    assert "13812345678" not in answer.text and "电话" not in rows[0]
    answer = post(manager, "/lists/people", format="csv", reason="月末核对名单")
    rows = {r["姓名"]: r for r in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
    assert rows["㛃小兰"]["身份证号"] == "11010519491231002X"
    assert rows["𠮷田·艾力"]["住址"] == "'=1+1"
    book = openpyxl.load_workbook(
        io.BytesIO(post(manager, "/lists/people", format="xlsx", reason="核对").content)
    )
    cells = [cell for line in book.active.iter_rows(min_row=2) for cell in line]
    assert any(cell.value == "=1+1" and cell.data_type in "si" for cell in cells)
    with reading(shared.county.station.engine) as connection:
        acts = connection.execute(select(AUDIT).where(AUDIT.c.action == "list.export")).all()
    assert "月末核对名单" in {act.reason for act in acts} and len(acts) == 3


@pytest.mark.parametrize(
    "key", ["people", "activities", "outputs", "matters", "cases", "indicators", "looks"]
)
def test_every_list_comes_in_every_form(manager, rare, key):
    for way, begins in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = post(manager, f"/lists/{key}", format=way)
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(begins)


def test_lists_of_a_contract(manager, rare):
    for key, more in (
        ("roster", {"contract": "jinshan"}),
        ("counted", {"contract": "jinshan", "line": "home-visit"}),
        ("refused", {"contract": "jinshan", "line": "home-visit"}),
    ):
        answer = post(manager, f"/lists/{key}", format="csv", **more)
        assert answer.status_code == 200, answer.text
        said = len(answer.content.decode().splitlines()) - 1
        assert answer.headers["x-rows"] == str(said)
    assert (
        post(manager, "/lists/counted", format="csv", contract="jinshan", line="x").status_code
        == 404
    )


def test_programs_read_the_same_list_page_by_page(manager, rare):
    seen, after = [], ""
    for _ in range(20):
        answer = manager.get(f"/api/lists/people?limit=3&after={after}")
        assert answer.status_code == 200
        seen += [json.loads(line) for line in answer.text.splitlines()]
        after = answer.headers.get("x-next", "")
        if not after:
            break
    whole = post(manager, "/lists/people", format="csv").content.decode("utf-8-sig")
    assert [one["code"] for one in seen] == [
        row["编码"] for row in csv.DictReader(io.StringIO(whole))
    ]
    assert "phone" not in seen[0]


def test_who_may_not_take_lists_along(shared):
    with TestClient(shared.app(), base_url="http://yizhan.test") as worker:
        worker.cookies.set("yizhan", shared.token("luomin"))
        worker.csrf = token_on(worker.get("/me"))
        assert post(worker, "/lists/people", format="csv").status_code == 403
        assert worker.get("/api/lists/people").status_code == 403
        assert "导出 Excel" not in worker.get("/people").text


@pytest.mark.parametrize("asked", ["𠮷", "艾力", "㛃", "jxl", "xiaolan", "5678"])
def test_people_are_found_from_anywhere(manager, rare, asked):
    answer = post(manager, "/search", q=asked)
    assert answer.status_code == 200
    assert any(f"/people/{uuid}" in answer.text for uuid in rare.values()), asked


def test_search_groups_and_stays_within_reach(shared, manager, rare):
    assert "村（社区）" in post(manager, "/search", q="小枧").text
    assert "/contracts/jinshan" in post(manager, "/search", q="金山").text
    assert "没有找到" in post(manager, "/search", q="%_").text
    with TestClient(shared.app(), base_url="http://yizhan.test") as other:
        other.cookies.set("yizhan", shared.token("xianheguan"))
        other.csrf = token_on(other.get("/me"))
        found = post(other, "/search", q="㛃").text
        assert "没有找到" in found
        assert post(other, "/search/id-number", number="002X", reason="看").status_code == 403


@pytest.mark.parametrize(
    ("asked", "tries"),
    [
        ("11010519491231002X", "按身份证号找"),
        ("13900", "末四位"),
        ("zhangshanx", "首字母"),
        ("龖龘", "拼音"),
    ],
)
def test_an_empty_answer_says_what_to_try(manager, asked, tries):
    found = post(manager, "/search", q=asked).text
    assert "没有找到" in found and tries in found


def test_a_case_is_found_by_the_number_on_its_papers(shared, manager, rare):
    uuid, county = new_id(), shared.county
    given = CaseInput(
        id=uuid, kind="case", site=XIAOJIAN, title="丧偶后的支持", opened=date(2026, 6, 1),
        members=(rare["㛃小兰"],),
    )  # fmt: skip
    with county.act() as (unit, book):
        open_case(unit, county.station.catalogue, book, given, "qinghe")
    for asked in (uuid, uuid[-8:], uuid[-6:].upper()):
        found = post(manager, "/search", q=asked).text
        assert f"/cases/{uuid}" in found and f"编号 {uuid[-8:]}" in found
    assert f"编号 {uuid[-8:]}" in manager.get(f"/cases/{uuid}").text
    assert f"/cases/{uuid}" in manager.get(f"/cases?q={uuid[-8:]}").text
    assert f"/cases/{uuid}" not in post(manager, "/search", q=uuid[:8] + "0000").text


def test_the_end_of_an_id_number_only_with_a_reason(shared, manager, rare):
    path = "/search/id-number"
    assert post(manager, path, number="002X").status_code == 422
    for number in ("002x", "11010519491231002X"):
        answer = post(manager, path, number=number, reason="核对重复建档")
        assert f"/people/{rare['㛃小兰']}" in answer.text and "002X" not in answer.text
    assert "末四位" in post(manager, path, number="12", reason="看").text
    with reading(shared.county.station.engine) as connection:
        reasons = connection.scalars(
            select(AUDIT.c.reason).where(AUDIT.c.action == "search.id_number")
        )
        assert list(reasons) == ["核对重复建档"] * 2
