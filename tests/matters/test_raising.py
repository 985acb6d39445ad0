"""Raising, routing, telling, acknowledging, closing: on both databases."""

import pytest

from core.matters.facts import Act
from core.matters.inputs import ToldInput
from core.matters.listing import matter_seen
from core.matters.rules.offices import OfficeKind
from core.matters.seeing import Reader
from core.matters.steps import acknowledge, add_note, close, handle, refer, reopen, tell
from core.store.audit import verify
from core.store.errors import Conflict, Refused
from core.trust import Reach, Scope
from tests.matters.scene import HOUR, TEN, an_incident, changed, kept, raised, staffed, told, whole

TOWNSHIP = frozenset({OfficeKind.TOWNSHIP})


@pytest.fixture
def scene(county):
    staff = staffed(county)
    person = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    return county, staff, person


def test_an_incident_is_routed_by_every_contract_and_each_office_is_told_once(scene):
    county, staff, person = scene
    county.enrol(person, "jinshan", "self_reliant")
    county.enrol(person, "jingdezhen", "general")
    uuid = raised(county, staff["luo"], an_incident(person))
    matter = whole(county, uuid)
    assert set(matter.routes) == {("jinshan", "anomaly"), ("jingdezhen", "risk")}
    assert sorted(told(county, uuid)) == [
        ("乡镇人民政府（街道办事处）", True),
        ("采购人有关人员", True),
    ]
    tells = [s for s in matter.steps if s.act is Act.TELL]
    assert {one for s in tells for one in s.told_to} == {staff["zhong"].id, staff["zhao"].id}
    state, due, _ = kept(county, uuid)
    assert (state, due) == ("told", TEN + 4 * HOUR)
    # Who works for one contract only sees what that contract governs.
    for contract, sees in (("jinshan", True), ("home-care", False), ("", True)):
        reach = Scope(reaches=frozenset({Reach(place="yanshi/jinshan", contract=contract)}))
        reader = Reader(account="nobody", see=reach, child=Scope(), day=TEN.date())
        with county.station.engine.connect() as connection:
            assert (matter_seen(connection, "yanshi", reader, uuid) is not None) is sees, contract


def test_the_same_again_gives_the_first_answer_and_other_content_is_a_conflict(scene):
    county, staff, person = scene
    posted = an_incident(person)
    raised(county, staff["luo"], posted)
    before = whole(county, posted.id)
    raised(county, staff["luo"], posted, TEN + HOUR)
    assert whole(county, posted.id) == before
    with pytest.raises(Conflict, match="已经报过"):
        raised(county, staff["luo"], changed(posted, what="别的事"))
    assert whole(county, posted.id) == before
    wrong = an_incident(None, kind="incident", what=" ", severity="mild", found_at=TEN + 80 * HOUR)
    with pytest.raises(Refused) as refused:
        raised(county, staff["luo"], wrong)
    assert set(refused.value.problems) == {"what", "severity", "found_at", "person"}
    ahead = raised(county, staff["luo"], an_incident(person, found_at=TEN + 24 * HOUR))
    assert whole(county, ahead).happened_at == TEN, "a phone a day ahead still arrives"


def test_from_told_to_closed_every_step_stays_and_the_chain_of_audit_holds(scene):
    county, staff, person = scene
    county.enrol(person, "jingdezhen", "general")
    call = ToldInput(office="120", at=TEN, note="已出车")
    uuid = raised(county, staff["luo"], an_incident(person, told=(call,)))
    with county.act(staff["luo"]) as (unit, book), pytest.raises(Refused, match="还没有人接收"):
        close(unit, book, uuid, version=1, outcome="solved", note="好了")
    with county.act(staff["luo"]) as (unit, book), pytest.raises(Refused, match="自己上报"):
        acknowledge(unit, book, uuid, version=1, offices=TOWNSHIP)
    with county.act(staff["zhao"]) as (unit, book), pytest.raises(Refused, match="请由他们接收"):
        acknowledge(unit, book, uuid, version=1, offices=())
    with county.act(staff["zhong"]) as (unit, book):
        acknowledge(unit, book, uuid, version=1, offices=TOWNSHIP, note="马上去")
    with county.act(staff["zhong"]) as (unit, book), pytest.raises(Conflict):
        handle(unit, book, uuid, version=1, note="送医")
    with county.act(staff["luo"]) as (unit, book):
        handle(unit, book, uuid, version=2, note="陪同送医")
        tell(unit, book, uuid, ToldInput(office="女儿", at=TEN, means="phone"), version=3)
        refer(unit, book, uuid, version=4, office="县人民医院")
        add_note(unit, book, uuid, version=5, note="时间应为九点五十分")
        close(unit, book, uuid, version=6, outcome="solved", note="住院治疗")
        assert list(verify(unit.connection)) == []
    acts = [step.act.value for step in whole(county, uuid).steps]
    assert acts == [
        "raise",
        "tell",
        "tell",
        "acknowledge",
        "handle",
        "tell",
        "refer",
        "note",
        "close",
    ]
    assert kept(county, uuid) == ("closed", None, None)
    with county.act(staff["luo"]) as (unit, book):
        with pytest.raises(Refused, match="已经办结"):
            handle(unit, book, uuid, version=7, note="再")
        reopen(unit, book, uuid, version=7, reason="又摔倒了")
    assert kept(county, uuid)[0] == "told"
    assert told(county, uuid)[-1] == ("乡镇人民政府（街道办事处）", True), "the office is told anew"


def test_a_lead_becomes_a_person_or_is_dropped_with_a_reason(scene):
    county, staff, person = scene
    posted = an_incident(None, kind="lead", name="李某家", address="小枧村 3 组", site="yanshi/jinshan/xiaojian", severity="general", what="无人照料")  # fmt: skip
    uuid = raised(county, staff["luo"], posted)
    assert whole(county, uuid).routes == (("jinshan", "family-in-hardship"),)
    assert told(county, uuid) == [("民政部门", True)]
    with county.act(staff["zhao"]) as (unit, book):
        acknowledge(unit, book, uuid, version=1, offices={OfficeKind.COUNTY})
        with pytest.raises(Refused, match="登记后的对象"):
            close(unit, book, uuid, version=2, outcome="registered", note="纳入")
        close(unit, book, uuid, version=2, outcome="registered", note="纳入", person=person)
    assert whole(county, uuid).person == person
    other = raised(county, staff["luo"], changed(posted, id=an_incident(None).id))
    with county.act(staff["zhao"]) as (unit, book):
        acknowledge(unit, book, other, version=1, offices={OfficeKind.COUNTY})
        close(unit, book, other, version=2, outcome="not_eligible", note="收入超过标准")
    assert whole(county, other).person is None
