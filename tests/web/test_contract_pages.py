"""合同 through real requests: made from a package, amended, its effect seen first, its history kept."""

import re
from datetime import UTC, date, datetime
from html import unescape

import msgspec
import pytest
from sqlalchemy import update

from core.packages.rows import CONTRACT
from core.packages.schema import Pin
from core.places.service import add_place
from core.store import unit_of_work
from tests.studio.officers import Officer, with_row
from tests.web.bureau import ADMIN, opened


@pytest.fixture
def bureau(county):
    """Two officers, a leader and a worker, on 10 July 2026."""
    return opened(county)


def fields_of(page: str) -> dict[str, str | list[str]]:
    """The form as it stands: every field with its value, boxes only when they are ticked."""
    form = re.search(r'<form method="post" action="/contracts.*?</form>', page, re.S)[0]
    found: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None or ('type="checkbox"' in tag and " checked" not in tag):
            continue
        text = unescape(value[1]) if value else ""
        if name[1] == "sites":
            found.setdefault("sites", []).append(text)
        else:
            found[name[1]] = text
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)<', form):
        found[name] = unescape(text)
    for name, inside in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def send(client, page, path, do, **changes):
    """Post the form of a page with some fields changed."""
    return client.post(path, data={**fields_of(page), **changes, "do": do})


def test_a_contract_is_made_amended_and_its_history_told(bureau):
    county = bureau.county
    person = county.person()
    with bureau.desk("zhao") as client:
        assert "新建合同" in client.get("/contracts").text
        assert "jinshan-visits/1" in client.get("/contracts/new").text
        page = client.get("/contracts/new?package=jinshan-visits/1").text
        path = "/contracts/new"
        empty = send(client, page, path, "look")
        assert empty.status_code == 422
        assert "请填写起始日" in empty.text
        filled = {
            "key": "jinshan-next",
            "title": "金山镇巡访（第二标段）",
            "purchaser": "minzheng",
            "provider": "changzhe",
            "start": "2026-07-01",
            "end": "2027-06-30",
            "price": "18.6万",
            "sites": ["yanshi/jinshan"],
        }
        odd = send(client, page, path, "look", **filled)
        assert odd.status_code == 422
        filled["price"] = "１８６０００.5"
        looked = send(client, page, path, "look", **filled)
        assert looked.status_code == 200, looked.text[:3000]
        assert "保存以后会怎样" in looked.text
        saved = send(client, looked.text, path, "save")
        assert saved.headers["location"] == "/contracts/jinshan-next"
        shown = client.get("/contracts/jinshan-next").text
        assert "186000.50 元" in shown
        assert "变更合同" in shown
    county.enrol(person, "jinshan-next", "self_reliant", date(2026, 7, 1))
    county.record(county.posted("home_visit", date(2026, 7, 3), person), provider="changzhe")
    with bureau.desk("zhao") as client:
        path = "/contracts/jinshan-next/amend"
        page = client.get(path).text
        looked = send(client, page, path, "look", **{"t.monthly-summaries.0": "2"})
        assert looked.status_code == 422
        assert "请写明理由" in looked.text
        changes = {"t.monthly-summaries.0": "2", "reason": "补充协议。"}
        looked = send(client, page, path, "look", **changes)
        assert looked.status_code == 200, looked.text[:3000]
        assert "每月至少 2" in looked.text
        assert "不用重新计算记录" in looked.text
        other = send(client, looked.text, path, "save", **{"t.monthly-summaries.0": "3"})
        assert "您又改过几处" in other.text
        assert "2 稿" not in client.get("/contracts/jinshan-next/history").text
        saved = send(client, looked.text, path, "save")
        assert saved.headers["location"] == "/contracts/jinshan-next"
        assert "每月至少 2" in client.get("/indicators/jinshan-next/monthly-summaries").text
        history = client.get("/contracts/jinshan-next/history").text
        assert "理由：补充协议。" in history
        assert "赵敏" in history
        assert "按本合同改为：每月至少 2" in history
        back = client.get(path).text
        assert fields_of(back)["t.monthly-summaries.0"] == "2"
        undo = {"t.monthly-summaries.0": "", "sites": ["yanshi/tongjia"], "reason": "改回。"}
        looked = send(client, back, path, "look", **undo)
        assert "恢复按采购包" in looked.text
        assert "服务范围增加童家镇" in looked.text
        assert "保存时重新计算 1 条记录" in looked.text
        assert '计入 <span class="num">1 → <b>0</b>' in looked.text
        assert send(client, looked.text, path, "save").status_code == 303
    assert county.counted("jinshan-next", "home-visit") == 0


