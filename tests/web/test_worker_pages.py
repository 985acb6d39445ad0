"""The worker's pages through real requests: reach, refusals that keep the form, once only, counts."""

import re
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import func, select

from core.activities.rows import RECORD
from core.store.versions import versions_of
from tests.counting import statements
from tests.county import County
from tests.plans import walks
from tests.web.conftest import token_on
from tests.web.worker_station import DAY, NAMES, WorkerStation, as_worker, furnished


@pytest.fixture
def station(county: County) -> WorkerStation:
    return furnished(county)


@contextmanager
def signed_in(station: WorkerStation, login: str = "luomin"):
    with TestClient(station.app(), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        client.cookies.set("yizhan", station.token(login), domain="yizhan.test")
        yield client


def form_of(html: str, name: str = "record.id") -> dict[str, Any]:
    """What a browser would post of the form with this field, before anything is touched."""
    form = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if f'name="{name}"' in f)
    posted: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if "name" not in named:
            continue
        if named.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        posted[named["name"]] = named.get("value", "")
    for name, chosen in re.findall(
        r'<select[^>]*name="([^"]+)".*?value="([^"]*)" selected', form, re.S
    ):
        posted[name] = chosen
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        posted[name] = text
    return posted


def answered(html: str, **more: Any) -> dict[str, Any]:
    """The form with every question answered in the first way that there is."""
    posted = form_of(html)
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"', html):
        if not name.startswith("record.") and not posted.get(name):
            posted[name] = value
    for name in posted:
        if not posted[name] and f'<textarea id="{name}"' in html:
            posted[name] = "无"
    return posted | more


def visit_form(client, station: WorkerStation, name: str = "李秀英", kind: str = "home_visit"):
    return client.get(f"/record?kind={kind}&person={station.people[name]}").text


def saved(client, station: WorkerStation, name: str = "李秀英", **more: Any):
    html = visit_form(client, station, name)
    return client.post("/record", data=answered(html, **more))


# ---------------------------------------------------------------- today


def test_today_names_each_person_once_under_the_village(station):
    station.enrol("李秀英", "jingdezhen", "general")
    with signed_in(station) as client:
        html = client.get("/today").text
    assert '本月还欠 <b class="num">6</b> 人' in html
    assert html.count(f'data-person="{station.people["李秀英"]}"') == 1
    assert html.index("小枧村") < html.index("李秀英")
    assert "无电话，问邻居周某" in html
    assert "还剩 9 天" in html


def test_a_half_month_that_was_missed_makes_a_person_overdue_and_first(station):
    station.enrol("罗贵生", "jingdezhen", "key_visits")
    with signed_in(station) as client:
        html = client.get("/today").text
    assert "上半月缺上门 1 次" in html
    assert "逾期 6 天" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    assert html.index("罗贵生") < html.index("李秀英")


def test_today_is_searched_by_initials_and_narrowed_by_village(station):
    with signed_in(station) as client:
        found = client.get("/today?q=lxy").text
        assert "李秀英" in found
        assert "王长根" not in found
        village = client.get("/today?place=yanshi/jinshan/hengjiang").text
        assert "单福生" in village
        assert "李秀英" not in village
        assert "没有符合的人" in client.get("/today?q=zzzz").text


def test_a_worker_sees_the_phone_as_a_button_and_never_as_digits(station):
    with signed_in(station) as client:
        html = client.get("/today").text
    assert 'href="tel:13800000000"' in html
    assert "13800000000" not in re.sub(r'href="tel:\d+"', "", html)


def test_who_may_not_record_gets_no_number_at_all(station):
    with signed_in(station, "chenshuyuan") as client:
        html = client.get("/today").text
    assert "李秀英" in html
    assert "tel:" not in html
    assert "记一笔" not in html


# ---------------------------------------------------------------- recording


def test_a_visit_is_saved_counted_and_the_person_is_no_longer_owed_it(station):
    with signed_in(station) as client:
        answer = saved(client, station)
        assert answer.status_code == 303, answer.text
        page = client.get(answer.headers["location"]).text
        assert "计入 1 份合同" in page
        assert "上门 1/1" in page
        assert "下一位" in page
        assert "1/1 ●" in client.get("/today?q=lxy").text
    assert station.county.counted("jinshan", "home-visit") == 1


