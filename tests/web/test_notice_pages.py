"""通知, 消息与日历, 群机器人 and 到点的事 through real requests: who sees what, and what is done."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from litestar.testing import TestClient
from sqlalchemy import select

from core.notices.events import DEADLINE, DIGEST, Notice
from core.notices.rows import FEED, PREFERENCE, ROBOT
from core.notices.telling import notify
from core.store import Actor, reading
from core.trust.service import create_account, grant
from tests.counting import statements
from tests.matters.scene import an_incident, raised
from tests.web.conftest import token_on
from tests.web.worker_station import ADMIN, AT, furnished

HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a1b2c3d4-e5f6"


@pytest.fixture
def station(county):
    county.station.county = "yanshi"
    found = furnished(county, ("李秀英",))
    with county.act(ADMIN) as (unit, _):
        account = create_account(unit, login="xitong", name="系统员")
        grant(unit, account=account.id, role="system", place="yanshi",
              valid_from=date(2026, 1, 1), reason="测试")  # fmt: skip
    found.accounts["xitong"] = account
    return found


@pytest.fixture
def desk(station):
    """A client of one of the accounts, on 21 June 2026."""
    opened = []

    def of(login, **changes):
        client = TestClient(station.app(**changes), base_url="http://yizhan.test")
        client.__enter__()
        opened.append(client)
        client.follow_redirects = False
        client.cookies.set("yizhan", station.token(login))
        return client

    yield of
    for client in opened:
        client.__exit__(None, None, None)


def post(client, path, page, **fields):
    return client.post(path, data={"_csrf": token_on(client.get(page)), **fields})


def tell(station, login, number, event=DIGEST, link="/today"):
    account = station.accounts[login].id
    with station.county.act() as (unit, _):
        for one in range(number):
            notify(unit, Notice(event=event, subject=str(one), link=link), [account])
            notify(unit, Notice(event=event, subject=str(one), link=link), [account])


def test_an_inbox_shows_ones_own_and_opening_marks_as_read(station, desk):
    worker = desk("luomin")
    assert "还没有通知" in worker.get("/inbox").text
    tell(station, "luomin", 3)
    tell(station, "zhouqiming", 1, DEADLINE)
    shown = worker.get("/inbox").text
    assert shown.count("应服务的对象") == 6, "three rows, each with its button's name"
    assert DEADLINE.label not in shown
    assert '<b class="num late-text" aria-label="3 条未读">3</b>' in worker.get("/today").text
    path = shown.partition('action="/inbox/')[2].partition('"')[0]
    path = path if path.endswith("/open") else shown.split('action="/inbox/')[2].partition('"')[0]
    opened = post(worker, f"/inbox/{path}", "/inbox")
    assert (opened.status_code, opened.headers["location"]) == (303, "/today")
    assert 'aria-label="2 条未读"' in worker.get("/inbox").text
    manager = desk("zhouqiming")
    assert post(manager, f"/inbox/{path}", "/inbox").status_code == 404, "somebody else's"
    assert post(worker, "/inbox/read", "/inbox").status_code == 303
    assert "条未读" not in worker.get("/inbox").text


def test_an_inbox_of_many_is_shown_page_by_page(station, desk):
    tell(station, "luomin", 45)
    worker = desk("luomin")
    first = worker.get("/inbox").text
    more = first.partition('href="/inbox?before=')[2].partition('"')[0]
    rest = worker.get(f"/inbox?before={more}").text
    assert (first.count('<li class="row">'), rest.count('<li class="row">')) == (40, 5)


def test_the_unread_number_costs_no_further_statement(station):
    from core.trust import Grant
    from web.waiting import waiting_for

    engine = station.county.station.engine
    with statements(engine) as alone:
        waiting_for(engine, "yanshi", "a", (), date(2026, 6, 21), "worker")
    grants = (Grant(id="1", role="worker", place="yanshi", valid_from=date(2026, 1, 1)),)
    with statements(engine) as with_matters:
        waiting_for(engine, "yanshi", "a", grants, date(2026, 6, 21), "worker")
    asked = [[one for one in many if one != "BEGIN"] for many in (alone, with_matters)]
    assert [len(one) for one in asked] == [1, 1]


def test_what_one_chooses_is_kept_sealed_and_a_wrong_mailbox_comes_back(station, desk):
    worker = desk("luomin")
    assert "没有设置发信服务器" in worker.get("/me/messages").text
    fields = {"mail": "luo@example.cn", "mailed": ["digest", "due"], "quiet_since": "20:00",
              "quiet_until": "06:30", "version": "0"}  # fmt: skip
    wrong = post(worker, "/me/messages", "/me/messages", **fields | {"mail": "luo@x?smtp=evil"})
    assert wrong.status_code == 422
    assert "请填写邮箱地址" in wrong.text
    assert post(worker, "/me/messages", "/me/messages", **fields).status_code == 303
    shown = worker.get("/me/messages").text
    assert 'value="luo@example.cn"' in shown
    assert 'value="20:00"' in shown
    assert shown.count(" checked") == 2
    again = post(worker, "/me/messages", "/me/messages", **fields)
    assert again.status_code in (409, 422), "an old version"
    with reading(station.county.station.engine) as connection:
        row = connection.execute(select(PREFERENCE)).one()
    assert b"luo@example.cn" not in row.mail


def calendar_of(client, page):
    address = page.partition('value="http://yizhan.test/calendar/')[2].partition('"')[0]
    return address, client.get(f"/calendar/{address}")


def test_a_calendar_is_opened_by_its_address_alone_made_anew_and_revoked(station, desk):
    worker, nobody = desk("luomin"), TestClient(station.app(), base_url="http://yizhan.test")
    person = station.people["李秀英"]
    actor = Actor(id=station.accounts["luomin"].id, name="罗敏", role="worker")
    station.enrol("李秀英", "jingdezhen", "key_visits")
    raised(station.county, actor, an_incident(person, found_at=AT), AT)
    made = post(worker, "/me/calendar", "/me/messages")
    assert made.status_code == 200
    with nobody:
        address, answer = calendar_of(nobody, made.text)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        found = Calendar.from_ical(answer.content)
        said = {str(one["summary"]) for one in found.walk("VEVENT")}
        assert any(one.startswith("突发与异常：答复时限（") for one in said)
        assert "李秀英" not in answer.text
        assert not set("李秀英") & set("".join(said)), "nobody's name"
        assert "yizhan.test/calendar/" not in worker.get("/me/messages").text, "shown once"
        with reading(station.county.station.engine) as connection:
            assert connection.execute(select(FEED.c.token_hash)).scalar_one() not in address
        newer = post(worker, "/me/calendar", "/me/messages")
        assert nobody.get(f"/calendar/{address}").status_code == 404
        address, answer = calendar_of(nobody, newer.text)
        assert answer.status_code == 200
        post(worker, "/me/calendar/revoke", "/me/messages")
        assert nobody.get(f"/calendar/{address}").status_code == 404
        for odd in ("x", ".ics", f"{'a' * 500}.ics", "%00.ics"):
            assert nobody.get(f"/calendar/{odd}").status_code in (400, 404)


def test_a_managers_calendar_names_contract_and_paper_and_says_what_is_provisional(station, desk):
    manager = desk("zhouqiming")
    _, answer = calendar_of(manager, post(manager, "/me/calendar", "/me/messages").text)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    said = {str(one["summary"]): one for one in events}
    brief = [one for one in said if "简报" in one]
    assert brief
    assert any("仙鹤观" in one for one in brief)
    assert all(one["dtstart"].dt.day == 25 for name, one in said.items() if "简报" in name)
    for name, one in said.items():
        day = one["dtstart"].dt
        day = day.date() if isinstance(day, datetime) else day
        assert ("（暂定）" in name) == (day.year > 2026), name


def test_a_robot_is_added_by_the_systems_administrator_alone_and_never_shows_its_address(
    station, desk
):
    for login in ("luomin", "zhouqiming", "chenshuyuan"):
        assert desk(login).get("/robots").status_code == 403
    admin = desk("xitong")
    assert "还没有群机器人" in admin.get("/robots").text
    fields = {"kind": "wecombot", "name": "全县工作群", "place": "yanshi", "agency": "",
              "address": HOOK, "secret": "", "events": ["deadline", "matter_urgent"]}  # fmt: skip
    elsewhere = fields | {"address": "https://10.0.0.8/cgi-bin/webhook/send?key=a1b2c3d4"}
    refused = post(admin, "/robots", "/robots", **elsewhere)
    assert refused.status_code == 422
    assert "不是企业微信群机器人的地址" in refused.text
    assert 'value="全县工作群"' in refused.text, "what was typed comes back"
    assert "10.0.0.8" not in refused.text, "but the address"
    assert post(admin, "/robots", "/robots", **fields).status_code == 303
    shown = admin.get("/robots").text
    assert "全县工作群" in shown
    assert "a1b2c3d4" not in shown
    with reading(station.county.station.engine) as connection:
        uuid = connection.execute(select(ROBOT.c.uuid)).scalar_one()
    assert post(admin, f"/robots/{uuid}/try", "/robots").status_code == 303
    assert "排队中" in admin.get("/robots").text
    assert post(admin, f"/robots/{uuid}/stop", "/robots").status_code == 303
    assert "已停用" in admin.get("/robots").text
    assert post(admin, f"/robots/{uuid}/try", "/robots").status_code == 422
    assert post(admin, f"/robots/{ADMIN.id}/stop", "/robots").status_code == 404


def test_the_jobs_page_shows_what_was_done_and_does_one_now(station, desk):
    assert desk("luomin").get("/jobs").status_code == 403
    admin = desk("xitong")
    shown = admin.get("/jobs").text
    assert "每天的事" in shown
    assert "还没有做过" in shown
    assert "没有设置备份文件夹" in shown
    done = post(admin, "/jobs/digest/now", "/jobs")
    assert done.status_code == 303
    shown = admin.get("/jobs").text
    assert "告知 2 人" in shown, "the worker and the station's manager"
    assert "系统员要求做的" in shown
    worker = desk("luomin")
    assert "今天的事：应服务的对象：1 位" in worker.get("/inbox").text
    assert post(admin, "/jobs/backup/now", "/jobs").status_code == 404, "there is no folder"
    assert post(admin, "/jobs/nonsense/now", "/jobs").status_code == 404
    assert post(worker, "/jobs/digest/now", "/inbox").status_code == 403


def test_a_job_that_fails_shows_on_its_page(station, desk, tmp_path):
    blocked = tmp_path / "no folder"
    blocked.write_text("")
    admin = desk("xitong", backups=str(blocked / "inside"))
    from core.jobs.backups import BACKUP
    from core.jobs.running import run_due
    from web.schedule import house_of
    from web.settings import Settings

    house = house_of(station.county.station, Settings(backups=str(blocked / "inside")))
    (done,) = run_due(house, [BACKUP], AT + timedelta(minutes=1))
    assert done.failed
    shown = admin.get("/jobs").text
    assert "没有做成（连续第 1 次）" in shown
    assert "再试" in shown