def test_a_contract_is_taken_along_from_a_first_of_the_month(bureau):
    county, officer = bureau.county, Officer(bureau.county)
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    county.record(county.posted("home_visit", date(2026, 6, 3), person))
    package = officer.package_of("jinshan")
    with bureau.desk("zhao") as client:
        assert "没有更新的版本" in client.get("/contracts/jinshan/amend").text
    officer.publish(package, quota=with_row(package.quota, "home-visit", evidence=("photo",)))
    path = "/contracts/jinshan/amend"
    with bureau.desk("zhao") as client:
        page = client.get(path).text
        assert fields_of(page)["since"] == "2026-08-01"
        middle = send(client, page, path, "look", take="2", since="2026-07-15", reason="新版。")
        assert middle.status_code == 422
        assert "不是某个月的第一天" in middle.text
        looked = send(client, page, path, "look", take="2", reason="新版。").text
        assert "改用采购包第 2 版；以前的记录仍按原来的版本" in looked
        assert "新版改了" in looked
        assert "上个月的记录若按新版" in looked
        assert "不用重新计算记录" in looked or "重新计算 0" in looked
        assert send(client, looked, path, "save").status_code == 303
        shown = client.get("/contracts/jinshan").text
        assert "第 1 版" in shown
        assert "8 月 1 日起改用" in shown
        page = client.get(path).text
        looked = send(
            client, page, path, "look", **{"cancel.2026-08-01": "1", "reason": "撤回。"}
        ).text
        assert "取消从 2026 年 8 月 1 日起改用" in looked
        assert send(client, looked, path, "save").status_code == 303
    assert county.counted("jinshan", "home-visit") == 1


def test_a_line_that_the_new_version_dropped_is_still_on_the_board_and_opens(bureau):
    county, officer = bureau.county, Officer(bureau.county)
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    county.record(county.posted("home_visit", date(2026, 6, 3), person))
    package = officer.package_of("jinshan")
    rest = tuple(row for row in package.line if row.key != "home-visits")
    quotas = with_row(package.quota, "home-visit", also_counts_in="")
    officer.publish(package, line=rest, quota=quotas)
    officer.amend("jinshan", pinned=(Pin(since=date(2026, 7, 1), version=2),))
    with bureau.desk("zhao") as client:
        assert "6 月 30 日以后不再约定" in client.get("/indicators?contract=jinshan").text
        opened_line = client.get("/indicators/jinshan/home-visits").text
        assert "计入 1" in opened_line
        assert "第 2 版" in client.get("/contracts/jinshan").text
        assert client.get("/packages/jinshan-visits/1").status_code == 200


def test_two_officers_amend_one_contract_and_the_second_is_told(bureau):
    path = "/contracts/jinshan/amend"
    with bureau.desk("zhao") as zhao, bureau.desk("qian") as qian:
        seen = qian.get(path).text
        looked = send(zhao, zhao.get(path).text, path, "look", title="甲", reason="一").text
        assert send(zhao, looked, path, "save").status_code == 303
        late = send(qian, seen, path, "look", title="乙", reason="二")
        assert "别人刚变更过" in late.text
        assert "名称由“甲”改为“乙”" in late.text
        assert send(qian, late.text, path, "save").status_code == 303
        history = qian.get("/contracts/jinshan/history").text
    assert history.index("名称由“甲”改为“乙”") < history.index("改为“甲”")


def test_who_may_not_manage_contracts_sees_no_way_in(bureau):
    with bureau.desk("luo") as client:
        assert "新建合同" not in client.get("/contracts").text
        assert "变更合同" not in client.get("/contracts/jinshan").text
        assert client.get("/contracts/new").status_code == 403
        assert client.get("/contracts/jinshan/amend").status_code == 403
        assert client.get("/contracts/jinshan/history").status_code == 200


def test_a_contract_of_another_county_is_not_there(bureau):
    there = moved(bureau)
    with unit_of_work(
        bureau.county.station.engine,
        actor=ADMIN,
        at=datetime(2026, 7, 1, tzinfo=UTC),
        county="linshi",
    ) as unit:
        add_place(unit, "linshi", "邻县", "county")
        unit.connection.execute(
            update(CONTRACT)
            .where(CONTRACT.c.key == "home-care")
            .values(county="linshi", text=there, version=2)
        )
    with bureau.desk("zhao") as client:
        for path in ("", "/amend", "/history"):
            assert client.get(f"/contracts/home-care{path}").status_code == 404
        page = client.get("/contracts/jinshan/amend").text
        answer = send(client, page, "/contracts/home-care/amend", "look")
        assert answer.status_code == 404


def moved(bureau):
    """The text of 居家养老 as a contract of the neighbouring county."""
    file = Officer(bureau.county).kept("home-care").file
    there = msgspec.structs.replace(file, county="linshi", sites=("linshi",), purchaser="linshi-mz")
    return msgspec.to_builtins(there, str_keys=True, builtin_types=())


def test_an_override_that_says_more_than_a_number_is_kept_and_can_be_taken_back(bureau):
    path = "/contracts/sanli/amend"
    with bureau.desk("zhao") as client:
        page = client.get(path).text
        assert "恢复按采购包" in page
        looked = send(client, page, path, "look", title="新名", reason="改名").text
        assert "“辐射带动" not in re.search(r"保存以后会怎样(.*?)</section>", looked, re.S)[1]
        assert send(client, looked, path, "save").status_code == 303
        kept = Officer(bureau.county).kept("sanli").file
        assert [row.line for row in kept.override] == ["r1-3a", "r1-3b"]
        page = client.get(path).text
        looked = send(client, page, path, "look", **{"back.r1-3b": "1", "reason": "按采购包"}).text
        assert "恢复按采购包。" in looked
        assert send(client, looked, path, "save").status_code == 303
    kept = Officer(bureau.county).kept("sanli").file
    assert [row.line for row in kept.override] == ["r1-3a"]