def test_the_preview_says_what_would_count_and_saves_nothing(station):
    with signed_in(station) as client:
        html = visit_form(client, station)
        posted = answered(html)
        answer = client.post("/record/preview", data=posted, headers={"hx-request": "true"})
        assert "上门 1/1" in answer.text
        assert "<html" not in answer.text
        whole = client.post("/record/preview", data=posted)
        assert "上门 1/1" in whole.text
        assert "</html>" in whole.text
    assert station.county.standing() == []


def test_nobody_answers_for_a_person_who_was_not_met(station):
    """未联系上: what the form asks about the person is not asked, and what is answered is asked about."""
    with signed_in(station) as client:
        html = visit_form(client, station)
        own = form_of(html) | {"outcome": "failed"}
        bare = {
            name: "" if not name.startswith(("record.", "_", "outcome")) else value
            for name, value in own.items()
        }
        posted = answered(html) | {"outcome": "failed", "record.item": "09"}
        htmx = {"hx-request": "true"}
        assert "请核对" not in client.post("/record/preview", data=bare, headers=htmx).text
        asked = client.post("/record/preview", data=posted, headers=htmx).text
        kept = client.post("/record", data=bare)
        assert kept.status_code == 303, kept.text
        page = client.get(kept.headers["location"]).text
    assert "未联系上" in page and "请核对" not in page
    assert "却填写了" in asked
    assert station.county.counted("jinshan", "home-visit") == 0


def test_an_exclusive_record_asks_which_contract_comes_first(station):
    station.enrol("李秀英", "jingdezhen", "general")
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        htmx = {"hx-request": "true"}
        first = client.post("/record/preview", data=posted, headers=htmx).text
        assert "先计入哪个合同" in first
        assert "独占：已计入“全县分散供养特困人员定期探视巡访（演示合同）”" in first
        chosen = posted | {"record.first": "jinshan"}
        second = client.post("/record/preview", data=chosen, headers=htmx).text
        assert "独占：已计入“金山镇分散供养特困自理人员探视巡访照料服务合同”" in second
        assert client.post("/record", data=chosen).status_code == 303
    assert station.county.counted("jinshan", "home-visit") == 1
    assert station.county.counted("jingdezhen", "visit-general") == 0


def test_what_is_refused_is_said_beside_its_field_and_everything_is_kept(station):
    with signed_in(station) as client:
        html = visit_form(client, station)
        posted = answered(
            html, urgent_needs="", **{"record.minutes": "三十", "check_food": "issue"}
        )
        answer = client.post("/record", data=posted)
        assert answer.status_code == 422
        assert "时长应填整数" in answer.text
        posted["record.minutes"] = "30"
        answer = client.post("/record", data=posted | {"check_food__note": "米缸空了"})
        assert answer.status_code == 422
        assert "请填写“问：迫切需求与困难”" in answer.text
        assert "米缸空了" in answer.text
        assert f'value="{posted["record.id"]}"' in answer.text
        assert 'name="check_food" value="issue" checked' in answer.text
    assert station.county.standing() == []


def test_the_same_form_sent_twice_is_one_record_and_other_content_a_conflict(station):
    with signed_in(station) as client:
        posted = answered(visit_form(client, station), **{"record.evidence": "photo"})
        first, second = (client.post("/record", data=posted) for _ in range(2))
        assert first.status_code == second.status_code == 303
        assert first.headers["location"] == second.headers["location"]
        other = client.post("/record", data=posted | {"record.minutes": "99"})
        assert other.status_code == 409
        assert "内容不同" in other.text
    with station.county.station.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(RECORD)).scalar_one() == 1


def test_nothing_is_saved_without_the_token_of_the_form(station):
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        for token in ("", "x"):
            assert client.post("/record", data=posted | {"_csrf": token}).status_code == 403
    assert station.county.standing() == []


def test_seasonal_questions_are_asked_in_their_season_only(station):
    station.enrol("李秀英", "jingdezhen", "general")
    with signed_in(station) as client:
        assert "防汛安全" in visit_form(client, station)
        posted = answered(visit_form(client, station), **{"record.date.service": "2026-03-02"})
        asked = client.post("/record/form", data=posted, headers={"hx-request": "true"}).text
        assert "防汛安全" not in asked


