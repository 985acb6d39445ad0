"""Ordinary pages on a phone that is stolen afterwards: searched, read, half filled in, and in none of
the browser's files stands who it was about."""

import pytest

from core.store import unit_of_work
from core.trust.rows import account_row
from core.trust.service.sessions import revoke_all
from tests.browser.checks import problems
from tests.browser.county import a_workers_station
from tests.browser.field_walk import a_phone, fill_in, plain_traces, sign_in
from tests.browser.serving import served
from tests.web.worker_station import ADMIN, AT, NAMES

pytestmark = pytest.mark.browser
NOTE = "老伴卧床，夜里没人照应"


@pytest.fixture
def station(tmp_path):
    with a_workers_station(tmp_path) as found:
        yield found


@pytest.fixture
def address(station):
    with served(station.app(demo=False)) as address:
        yield address


def signed_out(station) -> None:
    """The session ends, as after half an hour of rest."""
    with unit_of_work(station.county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        revoke_all(unit, account_row(unit.connection, login="luomin")["id"])


def test_a_copied_profile_names_nobody_who_was_looked_up_read_or_written_about(
    station, address, tmp_path
):
    profile, name = tmp_path / "profile", NAMES[0]
    person = station.people[name]
    with a_phone(profile, address) as phone:
        page = phone.pages[0]
        page.goto("/today")
        sign_in(page)
        page.wait_for_url("**/today")
        page.get_by_role("searchbox").press_sequentially(name)
        page.locator("li[data-person]").nth(1).wait_for(state="detached")
        page.goto("/people")
        page.get_by_role("searchbox").fill(name)
        page.get_by_role("button", name="查找").click()
        page.get_by_role("link", name="看全部").wait_for()
        assert page.url == f"{address}/people"
        assert page.get_by_role("searchbox").input_value() == name
        assert problems(page) == []
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("heading", name=name).wait_for()
        assert page.title() == "对象档案 · 驿站"
        page.go_back()
        page.get_by_role("link", name="看全部").wait_for()
        assert page.get_by_role("searchbox").input_value() == name
        for path in ("timeline", "paper"):
            page.goto(f"/people/{person}/{path}")
            assert name not in page.title()

        form = f"/record?kind=home_visit&person={person}"
        page.goto(form)
        page.locator("[name='record.minutes']").fill("35")
        fill_in(page, NOTE)
        page.reload()
        page.get_by_text("已恢复上次没有提交的内容。").wait_for()
        signed_out(station)
        page.get_by_role("button", name="记下").click()
        page.get_by_text("填写的内容会保留").wait_for()
        page.goto(form)
        sign_in(page)
        page.get_by_text("已恢复上次没有提交的内容。").wait_for()
        assert page.locator("[name='record.minutes']").input_value() == "35"
        assert page.locator("#asked textarea:visible").first.input_value() == NOTE
        page.goto("/people")
        page.goto(form)
        page.get_by_text("已恢复上次没有提交的内容。").wait_for()
    assert plain_traces(profile, [*NAMES, NOTE]) == []
    assert plain_traces(profile, ["对象档案"])  # the search does find what a browser writes down
