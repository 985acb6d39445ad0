"""Documents, planned events and attendance through real requests: written, approved, held, repeated."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from core.methods.rows import DOCUMENT
from core.people.inputs import PersonChanges
from core.people.service import correct_person
from core.recording import CaseInput, open_case
from core.store import new_id
from tests.web.conftest import token_on
from tests.web.test_worker_pages import form_of, signed_in
from tests.web.worker_station import DAY, XIAOJIAN, WorkerStation, as_worker, furnished

XIANHEGUAN = "yanshi/tianchi/xianheguan"


@pytest.fixture(scope="module")
def station(shared_county) -> WorkerStation:
    made = furnished(shared_county, ("李秀英", "单福生"))
    for name in ("何小妹", "吴桂香"):
        made.people[name] = shared_county.person(name, XIANHEGUAN, born=date(1950, 1, 1))
    return made


def opened(station, kind, *names, **fields):
    """A case or group of 唐宁, who works in 仙鹤观."""
    uuid = new_id()
    given = CaseInput(
        id=uuid, kind=kind, site=XIANHEGUAN, title="丧偶后的支持", opened=date(2026, 6, 1),
        members=tuple(station.people[name] for name in names), fields=fields,
    )  # fmt: skip
    with station.county.act(as_worker(station, "xianheguan")) as (unit, book):
        open_case(unit, station.county.station.catalogue, book, given, "qinghe")
    return uuid


def document_form(html, **more):
    """Every required question answered, as a browser would post it."""
    posted = form_of(html, "document.id")
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"', html):
        posted.setdefault(name, value)
    required = re.findall(r'id="([^"]+)" name="[^"]+"[^>]* aria-required="true"', html)
    for name in required:
        posted[name] = posted.get(name) or ("2026-09-01" if name.endswith(".by") else "写好了")
    return posted | more


def written(client, case, kind, step="hand_in", **more):
    html = client.get(f"/documents/new?of={case}&kind={kind}").text
    return client.post("/documents", data=document_form(html, step=step, **more))


def documents(station, subject):
    wanted = select(DOCUMENT).where(DOCUMENT.c.subject == subject).order_by(DOCUMENT.c.id)
    with station.county.station.engine.connect() as connection:
        return connection.execute(wanted).all()


def test_a_case_goes_from_its_plan_to_an_approved_closing(station):
    case = opened(station, "case", "何小妹")
    with signed_in(station, "xianheguan") as client:
        page = client.get(f"/cases/{case}").text
        assert "还有 5 份没有写" in page
        answer = written(client, case, "plan", step="more", **{"goals.1.goal": "按时吃药"})
        assert answer.status_code == 303, answer.text
        html = client.get(answer.headers["location"]).text
        assert 'value="按时吃药"' in html
        assert 'name="goals.2.goal"' in html
        again = client.post("/documents", data=document_form(html, step="hand_in"))
        assert again.headers["location"] == f"/cases/{case}", again.text
        assert "等督导审批" in client.get(f"/cases/{case}").text
        (plan,) = documents(station, case)
        assert client.get("/documents").status_code == 403
        refused = client.post(
            f"/documents/{plan.uuid}/decide", data={"_csrf": token_on(client.get("/cases"))}
        )
        assert refused.status_code == 403
    with signed_in(station, "zhouqiming") as client:
        assert "待审批文书" in client.get("/cases").text
        assert (
            f'href="/documents/{plan.uuid}">服务计划书 · 丧偶后的支持'
            in client.get("/documents").text
        )
        page = client.get(f"/documents/{plan.uuid}")
        data = {"_csrf": token_on(page), "version": plan.version, "step": "send_back", "reason": ""}
        refused = client.post(f"/documents/{plan.uuid}/decide", data=data)
        assert refused.status_code == 422
        assert "请写明退回的原因" in refused.text
        client.post(f"/documents/{plan.uuid}/decide", data=data | {"reason": "何时达到写得太晚"})
    with signed_in(station, "xianheguan") as client:
        html = client.get(f"/documents/{plan.uuid}/write").text
        assert "退回原因：何时达到写得太晚" in html
        client.post("/documents", data=document_form(html, step="hand_in", strategy="陪伴"))
        html = client.get(f"/documents/new?of={case}&kind=evaluation").text
        assert 'value="按时吃药"' in html
    (plan,) = documents(station, case)
    with signed_in(station, "zhouqiming") as client:
        token = token_on(client.get("/cases"))
        data = {"_csrf": token, "version": plan.version, "step": "approve", "reason": ""}
        assert client.post(f"/documents/{plan.uuid}/decide", data=data).status_code == 303
        assert plan.uuid not in client.get("/documents").text
        shown = client.get(f"/documents/{plan.uuid}").text
        assert "已审批" in shown
        assert "案主（监护人）（签名）" in shown
        assert "另写一版" in shown
        assert "服务计划书" in client.get(f"/cases/{case}/whole").text


def test_a_manager_does_not_approve_a_document_of_their_own(station):
    case = opened(station, "case", "何小妹")
    with signed_in(station, "zhouqiming") as client:
        assert written(client, case, "intake").status_code == 303
        (row,) = documents(station, case)
        page = client.get(f"/documents/{row.uuid}")
        assert "这是您自己写的，请由别人审批" in page.text
        assert "审批通过" not in page.text
        data = {"_csrf": token_on(page), "version": 1, "step": "approve", "reason": ""}
        refused = client.post(f"/documents/{row.uuid}/decide", data=data)
        assert refused.status_code == 422
        assert "不能审批自己写的文书" in refused.text


def test_what_lies_outside_ones_reach_is_not_there(station):
    case = opened(station, "case", "何小妹")
    with signed_in(station, "xianheguan") as client:
        written(client, case, "intake")
    (row,) = documents(station, case)
    with signed_in(station, "luomin") as client:
        token = token_on(client.get("/cases"))
        for path in (
            f"/documents/{row.uuid}",
            f"/documents/{row.uuid}/write",
            f"/documents/new?of={case}&kind=plan",
            f"/cases/{case}/whole",
            f"/documents/{new_id()}",
        ):
            assert client.get(path).status_code == 404, path
        posted = {"document.id": new_id(), "document.kind": "plan", "document.subject": case}
        answer = client.post("/documents", data=posted | {"_csrf": token, "step": "keep"})
        assert answer.status_code == 404


def test_a_case_is_closed_reopened_and_voided_on_its_page(station):
    case = opened(station, "case", "何小妹")
    held = station.county.posted(
        "case_session", DAY, station.people["何小妹"], site=XIANHEGUAN, case=case
    )
    station.county.record(held, actor=as_worker(station, "xianheguan"))
    with signed_in(station, "xianheguan") as client:
        token = token_on(client.get("/cases"))

        def act(what, version, **more):
            data = {"_csrf": token, "version": str(version), **more}
            return client.post(f"/cases/{case}/{what}", data=data)

        assert (
            act("close", 1, closed=str(DAY), closing="died", reason="已走完手续").status_code == 303
        )
        assert "案主去世：已走完手续" in client.get(f"/cases/{case}").text
        assert "请写明重新打开的原因" in act("reopen", 2, reason="").text
        assert act("reopen", 2, reason="登记错人").status_code == 303
        listed = f'href="/activities/{held.id}#void"'
        assert listed in client.get(f"/cases/{case}").text
        assert act("void", 3, reason="登记错人").status_code == 303
        page = client.get(f"/cases/{case}").text
        assert listed in page and "1 次会谈或节次不随着作废" in page
        assert "已作废，不计入任何合同" in page
        assert "记一次会谈" not in page
        assert act("void", 4, reason="再来").status_code == 422
        assert case not in client.get("/cases").text
        assert case in client.get("/cases?state=void").text


def test_a_session_offers_the_members_and_the_file_shows_who_came(station):
    group = opened(station, "group", "何小妹", "吴桂香", group_for="elder")
    with signed_in(station, "xianheguan") as client:
        html = client.get(f"/record?kind=group_session&case={group}").text
        assert html.count("<small>组员</small>") == 2
        blank = form_of(html) | {"record.everybody": "1"}
        blank.pop("record.person", None)
        html = client.post("/record/people", data=blank).text
        people = [station.people[name] for name in ("何小妹", "吴桂香")]
        for person in people:
            assert re.search(rf'name="record.person" value="{person}" checked', html)
        posted = form_of(html) | {"record.person": people, f"record.stay.{people[1]}": "25"}
        answer = client.post("/record", data=posted)
        assert answer.status_code == 303, answer.text
        session = answer.headers["location"].partition("?")[0]
        html = client.get(f"{session}/again").text
        assert all(f'value="{person}" checked' in html for person in people)
        posted = form_of(html)
        assert posted["record.case"] == group
        assert posted["record.id"] not in session
        assert posted["record.date.service"] == str(DAY)
        answer = client.post("/record", data=posted | {"record.person": people[:1]})
        assert answer.status_code == 303, answer.text
        page = client.get(f"/cases/{group}").text
    assert "共 3 人次" in page
    assert page.count('<span class="sr">没有到</span>') == 1


def test_an_event_is_planned_budgeted_held_and_is_one_thing(station):
    with signed_in(station, "xianheguan") as client:
        html = client.get("/events/new").text
        plan = form_of(html, "title") | {
            "kind": "elder_event", "title": "重阳敬老", "day": "2026-07-01", "site": XIANHEGUAN,
        }  # fmt: skip
        assert client.post("/events", data=plan | {"title": ""}).status_code == 422
        first, second = (client.post("/events", data=plan) for _ in range(2))
        assert first.status_code == second.status_code == 303, first.text
        event = plan["id"]
        assert "重阳敬老" in client.get("/events").text
        assert not [row for row in station.county.standing("xianheguan") if event in row[4]]
        budget = {"budget.1.item": "茶点", "budget.1.amount": "120.50"}
        budget |= {"budget.2.item": "横幅", "budget.2.amount": "80"}
        bad = written(client, event, "event_plan", **budget | {"budget.2.amount": "0.005"})
        assert bad.status_code == 422
        assert "金额最多写到分" in bad.text
        assert written(client, event, "event_plan", **budget).status_code == 303
        (row,) = documents(station, event)
        assert row.answers["budget.1.amount"] == 12050
        assert "合计 200.50 元" in client.get(f"/documents/{row.uuid}").text
        posted = form_of(client.get(f"/events/{event}/held").text)
        assert (posted["record.id"], posted["record.title"]) == (event, "重阳敬老")
        assert posted["record.date.service"] == str(DAY)
        answer = client.post("/record", data=posted | {"people_total": "30"})
        assert answer.headers["location"].startswith(f"/activities/{event}"), answer.text
        assert client.get(f"/events/{event}").headers["location"] == f"/activities/{event}"
        assert "活动方案" in client.get(f"/activities/{event}").text
        assert event not in client.get("/events").text


def test_a_planned_event_is_called_off_with_a_reason(station):
    with signed_in(station, "xianheguan") as client:
        plan = form_of(client.get("/events/new").text, "title") | {
            "kind": "elder_event", "title": "重阳敬老", "day": "2026-07-01", "site": XIANHEGUAN,
        }  # fmt: skip
        client.post("/events", data=plan)
        changed = client.post("/events", data=plan | {"day": "2026-07-02"})
        assert changed.status_code == 409
        drop = {"_csrf": plan["_csrf"], "version": "1", "reason": ""}
        assert client.post(f"/events/{plan['id']}/drop", data=drop).status_code == 422
        drop |= {"reason": "下大雨"}
        assert client.post(f"/events/{plan['id']}/drop", data=drop).status_code == 303
        assert "已取消" in client.get(f"/events/{plan['id']}").text
        answer = client.get(f"/documents/new?of={plan['id']}&kind=event_plan")
        assert answer.status_code == 403


def test_a_pasted_list_ticks_known_people_and_counts_the_rest_without_inventing_anybody(station):
    county = station.county
    twins = [county.person("王秀兰", XIANHEGUAN) for _ in range(2)]
    with county.act() as (unit, _):
        changes = PersonChanges(phone="13800000001")
        correct_person(unit, county.sealer, twins[0], changes, 1, "核对")
    with signed_in(station, "xianheguan") as client:
        html = client.get("/record?kind=elder_event").text
        roll = "1. 何小妹\t13900000000\n2、吴桂香\n王秀兰 13800000001\n王秀兰\n路人甲，李秀英\n\n"
        posted = form_of(html) | {"record.roll": roll, "record.roll_class": "elder"}
        html = client.post("/record/people", data=posted).text
    assert "名单 5 人，对上 3 人。" in html
    assert "不在档案里的 1 人已按人数计：路人甲。" in html
    assert "分不清是谁的 1 人也先按人数计" in html
    for person in (station.people["何小妹"], station.people["吴桂香"], twins[0]):
        assert f'value="{person}" checked' in html
    assert f'value="{twins[1]}"' not in html
    assert re.search(r'name="record.heads.elder"[^>]*value="2"', html)
    assert XIAOJIAN not in html