def test_a_training_takes_named_people_and_heads_without_scripts_too(station):
    with signed_in(station, "xianheguan") as client:
        html = client.get("/record?kind=policy_talk").text
        assert "没有实名的人数" in html
        posted = answered(html, **{"record.find": "lxy"})
        assert "李秀英" not in client.post("/record/people", data=posted).text
    with signed_in(station, "zhouqiming") as client:
        posted = answered(client.get("/record?kind=policy_talk").text, **{"record.find": "lxy"})
        found = client.post("/record/people", data=posted).text
        assert "李秀英" in found
        posted |= {"record.person": station.people["李秀英"], "record.heads.elder": "12"}
        posted |= {"record.site": "yanshi/tianchi/xianheguan", "record.title": "反诈宣讲"}
        posted |= {"people_total": "20", "copies": "20", "record.evidence": "sign_in"}
        answer = client.post("/record", data=posted)
        assert answer.status_code == 303, re.findall(r'class="problem".*?</p>', answer.text)
        page = client.get(answer.headers["location"]).text
        assert "老年人" in page
        assert "未分类" in page


# ---------------------------------------------------------------- reach


def test_another_stations_worker_finds_nothing_of_ours(station):
    with signed_in(station) as client:
        record = saved(client, station).headers["location"].partition("?")[0]
    person = station.people["李秀英"]
    with signed_in(station, "xianheguan") as client:
        for path in (
            record,
            f"{record}/correct",
            f"/people/{person}",
            f"/people/{person}/correct",
            f"/people/{person}/change/absence",
            f"/record?kind=home_visit&person={person}",
        ):
            assert client.get(path).status_code == 404, path
        assert "李秀英" not in client.get("/people").text
        assert "李秀英" not in client.get("/activities").text
        token = token_on(client.get("/me"))
        void = client.post(f"{record}/void", data={"_csrf": token, "version": "1", "reason": "x"})
        assert void.status_code == 404
    assert station.county.counted("jinshan", "home-visit") == 1


def test_who_only_looks_may_neither_record_nor_correct(station):
    with signed_in(station) as client:
        record = saved(client, station).headers["location"].partition("?")[0]
    with signed_in(station, "chenshuyuan") as client:
        assert client.get(record).status_code == 200
        assert client.get("/record").status_code == 403
        assert client.get(f"{record}/correct").status_code == 403


# ---------------------------------------------------------------- changing a record


def test_a_correction_is_a_version_with_its_reason_and_both_stay_readable(station):
    with signed_in(station) as client:
        record = saved(client, station, **{"record.minutes": "20"}).headers["location"]
        record = record.partition("?")[0]
        html = client.get(f"{record}/correct").text
        assert 'value="20"' in html
        posted = form_of(html) | {"record.minutes": "40"}
        assert "请写明原因" in client.post(f"{record}/correct", data=posted).text
        posted["record.reason"] = "表看错了"
        answer = client.post(f"{record}/correct", data=posted)
        assert answer.status_code == 303, answer.text
        page = client.get(record).text
        assert "表看错了" in page
        assert "<del>20 分钟</del> → <ins>40 分钟</ins>" in page
        again = client.post(f"{record}/correct", data=posted)
        assert again.status_code == 409


def test_a_void_needs_a_reason_and_frees_the_place(station):
    with signed_in(station) as client:
        record = saved(client, station).headers["location"].partition("?")[0]
        token = token_on(client.get(record))
        refused = client.post(f"{record}/void", data={"_csrf": token, "version": "1", "reason": ""})
        assert refused.status_code == 422
        assert "请写明原因" in refused.text
        data = {"_csrf": token, "version": "1", "reason": "记错了人"}
        assert client.post(f"{record}/void", data=data).status_code == 303
        assert "已作废" in client.get(record).text
    assert station.county.counted("jinshan", "home-visit") == 0


def test_evidence_is_added_later_once_and_withdrawn_with_a_reason(station):
    with signed_in(station) as client:
        record = saved(client, station).headers["location"].partition("?")[0]
        posted = form_of(client.get(record).text, "note") | {"kind": "photo", "note": "门口合影"}
        for _ in range(2):
            assert client.post(f"{record}/evidence", data=posted).status_code == 303
        page = client.get(record).text
        assert page.count("门口合影") == 1
        (path,) = re.findall(r'action="(/activities/[^"]+/withdraw)"', page)
        data = {"_csrf": posted["_csrf"], "reason": "照片不是这一次的"}
        assert client.post(path, data=data).status_code == 303
        assert "已撤回" in client.get(record).text


# ---------------------------------------------------------------- people


