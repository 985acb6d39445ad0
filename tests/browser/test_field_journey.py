"""A round without a signal in real Chromium: nothing is lost, everything arrives once, no name is
left in plain on the phone."""

from datetime import date, timedelta
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import func, select, true

from core.activities.rows import RECORD
from core.evidence.rows import FILE
from core.field.conflicts import open_conflicts
from core.field.settling import settle
from core.matters.rows import MATTER
from core.recording import CaseInput, open_case
from core.recording.asking import forms_for, may_count_in, questions_of
from core.store import new_id
from core.trust.service import grant
from tests.apps import app_of
from tests.browser.checks import problems
from tests.browser.field_walk import (
    PIN,
    a_phone,
    a_photo,
    fill_in,
    keep,
    plain_traces,
    set_pin,
    take_along,
    trouble,
    unlock,
    visit,
    watched,
)
from tests.browser.serving import served
from tests.copies import a_county
from tests.county import shortest
from tests.web.worker_station import ADMIN, AT, NAMES, as_worker, furnished
from web.field import shell
from web.settings import Settings

pytestmark = pytest.mark.browser
GROUP = "yanshi/tianchi/xianheguan"

#: Items on the phone, those with their content, photos, and those with their bytes.
HELD = """() => new Promise((done) => { const opening = indexedDB.open("yizhan"); opening.onsuccess = () => {
  const work = opening.result.transaction(["items", "files"]);
  const [items, files] = ["items", "files"].map((table) => work.objectStore(table).getAll());
  work.oncomplete = () => { opening.result.close();
    done([items.result.length, items.result.filter((one) => one.bytes).length,
      files.result.filter((one) => one.state).length, files.result.filter((one) => one.bytes).length]); }; }; })"""
#: Clear away what was received, as it will be some days later.
TIDY = """async (days) => { const address = [...document.querySelectorAll("link[rel=modulepreload]")]
  .map((one) => one.href).find((one) => one.includes("/field/tidying."));
  await (await import(address)).tidy(Date.now() + days * 864e5); }"""

#: One's own last record once more, as another phone would have it, put into the outbox.
OTHER_CONTENT = """async () => { const address = [...document.querySelectorAll("link[rel=modulepreload]")]
  .map((one) => one.href).find((one) => one.includes("/field/outbox."));
  const { records } = await (await fetch("/api/round")).json();
  const fields = records[0].fields.filter(([name]) => !["record.minutes", "record.version"].includes(name));
  await (await import(address)).add("form", [...fields, ["record.minutes", "77"]], ""); }"""


def decide(station):
    """Settle the one conflict that waits: what is there stays."""
    house = station.county.station
    with house.work(actor=as_worker(station), at=AT, county="yanshi") as unit:
        [waits] = open_conflicts(unit.connection, "yanshi", true())
        book = house.book(unit.connection)
        settle(
            unit, house.catalogue, book, waits, how="kept", version=1, provider="", reason="核对过"
        )


@pytest.fixture
def station(tmp_path):
    with a_county(tmp_path) as county:
        found = furnished(county)
        worker = as_worker(found)
        with county.act(ADMIN) as (unit, _):
            grant(
                unit,
                account=worker.id,
                role="worker",
                place="yanshi/tianchi",
                valid_from=date(2026, 1, 1),
                reason="测试",
            )
        posted = county.posted("phone_call", date(2026, 6, 20), found.people["周春梅"])
        county.record(posted, actor=worker)
        found.group = new_id()
        with county.act(worker) as (unit, book):
            day = date(2026, 6, 1)
            contracts = may_count_in(book, "group", day, "qinghe", GROUP, ())
            questions = questions_of(forms_for(county.station.catalogue, book, "group", contracts))
            case = CaseInput(
                fields=shortest(questions, {}, day),
                id=found.group,
                kind="group",
                site=GROUP,
                title="长者手工小组",
                opened=day,
                members=tuple(found.people[name] for name in NAMES[:4]),
            )
            open_case(unit, county.station.catalogue, book, case, "qinghe")
        yield found


