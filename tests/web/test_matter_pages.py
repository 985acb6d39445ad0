"""Needs, incidents and leads on their pages: raised once, told, acknowledged, handled, closed, by whom."""

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from litestar.testing import TestClient

from core.store import unit_of_work
from core.trust.service import create_account, grant
from tests.matters.scene import an_incident, raised
from tests.plans import walks
from tests.web.test_worker_pages import form_of, saved, signed_in, visit_form
from tests.web.worker_station import ADMIN, AT, XIAOJIAN, WorkerStation, as_worker, furnished
from web.pages.matters.form import FIELDS, blank
from web.templating import rendered

CHILD = "小童"
#: What depends on no database is walked through on one of them.
once = pytest.mark.parametrize("county", ["sqlite"], indirect=True)


@pytest.fixture
def station(county) -> WorkerStation:
    made = furnished(county, ("李秀英", "单福生"))
    county.station.county = "yanshi"
    with unit_of_work(county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        for login, name, role, place in (
            ("zhong", "钟玉兰", "township", "yanshi/jinshan"),
            ("agency", "周铭", "agency", "yanshi"),
            ("hejing", "何静", "worker", "yanshi/jinshan"),
        ):
            account = create_account(unit, login=login, name=name, agency="qinghe")
            grant(unit, account=account.id, role=role, place=place, valid_from=date(2026, 1, 1), reason="测试")  # fmt: skip
            made.accounts[login] = account
    for name in ("李秀英", "单福生"):
        made.enrol(name, "jingdezhen", "general")
    made.people[CHILD] = county.person(CHILD, XIAOJIAN, born=date(2016, 3, 4))
    return made


def posted_form(client, address, **more):
    html = client.get(address).text
    form = form_of(html, "matter.id")
    return form | {f"matter.{name}": value for name, value in more.items()}


def raise_it(client, station, name="李秀英", **more):
    what = {"kind": "incident", "severity": "urgent", "what": "在院子里摔倒"} | more
    form = posted_form(client, f"/matters/new?person={station.people[name]}", **what)
    answer = client.post("/matters", data=form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def step(client, address, what, **answers):
    html = client.get(address).text
    version = form_of(html, "version")["version"]
    named = {f"{what}.{name}": value for name, value in answers.items()}
    return client.post(f"{address}/{what}", data={"_csrf": form_of(html, "version")["_csrf"], "version": version} | named)  # fmt: skip


@contextmanager
def at_the_same_time(station, *logins):
    """Several people, each in a browser of their own."""
    with TestClient(station.app(), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        tokens = {login: station.token(login) for login in logins}

        def go(login):
            client.cookies.clear()
            client.cookies.set("yizhan", tokens[login], domain="yizhan.test")
            return client

        yield go


def test_from_raising_to_closing_as_worker_township_and_county(station):
    with at_the_same_time(station, "luomin", "zhong", "chenshuyuan") as go:
        client = go("luomin")
        html = client.get(f"/matters/new?person={station.people['单福生']}").text
        assert html.index("tel:120") < html.index('name="matter.what"')
        assert "tel:13800000000" in html, "the contact who can be called"
        here = raise_it(client, station, told=["120", "家人或监护人"])
        page = client.get(here).text
        assert "待接收" in page
        assert "告知 120" in page
        assert "钟玉兰" in page
        assert f"{here}/acknowledge" not in page, (
            "one's own report is acknowledged by somebody else"
        )
        client = go("chenshuyuan")
        assert f"{here}/acknowledge" in client.get(here).text
        client = go("zhong")
        listed = client.get("/matters").text
        assert "李秀英：在院子里摔倒" in listed
        assert 'aria-label="1 件待接收"' in listed
        assert step(client, here, "acknowledge", note="马上去").status_code == 303
        assert "待接收</b>" not in client.get("/matters").text
        assert 'aria-label="1 件待接收"' not in client.get("/matters").text
        client = go("luomin")
        assert step(client, here, "handle", note="").status_code == 422
        assert step(client, here, "handle", note="陪同送医").status_code == 303
        answer = step(client, here, "tell", office="other", office__other="侄子", means="phone")
        assert answer.status_code == 303, answer.text
        assert f"{here}/close" not in client.get(here).text, (
            "what an office took on, an office closes"
        )
        assert step(client, here, "close", outcome="solved", note="好了").status_code == 403
        client = go("chenshuyuan")
        assert step(client, here, "close", outcome="solved", note="住院治疗").status_code == 303
        page = client.get(here).text
        for word in ("已办结", "办结：已解决", "住院治疗", "告知 侄子", "陪同送医"):
            assert word in page, word
        assert "没有未办结的" in client.get("/matters").text
        assert "在院子里摔倒" in client.get("/matters?state=closed").text
        client = go("luomin")
        assert step(client, here, "reopen", note="又摔倒了").status_code == 303
        assert "待接收" in client.get(f"/people/{station.people['李秀英']}").text


@once
def test_sent_twice_it_is_one_and_other_content_is_a_conflict_with_all_that_was_typed(station):
    with signed_in(station) as client:
        form = posted_form(client, f"/matters/new?person={station.people['李秀英']}", kind="need", what="缺被子")  # fmt: skip
        first = client.post("/matters", data=form)
        assert client.post("/matters", data=form).headers["location"] == first.headers["location"]
        again = client.post("/matters", data=form | {"matter.what": "缺棉衣"})
        assert again.status_code == 409
        assert "缺棉衣" in again.text
        assert "已经报过" in again.text
        wrong = client.post("/matters", data=form | {"matter.what": "", "matter.found_at": "昨天"})
        assert wrong.status_code == 422
        assert "请填写发现的日期和时间" in wrong.text


@once
@pytest.mark.parametrize(
    "wrong", [{"person": ""}, {"kind": "0001-01-01", "person": ""}, {"kind": "?"}]
)
def test_a_report_about_nobody_or_of_an_unknown_kind_comes_back_as_it_was_typed(station, wrong):
    with signed_in(station) as client:
        form = posted_form(client, f"/matters/new?person={station.people['李秀英']}", what="缺被子")
        answer = client.post("/matters", data=form | {f"matter.{k}": v for k, v in wrong.items()})
        assert answer.status_code == 422
        assert "缺被子" in answer.text


@once
def test_an_abnormal_answer_of_a_visit_offers_the_report_in_one_tap(station):
    with signed_in(station) as client:
        html = visit_form(client, station)
        check = re.search(r'name="(\w+)" value="issue"', html)[1]
        answer = saved(client, station, **{check: "issue", f"{check}__note": "线路老化"})
        page = client.get(answer.headers["location"]).text
        assert "线路老化" in page
        address = re.search(r'href="(/matters/new\?record=[^"]+)"', page)[1]
        form = posted_form(client, address)
        assert "线路老化" in form["matter.what"]
        assert form["matter.person"] == station.people["李秀英"]
        assert form["matter.kind"] == "incident"
        here = client.post("/matters", data=form).headers["location"]
        assert here in client.get(answer.headers["location"]).text
        assert "有异常：" not in client.get(answer.headers["location"]).text


@once
def test_a_lead_is_followed_up_from_its_record_and_becomes_a_person(station):
    county = station.county
    fields = {
        "lead_household": "赵家",
        "lead_address": "小枧村 3 组",
        "lead_difficulty": "无人照料",
    }
    made = county.record(county.posted("visit_lead", date(2026, 6, 20), fields=fields), actor=as_worker(station))  # fmt: skip
    counted = county.counted("jinshan", "leads")
    with at_the_same_time(station, "luomin", "chenshuyuan") as go:
        client = go("luomin")
        assert "跟进这条线索" in client.get(f"/activities/{made.id}").text
        form = posted_form(client, f"/matters/new?record={made.id}")
        assert (form["matter.name"], form["matter.what"]) == ("赵家", "无人照料")
        here = client.post("/matters", data=form).headers["location"]
        client = go("chenshuyuan")
        assert step(client, here, "acknowledge").status_code == 303
        assert "就是这一位" in client.get(f"{here}?q=李秀英").text
        assert step(client, here, "register", person=station.people["李秀英"]).status_code == 303
        assert "已登记为对象" in client.get(here).text
    assert county.counted("jinshan", "leads") == counted == 1, (
        "the record counts, its matter does not"
    )


def test_a_childs_matter_is_seen_by_whom_it_is_assigned_to_and_who_may_see_childrens_files(station):
    with signed_in(station) as client:
        here = raise_it(client, station, CHILD, what="受了伤")
        abuse = raise_it(client, station, what="身上有伤", sheltered="yes")
        assert client.get(here).status_code == 200
    for login, sees in (("zhong", 200), ("chenshuyuan", 200), ("zhouqiming", 200), ("hejing", 404), ("agency", 404), ("xianheguan", 404)):  # fmt: skip
        with signed_in(station, login) as client:
            for address in (here, abuse):
                assert client.get(address).status_code == sees, (login, address)
            assert ("受了伤" in client.get("/matters?whose=all").text) == (sees == 200), login
            if sees == 404:
                assert step_blind(client, here) == 404
    with signed_in(station, "agency") as client:
        assert "受了伤" not in client.get(f"/people/{station.people[CHILD]}").text


def step_blind(client, address):
    token = re.search(r'name="_csrf" value="([^"]+)"', client.get("/me").text)[1]
    return client.post(f"{address}/note", data={"_csrf": token, "version": "1", "note.note": "x"}).status_code  # fmt: skip


@once
def test_the_county_sees_both_times_and_what_nobody_took_on_comes_first(station):
    county = station.county
    worker = as_worker(station)
    old = AT - timedelta(days=3)
    raised(county, worker, an_incident(station.people["李秀英"], what="三天前走失", found_at=old), AT)  # fmt: skip
    raised(county, worker, an_incident(station.people["单福生"], what="屋顶漏雨", found_at=AT), AT)
    with signed_in(station, "chenshuyuan") as client:
        html = client.get("/matters?kind=incident").text
        assert html.index("三天前走失") < html.index("屋顶漏雨")
        assert "6 月 18 日 10:00 发现，6 月 21 日 10:00 收到" in html
        assert "逾期" in html


def test_the_form_for_the_phones_store_names_nobody_and_shows_whom_to_call_first():
    html = rendered("fragments/matter_form.html", blank())
    assert (
        html.index("tel:120") < html.index('name="matter.kind"') < html.index('name="matter.what"')
    )
    for name in ("need", "incident", "lead"):
        assert f'name="matter.kind" value="{name}"' in html
    assert 'name="matter.id" value=""' in html
    assert 'name="matter.person" value=""' in html
    assert set(re.findall(r'name="(matter\.[a-z_]+)"', html)) <= set(FIELDS)
    assert "_csrf" not in html


@once
def test_no_page_of_matters_walks_through_a_table_that_grows(station):
    uuid = raised(station.county, as_worker(station), an_incident(station.people["李秀英"], found_at=AT), AT)  # fmt: skip
    paths = ("/matters", "/matters?whose=all", "/matters?state=closed", f"/matters/{uuid}", "/matters/new", "/me")  # fmt: skip
    with signed_in(station) as client, walks(station.county.station.engine) as found:
        for path in paths:
            assert client.get(path).status_code == 200, path
    assert found == {}
