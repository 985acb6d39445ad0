"""A case or group that is opened without a signal: once, before its sessions, by the form of the page."""

from sqlalchemy import select

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.field.rows import RECEIPT
from core.store import new_id
from tests.field.phone import pairs, phone_of
from tests.field.test_sending import number, outcomes
from tests.web.test_worker_pages import answered, form_of

GROUP = "yanshi/tianchi/xianheguan"


def an_opening(phone, station, **more):
    """The form of 立案 for a group, filled in on the phone."""
    first = form_of(phone.client.get("/cases/new?kind=group").text) | {"record.site": GROUP}
    html = phone.client.post("/cases/people", data=first).text  # with what that place asks
    fields = {
        "record.title": "长者手工小组",
        "record.site": GROUP,
        "record.date.opened": "2026-06-18",
    }
    posted = answered(html, **(fields | more)) | {"record.id": new_id()}
    people = [["record.person", uuid] for uuid in list(station.people.values())[:2]]
    return phone.item("case", fields=[*pairs(posted), *people])


def a_session(phone, opening, **more):
    first = form_of(phone.client.get("/record?kind=group_session").text) | {"record.site": GROUP}
    html = phone.client.post("/record/form", data=first).text
    case = dict(opening["fields"])["record.id"]
    person = dict(opening["fields"])["record.person"]
    fields = {"record.title": "第一节", "record.site": GROUP, "record.minutes": "90"} | more
    return phone.form(html, **fields, **{"record.case": case, "record.person": person})


def test_a_group_and_its_first_session_come_in_one_batch_whatever_their_order(station):
    county = station.county
    with phone_of(station, "zhouqiming") as phone:
        opening = an_opening(phone, station)
        session = a_session(phone, opening)
        answers = phone.send(session, opening)
        assert outcomes(answers) == ["saved", "saved"], [one["problems"] for one in answers]
        assert outcomes(phone.send(session, opening, opening)) == ["again"] * 3
        page = phone.client.get(f"/cases/{dict(opening['fields'])['record.id']}").text
        assert "长者手工小组" in page
    assert number(station, CASE) == 1
    assert number(station, RECEIPT) == 2
    with county.station.engine.connect() as connection:
        opened, case = connection.execute(select(CASE.c.opened, CASE.c.id)).one()
        assert opened.isoformat() == "2026-06-18"
        assert connection.execute(select(RECORD.c.case_id)).scalars().all() == [case]


def test_the_page_and_the_phone_open_the_same_group_and_other_content_is_not_lost(station):
    with phone_of(station, "zhouqiming") as phone:
        opening = an_opening(phone, station)
        posted = {}
        for name, value in opening["fields"]:
            posted.setdefault(name, []).append(value)
        posted["_csrf"] = phone.csrf
        assert phone.client.post("/cases", data=posted).status_code == 303
        assert outcomes(phone.send(opening)) == ["again"]
        fields = [
            [name, "另一个名称" if name == "record.title" else value]
            for name, value in opening["fields"]
        ]
        [other] = phone.send(phone.item("case", fields=fields))
        assert other["outcome"] == "conflict"
        assert "没有存" in other["say"]
        again = phone.client.post("/cases", data=posted | {"record.title": "另一个名称"})
        assert again.status_code == 409
        assert "内容和这次填的不同" in again.text
    with phone_of(station, "luomin") as phone:
        near = [[n, "yanshi/jinshan" if n == "record.site" else v] for n, v in opening["fields"]]
        [stranger] = phone.send(phone.item("case", fields=near))
        assert stranger["outcome"] == "refused"
        assert "编号不能使用" in stranger["say"]
    assert number(station, CASE) == 1


def test_what_is_wrong_with_a_case_is_said_and_its_session_waits_for_it(station):
    with phone_of(station, "zhouqiming") as phone:
        nameless = an_opening(phone, station, **{"record.title": ""})
        session = a_session(phone, nameless)
        never = an_opening(phone, station, **{"record.date.opened": "昨天"})
        answers = phone.send(nameless, session, never)
        assert outcomes(answers) == ["refused"] * 3
        assert "名称" in answers[0]["say"]
        assert "立案日期" in answers[2]["say"]
        mended = [
            [name, "手工小组" if name == "record.title" else value]
            for name, value in nameless["fields"]
        ]
        assert outcomes(phone.send(phone.item("case", fields=mended))) == ["saved"]
        assert outcomes(phone.send(session)) == ["saved"]
    with phone_of(station, "luomin") as phone:
        far = phone.item("case", fields=nameless["fields"])
        assert outcomes(phone.send(far)) == ["refused"]