@pytest.fixture
def address(station):
    settings = Settings(secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
    with served(app_of(station.county.station, settings)) as address:
        yield address


def records(station) -> int:
    with station.county.station.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(RECORD)).scalar_one()


def _as(station, login: str, address: str) -> Request:
    """A request of somebody at a desk."""
    return Request(address, headers={"cookie": f"yizhan={station.token(login)}"})


def test_a_round_without_a_signal_arrives_once_and_leaves_no_name(
    station, address, tmp_path, monkeypatch
):
    profile = tmp_path / "profile"
    before = records(station)
    with a_phone(profile, address, station.token("luomin")) as phone:
        complaints = watched(phone)
        page = phone.pages[0]
        take_along(page)
        # A call from an ordinary page, sent when the signal had just gone.
        page.goto(f"/record?kind=phone_call&person={station.people[NAMES[4]]}")
        fill_in(page, "无")
        phone.set_offline(True)
        page.get_by_role("button", name="记下").click()
        unlock(page)
        page.get_by_text("刚才那一笔已存在手机里").wait_for()

        page.get_by_role("link", name="今日").click()
        assert problems(page) == []
        first, second, third, fourth, fifth = NAMES[:5]
        visit(page, first, 1)
        visit(page, second, 2)
        page.reload()
        unlock(page)
        visit(page, third, 3)
        page.get_by_label(f"为{fourth}记一笔").click()
        page.get_by_role("heading", name=f"上门探访 · {fourth}").wait_for()
        page.locator("[name='record.minutes']").fill("35")
        page.wait_for_timeout(400)
        page.close()

        page = phone.new_page()
        page.goto("/today")
        unlock(page)
        page.get_by_label(f"为{fourth}记一笔").click()
        page.get_by_role("heading", name=f"上门探访 · {fourth}").wait_for()
        assert page.locator("[name='record.minutes']").input_value() == "35"
        assert problems(page) == []
        fill_in(page)
        page.locator("[name='record.file.photo']").set_input_files(a_photo(4))
        keep(page)
        visit(page, fifth, 5)

        # Something happened: whom to call first, and a report that is sent with the rest.
        page.get_by_role("link", name=fifth, exact=True).first.click()
        page.get_by_role("link", name="上报需求或异常").click()
        page.get_by_role("heading", name=f"上报：{fifth}").wait_for()
        page.get_by_role("link", name="120").wait_for()
        assert problems(page) == []
        page.get_by_label("是什么事").fill("院墙裂了，随时会倒")
        page.get_by_role("button", name="上报").click()
        page.get_by_text("着急的事请先打电话").wait_for()

        page.get_by_role("link", name="记一次").click()
        page.locator("[name='record.title']").fill("第二节：剪纸")
        page.locator("[name='record.minutes']").fill("90")
        for name in NAMES[:4]:
            page.locator("#found").get_by_text(name).click()
        fill_in(page)
        assert problems(page) == []
        keep(page)

        page.get_by_role("link", name="最近的").click()
        page.get_by_role("link", name="更正", exact=True).click()
        page.locator("[name='record.minutes']").fill("12")
        page.locator("[name='record.reason']").fill("时长写错了")
        page.get_by_role("button", name="记下").click()
        page.get_by_text("已存在手机里").wait_for()
        page.get_by_role("link", name="待发送").click()
        page.get_by_role("heading", name="待发送").wait_for()
        page.locator("#view li.row").nth(8).wait_for()
        assert page.locator("#view li.row .state", has_text="待发送").count() == 9
        assert problems(page) == []

        # A new version of the app comes while the server is too busy to take anything.
        trouble(phone, 503)
        newer = shell.worker_script(False).replace('VERSION = "', 'VERSION = "new-')
        monkeypatch.setattr(shell, "worker_script", lambda demo: newer)
        phone.set_offline(False)
        page.reload()
        unlock(page)
        page.get_by_role("button", name="点此更新").click()
        page.get_by_label("这台手机的口令").wait_for()
        assert records(station) == before
        trouble(phone, 401)
        unlock(page)
        page.get_by_text("请先登录，再发送。").wait_for()
        page.locator("#view li.row").nth(8).wait_for()
        phone.unroute("**/api/**")
        page.get_by_role("button", name="现在发送").click()
        page.get_by_text("没有要发送的，都收到了。").wait_for()
        assert page.locator("#view .state", has_text="已收到").count() == 9
        assert problems(page) == []
        page.get_by_role("button", name="现在发送").click()
        page.get_by_text("已联网").wait_for()

        # What was received leaves the phone: its content after two days, the mark of it after a week.
        assert page.evaluate(HELD) == [9, 9, 5, 0]
        for days, held in ((1, [9, 9, 5, 0]), (3, [9, 0, 0, 0])):
            page.evaluate(TIDY, days)
            page.reload()
            unlock(page)
            page.get_by_text("近 7 天收到的：6 月 21 日 9 条").wait_for()
            assert page.evaluate(HELD) == held
            assert page.locator("#view li.row").count() == held[1]
        assert problems(page) == []
        page.evaluate(TIDY, 8)
        assert page.evaluate(HELD) == [0, 0, 0, 0]

        # Another content for a record that is there: it waits on the phone until it was settled.
        page.evaluate(OTHER_CONTENT)
        page.get_by_role("button", name="现在发送").click()
        page.locator("#view .state", has_text="有冲突").wait_for()
        decide(station)
        page.get_by_role("button", name="现在发送").click()
        page.get_by_text("保留已有的。原因：核对过").wait_for()
        page.locator("#view .state", has_text="已收到").wait_for()
        assert problems(page) == []
        assert complaints == []
    assert records(station) == before + 7
    with station.county.station.engine.connect() as connection:
        wanted = select(func.count()).select_from(FILE).where(FILE.c.state == "kept")
        assert connection.execute(wanted).scalar_one() == 5
        [reported] = connection.execute(select(MATTER.c.what, MATTER.c.found_at)).all()
    assert reported.found_at <= AT
    with urlopen(_as(station, "chenshuyuan", f"{address}/matters?kind=incident")) as seen:
        assert reported.what in seen.read().decode()
    assert station.county.counted("jinshan", "home-visits") == 5
    assert plain_traces(profile, [*NAMES, "门口的路灯坏了", "院墙裂了", "长者手工小组"]) == []


