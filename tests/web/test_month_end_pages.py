"""月末 and 工作日 through real requests: blocked, handed in, changed afterwards, and by whom."""

import hashlib
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from litestar.testing import TestClient

from core.ledger.upkeep import seal
from core.recording import void
from core.store import Actor
from tests.counting import statements
from tests.web.conftest import token_on

AT = datetime(2026, 6, 21, 2, tzinfo=UTC)
JANUARY = "/month-end?contract=jinshan&month=2026-01"
HAND_IN = "/month-end/jinshan/2026-01/hand-in"
ADMIN = Actor(id="command", name="命令行", role="system")


@pytest.fixture(scope="module")
def station(shared):
    shared.clients = {}
    app = shared.app()
    with TestClient(app, base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        shared.client = client
        yield shared


@contextmanager
def desk(station, login):
    """The one client of this module, as one of the people."""
    station.client.cookies.clear()
    if login not in station.clients:
        station.clients[login] = station.token(login)
    station.client.cookies.set("yizhan", station.clients[login])
    yield station.client


def post(client, path, **fields):
    """Send a form with the token of the person's own pages."""
    token = token_on(client.get("/me"))
    return client.post(path, data={"_csrf": token, **fields})


def test_a_month_is_looked_at_handed_in_and_its_changes_open(station):
    with desk(station, "zhouqiming") as manager:
        first = manager.get("/month-end")
        assert first.status_code == 200 and "月末交账" in first.text
        page = manager.get(JANUARY).text
        assert "频次没有完成的人" in page and "李秀英" in page and "交 2026 年 1 月 的账" in page
        assert "哪一天交，原文未约定" in page
        february = manager.get("/month-end?contract=jinshan&month=2026-02").text
        assert "先交 2026 年 1 月的" in february and "/hand-in" not in february
        assert '<a href="/month-end?contract=jinshan&amp;month=2026-01">' in february
        asking = manager.get(HAND_IN).text
        assert "不能撤回" in asking and "确认交账" in asking and "没办完" in asking
        refused = post(manager, "/month-end/jinshan/2026-02/hand-in")
        assert refused.status_code == 422 and "先交 2026 年 1 月的" in refused.text
        long = post(manager, HAND_IN, note="长" * 401)
        assert long.status_code == 422 and "说明最多 400 个字" in long.text

        done = post(manager, HAND_IN, note="两位老人住院")
        again = post(manager, HAND_IN, note="再点一次")
        assert done.status_code == again.status_code == 303
        closed = manager.get(done.headers["location"]).text
        assert "已由周启明于" in closed and "两位老人住院" in closed and "再点一次" not in closed
        file = manager.get("/month-end/jinshan/2026-01/snapshot.json")
        digest = hashlib.sha256(file.content).hexdigest()
        assert digest in closed and digest[:16] in file.headers["content-disposition"]
        assert "交账以后没有变动" in closed
        assert manager.get(HAND_IN).status_code == 303

        made = station.county
        visit = made.record(made.posted("home_visit", date(2026, 1, 20), station.people["李秀英"]))
        shown = manager.get(JANUARY).text
        assert "封存后变动" in shown and "+1 次" in shown
        changes = manager.get("/month-end/jinshan/2026-01/changes").text
        assert f"/activities/{visit.id}" in changes and "记在 2 月。" in changes
        number = int(re.search(r"封存后变动 (\d+) 条", shown).group(1))
        assert changes.count('class="row entry"') == changes.count("指标：") == number
        with station.county.act() as (unit, book):
            void(unit, book, visit.id, version=1, reason="记错了")
        assert "冲回" in manager.get("/month-end/jinshan/2026-01/changes").text


def test_the_county_reads_and_does_not_hand_in_and_a_worker_sees_none_of_it(station):
    with desk(station, "chenshuyuan") as county:
        page = county.get("/month-end?contract=sanli&month=2026-01").text
        assert "由站长交账" in page and "/hand-in" not in page
        assert "1 月 25 日（周日）前" in page and "没有交" in page
        assert county.get("/month-end/sanli/2026-01/hand-in").status_code == 403
        assert post(county, "/month-end/sanli/2026-01/hand-in").status_code == 403
        care = county.get("/month-end?contract=home-care&month=2026-02").text
        assert "2 月 28 日（周六，调休上班）12:00 前" in care
        assert county.get("/month-end?contract=nowhere").status_code == 404
        assert county.get("/month-end?contract=sanli&month=2031-01").status_code == 404
        assert county.get("/month-end/sanli/2026-01/snapshot.json").status_code == 404
        assert county.get("/month-end/sanli/2026-01/records?of=people").status_code == 404
        assert county.get("/month-end/sanli/2026-01/changes?line=%00").status_code in (400, 404)
        odd = county.get(f"/month-end/sanli/2026-01/changes?after={10**30}")
        assert odd.status_code == 200 and "没有变动" in odd.text
    with desk(station, "luomin") as worker:
        assert worker.get("/month-end").status_code == 403
        assert "/month-end" not in worker.get("/me").text


def test_the_records_behind_a_line_of_the_checklist_are_listed(station):
    made = station.county
    fields, heads = {"training_topic": "party_led_governance"}, {"community_worker": 40}
    site = "yanshi/nanta/sanli"
    posted = made.posted(
        "training", date(2026, 3, 9), site=site, fields=fields, heads=heads, minutes=180
    )
    bare = made.record(posted)
    with desk(station, "chenshuyuan") as county:
        page = county.get("/month-end?contract=sanli&month=2026-03").text
        assert "/month-end/sanli/2026-03/records?of=evidence" in page
        listed = county.get("/month-end/sanli/2026-03/records?of=evidence").text
        assert f"/activities/{bare.id}" in listed and "没有佐证" in listed
        assert "没有要办的了" in county.get("/month-end/sanli/2026-03/records?of=awaited").text


def test_everybody_who_lacks_something_is_listed_by_name_only_within_reach(station):
    with desk(station, "zhouqiming") as manager:
        path = "/month-end/jinshan/2026-03/people"
        page = manager.get(f"{path}?line={quota_of(station)}&period=2026-03")
        assert page.status_code == 200 and "王长根" in page.text
        assert manager.get(f"{path}?line=none&period=2026-03").status_code == 404


def quota_of(station):
    with station.county.act() as (_, book):
        return book.terms["jinshan"].package.quota[0].key


def test_a_month_that_was_sealed_without_a_snapshot_says_so(station):
    with station.county.act(ADMIN) as (unit, book):
        seal(unit, book, "dadong", "2026-01")
    with desk(station, "chenshuyuan") as county:
        page = county.get("/month-end?contract=dadong&month=2026-01").text
        assert "当时没有留存交账单" in page


def test_the_page_of_a_month_takes_the_same_statements_however_much_there_is(station):
    with desk(station, "zhouqiming") as manager:
        manager.get("/month-end?contract=xianheguan&month=2026-03")
        with statements(station.county.station.engine) as few:
            manager.get("/month-end?contract=xianheguan&month=2026-03")
        made = station.county
        for day in range(1, 6):
            made.record(
                made.posted(
                    "training", date(2026, 3, day), site="yanshi/tianchi/xianheguan", minutes=180,
                    fields={"training_topic": "party_led_governance"},
                    heads={"community_worker": 40},
                )
            )  # fmt: skip
        with statements(station.county.station.engine) as many:
            manager.get("/month-end?contract=xianheguan&month=2026-03")
    assert len(many) == len(few)


def test_deadlines_of_the_next_days_stand_on_the_page_of_today(station):
    with desk(station, "zhouqiming") as manager:
        page = manager.get("/today").text
        assert "项目推进月度简报" in page and "6 月 25 日（周四）前" in page
    with desk(station, "luomin") as worker:
        assert "项目推进月度简报" not in worker.get("/today").text


def test_working_days_are_seen_by_all_and_changed_by_the_county_with_a_reason(station):
    with desk(station, "luomin") as worker:
        page = worker.get("/working-days?year=2026").text
        assert "2 月 28 日" in page and "调休上班" in page and "本县另定某一天" not in page
        assert post(worker, "/working-days", day="2026-07-04").status_code == 403
        assert "暂定" in worker.get("/working-days?year=2027").text
        assert "2026 年" in worker.get("/working-days?year=x").text
    with desk(station, "chenshuyuan") as county:
        for fields, say in (
            ({"day": "七月四日", "working": "working", "reason": "通知"}, "日期应写成"),
            ({"day": "2026-07-04", "working": "maybe", "reason": "通知"}, "请选择上班"),
            ({"day": "2026-07-04", "working": "working", "reason": ""}, "请填写依据"),
        ):
            refused = post(county, "/working-days", **fields)
            assert refused.status_code == 422 and say in refused.text
        done = post(county, "/working-days", day="2026-07-04", working="working", reason="防汛值班")
        assert done.status_code == 303
        page = county.get(done.headers["location"]).text
        assert "周六，本县定为上班" in page and "防汛值班" in page