def test_a_new_person_is_registered_once_and_proposed_for_a_roster(station):
    with signed_in(station) as client:
        posted = form_of(client.get("/people/new").text, "fresh")
        posted |= {"name": "赵四妹", "place": "yanshi/jinshan/xiaojian", "birth_date": "1948-05-06"}
        first, second = (client.post("/people", data=posted) for _ in range(2))
        assert first.status_code == 303, first.text
        assert first.headers["location"] == second.headers["location"]
        file = first.headers["location"]
        assert "赵四妹" in client.get("/people?q=zsm").text
        change = f"{file}/change/propose"
        posted = form_of(client.get(change).text, "fresh")
        answer = client.post(change, data=posted | {"tier": "jinshan:self_reliant"})
        assert answer.status_code == 303, answer.text
        assert "待确认" in client.get(file).text
        assert client.get(f"{file}/change/tier").status_code == 403


def test_an_approval_counts_the_visits_made_since_the_effective_day(station):
    county = station.county
    zhao = county.person("赵四妹", categories=["tekun_scattered"], levels={"self_care": "full"})
    county.record(
        county.posted("home_visit", date(2026, 6, 3), zhao, evidence=["photo"]),
        actor=as_worker(station),
    )
    with signed_in(station) as client:
        change = f"/people/{zhao}/change/propose"
        posted = form_of(client.get(change).text, "fresh")
        client.post(change, data=posted | {"tier": "jinshan:self_reliant", "start": "2026-06-01"})
    assert county.counted("jinshan", "home-visit") == 0
    with signed_in(station, "chenshuyuan") as client:
        change = f"/people/{zhao}/change/decide"
        html = client.get(change).text
        enrolment = re.findall(r'name="enrolment" value="([^"]+)"', html)[0]
        posted = form_of(html, "fresh") | {"enrolment": enrolment, "state": "approved"}
        assert client.post(change, data=posted).status_code == 303
    assert county.counted("jinshan", "home-visit") == 1


def test_the_id_number_is_shown_with_a_reason_only_and_every_look_is_kept(station):
    with signed_in(station) as client:
        posted = form_of(client.get("/people/new").text, "fresh")
        posted |= {"name": "赵四妹", "place": "yanshi/jinshan/xiaojian", "phone": "13912345678"}
        posted["id_number"] = "11010519491231002X"
        file = client.post("/people", data=posted).headers["location"]
        page = client.get(file).text
        assert "11010519491231002X" not in page
        assert "139****5678" in page
        assert client.post(f"{file}/reveal", data={"_csrf": posted["_csrf"]}).status_code == 403
    with signed_in(station, "zhouqiming") as client:
        token = token_on(client.get("/me"))
        assert client.post(f"{file}/reveal", data={"_csrf": token, "reason": ""}).status_code == 422
        data = {"_csrf": token, "reason": "核对低保名单"}
        assert "11010519491231002X" in client.post(f"{file}/reveal", data=data).text
        assert "11010519491231002X" not in client.get(file).text


def test_an_absence_is_noted_and_shown(station):
    with signed_in(station) as client:
        path = f"/people/{station.people['王长根']}"
        posted = form_of(client.get(f"{path}/change/absence").text, "fresh")
        assert client.post(f"{path}/change/absence", data=posted).status_code == 422
        data = posted | {"why": "hospital", "start": "2026-06-20"}
        assert client.post(f"{path}/change/absence", data=data).status_code == 303
        assert "住院" in client.get("/today?q=wcg").text


# ---------------------------------------------------------------- cases


def test_a_case_is_opened_gets_a_session_and_is_closed(station):
    county = station.county
    tang = county.person("何小妹", "yanshi/tianchi/xianheguan", born=date(1950, 1, 1))
    with signed_in(station, "xianheguan") as client:
        html = client.get(f"/cases/new?kind=case&person={tang}").text
        posted = answered(html, **{"record.title": "丧偶后的支持", "record.person": tang})
        first, second = (client.post("/cases", data=posted) for _ in range(2))
        assert first.status_code == second.status_code == 303, first.text
        case = first.headers["location"]
        page = client.get(case).text
        assert "丧偶后的支持" in page
        (session,) = re.findall(r'href="(/record\?kind=case_session[^"]+)"', page)
        html = client.get(session.replace("&amp;", "&")).text
        answer = client.post("/record", data=answered(html))
        assert answer.status_code == 303, answer.text
        assert "个案会谈" in client.get(case).text
        token = token_on(client.get(case))
        data = {"_csrf": token, "version": "1", "stage": "plan", "reason": ""}
        refused = client.post(f"{case}/stage", data=data)
        assert refused.status_code == 422
        assert "还缺接案表（没有写）、预估表（没有写）" in refused.text
        data |= {"reason": "纸质的已存档，随后补录"}
        assert client.post(f"{case}/stage", data=data).status_code == 303
        close = {"_csrf": token, "version": "2", "closed": str(DAY), "reason": ""}
        assert "请选择结案原因" in client.post(f"{case}/close", data=close).text
        close |= {"closing": "reached", "evidence": "document"}
        refused = client.post(f"{case}/close", data=close)
        assert refused.status_code == 422
        assert "结案报告（没有写）" in refused.text
        close |= {"reason": "目标达成"}
        assert client.post(f"{case}/close", data=close).status_code == 303
        assert "目标达到：目标达成" in client.get(case).text
    with county.station.engine.connect() as connection:
        assert len(versions_of(connection, "case", case.rpartition("/")[2])) == 3