def test_after_three_days_five_wrong_pins_or_a_stop_only_the_people_are_gone(
    station, address, tmp_path
):
    with a_phone(tmp_path / "profile", address, station.token("luomin")) as phone:
        page = phone.pages[0]
        take_along(page)
        phone.set_offline(True)
        page.goto("/today")
        unlock(page)
        visit(page, NAMES[0], 1)
        phone.clock.set_system_time(AT + timedelta(hours=73))
        page.goto("/today")
        unlock(page)
        page.get_by_role("heading", name="名单已经清掉").wait_for()
        page.get_by_role("link", name="看待发送的").click()
        page.get_by_text("上门探访").or_(page.get_by_text("home_visit")).wait_for()
        assert not any(name in page.content() for name in NAMES)
        phone.set_offline(False)
        page.get_by_text("没有要发送的，都收到了。").wait_for()

        phone.clock.set_system_time(AT)
        page.goto("/field?new=1")
        set_pin(page, PIN)
        phone.set_offline(True)
        visit(page, NAMES[1], 2)
        page.goto("/today")
        for left in (4, 3, 2, 1):
            unlock(page, "000000")
            page.get_by_text(f"还可以试 {left} 次").wait_for()
        unlock(page, "000000")
        page.get_by_role("heading", name="名单已经清掉").wait_for()
        phone.set_offline(False)
        page.get_by_role("link", name="联网后重新带走").click()
        set_pin(page, "739152")
        page.get_by_role("link", name="待发送").click()
        page.get_by_text("没有要发送的，都收到了。").wait_for()
        trouble(phone, 403, code="device_revoked")
        page.goto("/field")
        unlock(page, "739152")
        page.get_by_role("heading", name="这台手机已停用").wait_for()
        assert not any(name in page.content() for name in NAMES)
    assert records(station) == 3
