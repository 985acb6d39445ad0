"""指标 seen ahead and 县域总览 through real requests: live, past, side by side, within reach."""

import re
from contextlib import contextmanager
from datetime import date

import pytest
from litestar.testing import TestClient

from core.store import unit_of_work
from core.trust.service import create_account, grant
from tests.plans import walks
from tests.web.worker_station import ADMIN, AT, as_worker

STATION, FAR = "yanshi/tianchi/xianheguan", "yanshi/tongjia"
BOARD = "/indicators?contract=xianheguan"
LINE = "/indicators/xianheguan/r7-3a"


def talk(station, day, site=STATION):
    """A policy talk, which counts."""
    county = station.county
    posted = county.posted("policy_talk", day, site=site, fields={"topic": "other"})
    return county.record(posted, actor=as_worker(station, "xianheguan"))


@pytest.fixture(scope="module")
def office(shared):
    """A half-year of talks: one a month at the station, one far away, one for lack of papers."""
    for month in range(1, 6):
        talk(shared, date(2026, month, 12))
    talk(shared, date(2026, 4, 20), FAR)
    county = shared.county
    helped = county.posted(
        "policy_talk", date(2026, 5, 20), site=STATION, fields={"topic": "other"}, role="assist"
    )
    county.record(helped, actor=as_worker(shared, "xianheguan"))
    with unit_of_work(county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        far = create_account(unit, login="far", name="童镇", agency="qinghe")
        since = date(2026, 1, 1)
        grant(unit, account=far.id, role="manager", place=FAR, valid_from=since, reason="测试")
    shared.accounts["far"] = far
    return shared


@contextmanager
def at_desk(office, login):
    """A client of somebody who is signed in."""
    with TestClient(office.app(), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        client.cookies.set("yizhan", office.token(login))
        yield client


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def line_of(text, key="r7-3a"):
    """The row of a line on the board, without tags."""
    return plain(re.search(rf'data-line="{key}">(.*?)</tr>', text, re.S).group(1))


def test_a_board_asks_for_itself_again_only_when_its_contract_has_a_new_entry(office):
    with at_desk(office, "zhouqiming") as client:
        live = re.search(r'hx-get="(/indicators/live[^"]+)"', client.get(BOARD).text).group(1)
        live = live.replace("&amp;", "&")
        assert client.get(live).status_code == 204
        before = line_of(client.get(BOARD).text)
        county, name = office.county, next(iter(office.people))
        posted = county.posted("phone_call", date(2026, 6, 3), office.people[name])
        county.record(county.filled(posted), actor=as_worker(office))
        assert client.get(live).status_code == 204  # another contract's
        talk(office, date(2026, 6, 12))
        fresh = client.get(live, headers={"hx-request": "true"})
        assert fresh.status_code == 200 and fresh.text.lstrip().startswith('<div id="board"')
        assert "6 / 10 场" in before and "7 / 10 场" in line_of(fresh.text)
        again = re.search(r'hx-get="(/indicators/live[^"]+)"', fresh.text).group(1)
        assert client.get(again.replace("&amp;", "&")).status_code == 204
        assert client.get("/indicators/live?contract=none").status_code == 404


def test_a_past_month_stands_still_and_opens_to_what_was_there(office):
    with at_desk(office, "zhouqiming") as client:
        past = client.get(f"{BOARD}&period=2026-03").text
        opened = client.get(f"{LINE}?period=2026-03").text
        others = [
            client.get(f"{BOARD}&period={wrong}").text
            for wrong in ("2026-06", "2026-13", "2027-01", "x")
        ]
    assert "截至 2026 年 3 月 31 日" in plain(past) and "/indicators/live" not in past
    assert "3 / 10 场" in line_of(past)
    assert opened.count('class="row entry"') == 3 and "4 月 12 日" not in opened
    assert not any("截至 2026" in plain(other) for other in others)


def test_months_and_workers_stand_side_by_side(office):
    with at_desk(office, "zhouqiming") as client:
        months = client.get(f"{BOARD}&view=months&q=R7.3a").text
        workers = client.get(f"{BOARD}&view=workers&period=2026-04&q=R7.3a").text
    row = re.search(r"<tr><th scope=\"row\">.*?政策宣讲.*?</tr>", months, re.S).group(0)
    cells = [plain(one).strip() for one in re.findall(r'<td class="right num">(.*?)</td>', row)]
    assert cells[:5] == ["1", "1", "1", "2", "1"] and len(cells) == 7
    assert "比上月" in months and "唐宁" in workers
    april = re.search(r'href="([^"]+month=2026-04)"', row).group(1).replace("&amp;", "&")
    own = re.search(r'href="([^"]+by=[^"]+)"[^>]*>2</a>', workers).group(1).replace("&amp;", "&")
    with at_desk(office, "zhouqiming") as client:
        for href, said in ((april, "只列 4 月记入的"), (own, "只列 唐宁 4 月做的")):
            opened = client.get(href).text
            assert opened.count('class="row entry"') == 2, "every number opens to what it counts"
            assert said in plain(opened) and "4 月 20 日" in opened and "3 月 12 日" not in opened
        wrong = client.get(f"{LINE}?month=2027-01").text
        assert "只列" not in plain(wrong) and wrong.count('class="row entry"') > 2
    with at_desk(office, "xianheguan") as client:
        assert "只列" not in plain(client.get(own).text)
        seen = client.get(f"{BOARD}&view=workers").text
    assert "唐宁" not in re.search(r"<main.*</main>", seen, re.S).group(0)
    assert "各人对照" not in seen


def test_a_number_opens_to_its_course_its_assumption_and_reasons_that_lead_on(office):
    with at_desk(office, "zhouqiming") as client:
        opened = client.get(LINE).text
        text = plain(opened)
        assert "按合同开始以来的进度（平均每" in text and "推算" in text
        assert '<polyline points="8.0,132.0' in opened and "粗线为实际，虚线为应有" in text
        because = re.search(r'href="([^"]+because=[^"]+)"', opened).group(1).replace("&amp;", "&")
        assert "1 条未计" in text
        found = client.get(because).text
        assert found.count('class="row entry"') == 1 and "5 月 20 日" in found
        assert "只列因" in plain(found)
        nobody = client.get(f"{LINE}?tab=not&because=none").text
    assert "没有未计的记录" in nobody


def test_nobody_sees_counts_of_places_outside_their_reach(office):
    with at_desk(office, "far") as client:
        board = client.get(BOARD).text
        assert "只含您权限内的地点：童家镇" in plain(board)
        assert "1 / 10 场" in line_of(board)
        assert STATION not in board
        for more in ("&view=sites", "&view=months", f"&site={STATION}", "&period=2026-05"):
            page = client.get(BOARD + more).text
            assert "仙鹤观社区</th>" not in page and f'value="{STATION}"' not in page
            assert "1 / 10 场" in plain(page)
        for tab in ("counted", "not", "outside"):
            opened = client.get(f"{LINE}?tab={tab}&site={STATION}").text
            assert opened.count('class="row entry"') == (tab == "counted")
        assert "达标" in client.get("/contracts").text
        assert client.get("/overview").status_code == 403


def test_the_overview_says_what_each_cell_opens_to(office):
    with at_desk(office, "chenshuyuan") as client:
        text = client.get("/overview").text
        cells = re.findall(
            r'href="(/indicators[^"]*contract=xianheguan[^"]*)" aria-label="[^"]*：([^"]+)"', text
        )
        assert len(cells) == 6
        for href, said in cells:
            number = re.search(r"落后 (\d+)", said)
            opened = client.get(href.replace("&amp;", "&")).text
            if number:
                assert opened.count("data-line=") == int(number.group(1)), href
        assert "没有未办结的需求与异常" in text and "5 个月没交" in plain(text)
        assert "/month-end?contract=xianheguan" in text
        assert client.get("/home").headers["location"] == "/overview"
    with at_desk(office, "zhouqiming") as client:
        assert client.get("/overview").status_code == 403


def test_no_such_page_walks_through_a_table_that_grows(office):
    paths = (
        BOARD, f"{BOARD}&period=2026-03", f"{BOARD}&view=months", f"{BOARD}&view=workers",
        f"{LINE}?tab=not", f"{LINE}?period=2026-03&site={STATION}", "/overview",
        "/indicators/live?contract=xianheguan&seen=1",
    )  # fmt: skip
    with at_desk(office, "chenshuyuan") as client, walks(office.county.station.engine) as found:
        for path in paths:
            assert client.get(path).status_code == 200, path
    assert found == {}