# ---------------------------------------------------------------- lists


def test_the_list_of_activities_is_filtered_and_goes_on_page_by_page(station):
    county, worker = station.county, as_worker(station)
    people = list(station.people.values())
    for number in range(35):
        day = date(2026, 5, 1 + number % 28)
        county.record(
            county.posted("phone_call", day, people[number % 6], fields={"outcome": "reached"}),
            actor=worker,
        )
    with signed_in(station) as client:
        first = client.get("/activities?kind=phone_call&month=2026-05").text
        shown = re.findall(r'class="name" href="(/activities/[^"]+)"', first)
        (more,) = re.findall(r'hx-get="([^"]+)"', first.partition('class="more"')[2])[:1]
        more = more.replace("&amp;", "&")
        assert "kind=phone_call" in more
        rest = client.get(more, headers={"hx-request": "true"}).text
        left = re.findall(r'class="name" href="(/activities/[^"]+)"', rest)
        assert "<html" not in rest
        assert len(set(shown) | set(left)) == 35
        assert not set(shown) & set(left)
        assert "没有符合的记录" in client.get("/activities?kind=training").text
        assert "没有符合的记录" in client.get("/activities?month=2026-04").text


PATHS = ("/today", "/people", "/activities", "/activities?fate=counted&contract=jinshan")


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_no_page_walks_through_a_table_that_grows(station):
    """Nor the one on which a record is made, nor the one that shows it."""
    grow(station, 3)
    person = next(iter(station.people.values()))
    record_id = station.county.station.engine.connect().execute(select(RECORD.c.uuid)).scalar()
    more = (
        f"/people/{person}",
        f"/people/{person}/timeline",
        f"/people/{person}/paper",
        f"/plans/people/{person}",
        f"/activities/{record_id}",
        "/outputs",
        "/outputs?stage=sent_back",
        "/outputs?stage=accepted",
        "/quick?kind=phone_call&again=week",
        "/record?kind=volunteer_hours",
        f"/record?kind=home_visit&person={person}",
        "/people?q=王",
        "/people?q=wang",
        "/cases",
        "/record",
        "/me",
    )
    with signed_in(station) as client, walks(station.county.station.engine) as found:
        for path in (*PATHS, *more):
            assert client.get(path).status_code == 200, path
    assert found == {}


def statements_of(station: WorkerStation) -> dict[str, int]:
    found = {}
    with signed_in(station) as client:
        for path in PATHS:
            client.get(path)
            with statements(station.county.station.engine) as seen:
                assert client.get(path).status_code == 200
            found[path] = len(seen)
    return found


def grow(station: WorkerStation, records: int) -> None:
    """More people and records than before."""
    county, worker = station.county, as_worker(station)
    people = list(station.people.values())
    with county.station.engine.connect() as connection:
        held = connection.execute(select(func.count()).select_from(RECORD)).scalar_one()
    for number in range(held, records):
        day = date(2026, 1 + number % 6, 1 + number % 20)
        posted = county.posted(
            "phone_call",
            day,
            people[number % len(people)],
            fields={"outcome": "reached", "contacted": "self"},
        )
        county.record(posted, actor=worker)


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_the_number_of_statements_does_not_grow_with_the_records(station):
    grow(station, 20)
    few = statements_of(station)
    for number in range(30):
        station.people[f"对象{number}"] = station.county.person(
            f"王{NAMES[number % 6]}", categories=["tekun_scattered"], levels={"self_care": "full"}
        )
        station.enrol(f"对象{number}", "jinshan", "self_reliant")
    grow(station, 200)
    assert statements_of(station) == few
