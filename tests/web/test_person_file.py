"""The person's and the household's file: one timeline, plans with versions, papers, who looked."""

import re
from datetime import date

import pytest

from core.people.inputs import CategoryInput, PersonChanges
from core.people.service import correct_person, set_category
from core.store import new_id
from tests.county import County
from tests.web.conftest import token_on
from tests.web.test_worker_pages import form_of, signed_in
from tests.web.worker_station import WorkerStation, as_worker, furnished
from web.pages.people.moments import CHANGED, DONE
from web.pages.people.timeline import cursor


@pytest.fixture
def station(county: County) -> WorkerStation:
    return furnished(county)


def titles(html: str) -> list[str]:
    return re.findall(r'class="name"[^>]*>([^<]+)<', html)


def test_the_timeline_holds_everything_once_over_its_pages_and_is_narrowed(shared):
    person = shared.people["周春梅"]
    for number in range(45):
        posted = shared.county.posted(
            "phone_call", date(2026, 3, 1 + number % 20), person, fields={"outcome": "reached"}
        )
        shared.county.record(posted, actor=as_worker(shared))
    with shared.county.act() as (unit, _):
        made = CategoryInput(id=new_id(), code="dibao", start=date(2026, 3, 7))
        set_category(unit, person, made)
    with signed_in(shared) as client:
        path, seen = f"/people/{person}/timeline", []
        for _ in range(4):
            html = client.get(path).text
            seen += titles(html)
            more = re.findall(r'class="more"><a class="btn" href="([^"]+)"', html)
            if not more:
                break
            path = more[0].replace("&amp;", "&")
        assert sum("电话问候" in one for one in seen) == 45
        assert sum("类别：低保" in one for one in seen) == 1
        assert sum("进入名册" in one for one in seen) == 1
        days = [tuple(map(int, re.findall(r"\d+", one)[-2:])) for one in seen if "年" not in one]
        assert days == sorted(days, reverse=True)
        only = titles(client.get(f"/people/{person}/timeline?group=state").text)
        assert only and not any("电话" in one for one in only)
        assert "这一类还没有" in client.get(f"/people/{person}/timeline?group=absence").text
        for odd in ("x", "2026-03-07", "2026-03-07.1", "2026-03-07.9.9999999999999999999"):
            assert client.get(f"/people/{person}/timeline?after={odd}").status_code == 200
        file = client.get(f"/people/{person}").text
        assert f"/people/{person}/timeline" in file
    assert cursor("2026-03-07.1.5") == (date(2026, 3, 7), CHANGED, 5)
    assert cursor("2026-03-07.0.5") == (date(2026, 3, 7), DONE, 5)


def goal(number: int = 0, **more: str) -> dict[str, str]:
    texts = {"goal": "三餐有着落", "measure": "联系助餐点送餐", "who": "罗敏", "by": "2026-07-01"}
    return {f"{name}.{number}": text for name, text in (texts | more).items()}


def test_a_plan_is_made_once_revised_with_a_reason_and_every_version_stays(station):
    path = f"/plans/people/{station.people['李秀英']}"
    with signed_in(station) as client:
        posted = form_of(client.get(path).text, "fresh") | {"review_on": "2026-09-30"}
        assert "至少写一个目标" in client.post(path, data=posted).text
        wrong = client.post(path, data=posted | goal(who="", measure="送餐"))
        assert wrong.status_code == 422
        assert "请填写由谁做" in wrong.text
        assert 'value="送餐"' in wrong.text
        first, again = (client.post(path, data=posted | goal()) for _ in range(2))
        assert first.status_code == again.status_code == 303, first.text
        other = client.post(path, data=posted | goal(who="别人"))
        assert other.status_code == 409
        html = client.get(path).text
        revised = form_of(html, "fresh") | {"review_on": "2026-12-31", "state.0": "reached"}
        assert "请填写修订原因" in client.post(path, data=revised).text
        revised["reason"] = "按期复核"
        assert client.post(path, data=revised).status_code == 303
        assert client.post(path, data=revised).status_code == 409
        html = client.get(path).text
        assert "第 2 版" in html and "第 1 版" in html and "按期复核" in html
        file = client.get(f"/people/{station.people['李秀英']}").text
        assert "已达到" in file
    with signed_in(station, "chenshuyuan") as client:
        html = client.get(path).text
        assert "三餐有着落" in html
        assert "<textarea" not in html and 'name="goal.0"' not in html
        data = posted | goal() | {"_csrf": token_on(client.get("/me"))}
        assert client.post(path, data=data).status_code == 403
    with signed_in(station, "xianheguan") as client:
        assert client.get(path).status_code == 404


def test_a_household_has_its_people_side_by_side_and_one_plan(shared):
    home = new_id()
    old = shared.county.person("何大山", household=home)
    with shared.county.act() as (unit, _):
        correct_person(
            unit,
            shared.county.sealer,
            shared.people["罗贵生"],
            PersonChanges(household=home),
            version=1,
            reason="同住",
        )
    shared.county.record(
        shared.county.posted("home_visit", date(2026, 6, 3), old), actor=as_worker(shared)
    )
    with signed_in(shared) as client:
        path = f"/plans/people/{old}"
        posted = form_of(client.get(path).text, "fresh") | {"review_on": "2026-09-30"} | goal()
        answer = client.post(path, data=posted)
        assert answer.headers["location"] == f"/households/{home}"
        html = client.get(f"/households/{home}").text
        assert "何大山" in html and "罗贵生" in html
        assert "上门探访" in html
        assert "三餐有着落" in html and "全户共用" in html
        assert "三餐有着落" in client.get(f"/people/{shared.people['罗贵生']}").text
        assert client.get(f"/households/{new_id()}").status_code == 404
    with signed_in(shared, "xianheguan") as client:
        assert client.get(f"/households/{home}").status_code == 404


def test_the_paper_is_masked_and_in_full_only_with_a_reason_that_the_manager_sees(shared):
    with signed_in(shared) as client:
        posted = form_of(client.get("/people/new").text, "fresh")
        posted |= {"name": "赵四妹", "place": "yanshi/jinshan/xiaojian", "phone": "13912345678"}
        posted["id_number"] = "11010519491231002X"
        file = client.post("/people", data=posted).headers["location"]
        page = client.get(f"{file}/paper").text
        assert "已登记，已遮盖" in page and "139****5678" in page
        assert "11010519491231002X" not in page
        assert client.post(f"{file}/paper", data={"_csrf": posted["_csrf"]}).status_code == 403
        assert "谁看过" not in client.get(file).text
    with signed_in(shared, "zhouqiming") as client:
        data = {"_csrf": token_on(client.get("/me")), "reason": ""}
        assert "还没有人看过" in client.get(file).text
        assert client.post(f"{file}/paper", data=data).status_code == 422
        page = client.post(f"{file}/paper", data=data | {"reason": "送民政核对"}).text
        assert "11010519491231002X" in page and "13912345678" in page
        assert "打印档案：送民政核对" in client.get(file).text
