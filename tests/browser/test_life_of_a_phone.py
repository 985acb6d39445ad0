"""A phone's bad days: leaving with unsent work, a full disk, a rest, a wrong clock, a stop, and the
way back. Nothing that was recorded is lost in any of them."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.activities.rows import RECORD
from core.field.devices import revoke_device
from core.field.rows import DEVICE
from core.store import unit_of_work
from tests.browser.checks import problems
from tests.browser.county import a_workers_station
from tests.browser.field_walk import (
    a_phone,
    fill_in,
    keep,
    set_pin,
    sign_in,
    take_along,
    trouble,
    unlock,
)
from tests.browser.serving import served
from tests.web.worker_station import AT, NAMES, as_worker

pytestmark = pytest.mark.browser
FULL = """() => { const put = IDBObjectStore.prototype.put; window.mend = () => { IDBObjectStore.prototype.put = put; };
  IDBObjectStore.prototype.put = function (...row) {
    if (this.name === "items") throw new DOMException("", "QuotaExceededError");
    return put.apply(this, row); }; }"""


@pytest.fixture
def station(tmp_path):
    with a_workers_station(tmp_path) as found:
        yield found


@pytest.fixture
def address(station):
    with served(station.app(demo=False)) as address:
        yield address


def rows(station, table):
    with station.county.station.engine.connect() as connection:
        return connection.execute(select(table)).all()


def stop(station) -> None:
    """The station stops the worker's phone."""
    [phone] = rows(station, DEVICE)
    who = as_worker(station)
    engine = station.county.station.engine
    with unit_of_work(engine, actor=who, at=AT, county="yanshi") as unit:
        revoke_device(unit, device=phone.uuid, account=who.id, reason="丢了")


def a_visit(page, name: str) -> None:
    """A visit, filled in and not kept yet."""
    page.get_by_label(f"为{name}记一笔").click()
    page.get_by_role("heading", name=f"上门探访 · {name}").wait_for()
    fill_in(page)
    page.locator("[name='record.minutes']").fill("40")


@pytest.mark.slow
def test_a_phone_keeps_its_work_through_a_full_disk_a_rest_a_wrong_clock_and_a_stop(
    station, address, tmp_path
):
    profile = tmp_path / "profile"
    with a_phone(profile, address) as phone:
        page = phone.pages[0]
        page.goto("/sign-in")
        sign_in(page)
        page.wait_for_url("**/today")
        take_along(page)
        trouble(phone, 503)

        # Full: it is said, the form stays, and after making room it is kept.
        a_visit(page, NAMES[0])
        page.evaluate(FULL)
        page.get_by_role("button", name="记下").click()
        page.get_by_text("手机存满了，这一笔还没有存下").wait_for()
        assert page.locator("[name='record.minutes']").input_value() == "40"
        assert problems(page) == []
        page.evaluate("mend()")
        keep(page)

        # A quarter of an hour of rest locks it, also when the phone slept meanwhile.
        phone.clock.set_system_time(AT + timedelta(minutes=16))
        page.mouse.click(5, 5)
        page.get_by_role("heading", name="请输入口令").wait_for()
        assert not any(name in page.content() for name in NAMES)

        # Leaving with unsent work: refused, with the ways out.
        page.goto("/me")
        page.locator("summary", has_text="菜单").click()
        page.get_by_role("button", name="退出", exact=True).click()
        refused = page.get_by_role("alert")
        refused.get_by_text("还有没发出的记录，先不退出").wait_for()
        assert problems(page) == []
        refused.get_by_role("link", name="去“待发送”").click()
        unlock(page)
        page.get_by_text("退出登录前").wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="导出成文件").click()
        [item] = json.loads(download.value.path().read_text("utf-8"))["items"]
        assert ["record.minutes", "40"] in item["fields"]
        assert problems(page) == []

    # The window was closed: no signing in again, the PIN alone; the clock is a day ahead.
    with a_phone(profile, address) as phone:
        phone.clock.set_system_time(AT + timedelta(days=1))
        page = phone.pages[0]
        page.goto("/outbox")
        unlock(page)
        page.get_by_text("这台手机的钟快了约 24 小时").wait_for()
        page.get_by_text("没有要发送的，都收到了。").wait_for()
        assert problems(page) == []
        assert len(rows(station, RECORD)) == 1

        # Stopped by the station: it says so, and nothing of the people is left.
        phone.clock.set_system_time(AT)
        trouble(phone, 503)
        page.get_by_role("link", name="今日").click()
        unlock(page)  # a clock that jumps may hide a long rest
        a_visit(page, NAMES[1])
        keep(page)
        phone.unroute("**/api/**")
        stop(station)
        page.evaluate("dispatchEvent(new Event('send'))")
        page.get_by_role("heading", name="这台手机已停用").wait_for()
        assert not any(name in page.content() for name in NAMES)
        assert problems(page) == []
        page.get_by_role("link", name="看待发送的").click()
        unlock(page)
        page.locator("#view li.row .state", has_text="待发送").wait_for()
        page.goto("/field")

        # Back in its author's hands: signed in anew, under a new id, and what waited is sent.
        page.get_by_role("link", name="重新登录").click()
        sign_in(page)
        set_pin(page, "739152")
        page.get_by_role("link", name="待发送").click()
        page.get_by_text("没有要发送的，都收到了。").wait_for()
    assert len(rows(station, RECORD)) == 2
    assert [phone.revoked_at is None for phone in rows(station, DEVICE)] == [False, True]
