"""A county with one of everything: whatever a page can open is there, and something next door."""

from datetime import date

import msgspec

from core.evidence.arrived import make_ready
from core.facts import RosterState
from core.field.devices import enrol as enrol_phone
from core.field.receiving import keep_second
from core.matters.inputs import MatterInput
from core.matters.raising import raise_matter
from core.matters.steps import close
from core.notices.choosing import add_robot
from core.notices.events import DIGEST, Notice
from core.notices.telling import notify
from core.packages.rosters import enrol
from core.packages.schema import FormQuestion, FormRow
from core.people.inputs import (
    AbsenceInput,
    CategoryInput,
    HouseholdInput,
    PersonChanges,
    PersonInput,
)
from core.people.service import (
    add_absence,
    add_household,
    correct_person,
    register_person,
    set_category,
)
from core.places.service import add_place
from core.plugin.kinds import CASE, GROUP
from core.recording import (
    CaseInput,
    DocumentInput,
    EvidenceInput,
    PlannedEventInput,
    close_case,
    open_case,
    plan_event,
    record,
    write_document,
)
from core.recording import RecordInput as Posted
from core.recording.arriving import arrive
from core.store import Actor, new_id, unit_of_work
from core.studio.drafts import Begun, begin
from core.studio.form_files import take_in
from core.studio.grid import grid_of_tables
from core.trust.service import create_account, grant
from tests.county import County
from tests.evidence.pictures import a_photo
from tests.web.worker_station import ADMIN, AT, XIAOJIAN, WorkerStation, as_worker, furnished

NEIGHBOUR = "linxian"
SITE = "yanshi/tianchi/xianheguan"


def with_everything(county: County) -> tuple[WorkerStation, str]:
    """The station, and the id of a person of another county in the same database.

    The newest records are those on which most can be done: of a list a few are looked at.
    """
    station = furnished(county)
    luomin, tangning = as_worker(station), as_worker(station, "xianheguan")
    visited = station.people["李秀英"]
    photo = EvidenceInput(id=new_id(), kind="photo", file=_a_photo(county))
    visit = county.posted("home_visit", date(2026, 6, 12), visited)
    _household(county, visited)
    _record(county, msgspec.structs.replace(visit, evidence=(photo,)), luomin)
    _record(county, county.posted("phone_call", date(2026, 6, 9), visited), luomin)
    _record_outputs(county, tangning)
    members = [station.people["曾桂兰"], station.people["周春梅"]]
    case = _open(county, CASE.key, members[:1], luomin)
    _open(county, GROUP.key, members, luomin)
    _papers(county, case, luomin, tangning, photo.file)
    _close(county, _open(county, CASE.key, members[:1], luomin), luomin)
    _things_to_end(county, visited)
    _drafts(county)
    _matters(county, station, luomin)
    _phones_and_conflicts(county, luomin, visited)
    _notices(county, station)
    return station, _somebody_next_door(county)


def _a_photo(county: County) -> str:
    """A photo that has arrived."""
    ready = make_ready(county.station.files, "yanshi", a_photo(1, (64, 48)))
    with county.act(at=AT) as (unit, book):
        return arrive(unit, book, county.station.files, ready).sha256


def _household(county: County, person: str) -> None:
    """A household in which the person lives."""
    home = HouseholdInput(id=new_id(), place=XIAOJIAN)
    with county.act() as (unit, _):
        add_household(unit, home)
        changes = PersonChanges(household=home.id)
        correct_person(unit, county.sealer, person, changes, version=1, reason="登记户")


def _record(county: County, posted: Posted, actor: Actor) -> None:
    posted = county.filled(posted)
    catalogue = county.station.catalogue
    with county.act(actor, AT) as (unit, book):
        record(unit, catalogue, book, posted, "qinghe")


def _record_outputs(county: County, actor: Actor) -> None:
    """Outputs that wait for their acceptance, and an event with anonymous heads."""
    kinds = county.station.catalogue.kinds
    for key in ("media_report", "typical_case", "policy_talk"):
        day = date(2026, 6, 13 if key == "policy_talk" else 5)
        dates = {role: day for role in kinds[key].dates if role != "accepted"}
        heads = {"elder": 12} if key == "policy_talk" else {}
        more = {"site": SITE, "dates": dates, "heads": heads, "evidence": ["photo"]}
        _record(county, county.posted(key, day, title="一份", **more), actor)


def _open(county: County, kind: str, members: list[str], actor: Actor) -> str:
    made = CaseInput(
        id=new_id(),
        kind=kind,
        site=XIAOJIAN,
        title="一个",
        opened=date(2026, 5, 4),
        members=tuple(members),
    )
    with county.act(actor, AT) as (unit, book):
        open_case(unit, county.station.catalogue, book, made, "qinghe")
    return made.id


def _close(county: County, case: str, actor: Actor) -> None:
    """A case that is closed, so that it can be opened again."""
    with county.act(actor, AT) as (unit, book):
        close_case(
            unit, county.station.catalogue, book, case, date(2026, 6, 1), version=1,
            closing="reached", reason="材料后补",
        )  # fmt: skip


def _papers(county: County, case: str, actor: Actor, planner: Actor, signature: str) -> None:
    """A draft, documents that wait or are signed, and an event that is planned, each with its author."""
    catalogue = county.station.catalogue
    with county.act(actor, AT) as (unit, _):
        signed = {"consent": "yes", "consent_signature": signature}
        intake = DocumentInput(id=new_id(), kind="intake", subject=case, answers=signed)
        write_document(unit, catalogue, intake, hand_in=False)
        for kind, hand_in in (("plan", False), ("follow_up", True)):
            answers = {"followed_on": "2026-06-02", "way": "phone", "now": "好"} if hand_in else {}
            posted = DocumentInput(id=new_id(), kind=kind, subject=case, answers=answers)
            write_document(unit, catalogue, posted, hand_in=hand_in)
    with county.act(planner, AT) as (unit, _):
        event = PlannedEventInput(
            id=new_id(), kind="elder_event", site=SITE, title="敬老", day=date(2026, 7, 1)
        )
        plan_event(unit, catalogue, event, "qinghe")


def _things_to_end(county: County, person: str) -> None:
    """A category, an absence, a consent and a roster that waits, so that each can be ended."""
    start = date(2026, 3, 1)
    with county.act() as (unit, _):
        set_category(
            unit, person, CategoryInput(id=new_id(), code="left_behind_elder", start=start), ""
        )
        add_absence(unit, person, AbsenceInput(id=new_id(), reason="hospital", start=start), "")
        enrol(
            unit,
            uuid=new_id(),
            contract="jingdezhen",
            person=person,
            start=start,
            tier="general",
            state=RosterState.PROPOSED,
        )


def _matters(county: County, station: WorkerStation, actor: Actor) -> None:
    """Something of each kind to answer, an open lead and a need that is closed."""
    common = {"what": "摔倒", "found_at": AT}
    one, other = station.people["李秀英"], station.people["曾桂兰"]
    posted = [
        MatterInput(id=new_id(), kind="incident", severity="urgent", person=one, **common),
        MatterInput(id=new_id(), kind="need", person=other, **common),
        MatterInput(id=new_id(), kind="lead", name="赵家", site=XIAOJIAN, **common),
    ]
    with county.act(actor, AT) as (unit, book):
        for matter in posted:
            raise_matter(unit, book, matter)
        close(unit, book, posted[1].id, version=1, outcome="solved", note="好了")


def _phones_and_conflicts(county: County, luomin: Actor, person: str) -> None:
    """A phone of a worker, and two records with a second version beside them."""
    station = county.station
    with county.act(luomin, AT) as (unit, _):
        enrol_phone(unit, station.sealer, device=new_id(), name="红米", session="")
    for day in (10, 11):
        posted = county.filled(county.posted("home_visit", date(2026, 6, day), person))
        _record(county, posted, luomin)
        with county.act(luomin, AT) as (unit, _):
            keep_second(unit, msgspec.structs.replace(posted, minutes=99))


def _drafts(county: County) -> None:
    """A draft with a form, in which nearly everything is missing, and one of a version there is."""
    catalogue = county.station.catalogue
    blank = grid_of_tables({"package": {"type": "hardship_visits", "version": 1}}, catalogue)
    stove = FormQuestion(key="stove", label="灶台", kind="check")
    fuel = FormQuestion(
        key="fuel", label="用什么烧", kind="single", options={"gas": "煤气"}, months=(13,)
    )
    form = FormRow(
        key="stove", label="灶台", clause="查看灶台", kinds=("home_visit",), questions=(stove, fuel)
    )
    with county.act(Actor(id="officer", name="经办人", role="county"), AT) as (unit, book):
        draft = begin(unit, new_id(), Begun(title="一份草稿", source="", rows=tuple(blank)))
        take_in(unit, catalogue, draft, new_id(), form)
        rows = tuple(grid_of_tables(book.terms["jinshan"].package, catalogue))
        base = ("jinshan-visits", 1)
        begin(unit, new_id(), Begun(title="改一版", source="", rows=rows, base=base))


def _somebody_next_door(county: County) -> str:
    station = county.station
    actor = Actor(id="next-door", name="邻县", role="worker")
    with unit_of_work(station.engine, actor=actor, at=AT, county=NEIGHBOUR) as unit:
        add_place(unit, NEIGHBOUR, "邻县", "county")
        return register_person(
            unit, county.sealer, PersonInput(id=new_id(), name="吴邻居", place=NEIGHBOUR)
        )


def _notices(county: County, station: WorkerStation) -> None:
    """An administrator of the machine with a group's robot, and unread notices for everybody."""
    with county.act(ADMIN) as (unit, _):
        account = create_account(unit, login="xitong", name="系统员")
        grant(
            unit,
            account=account.id,
            role="system",
            place="yanshi",
            valid_from=date(2026, 1, 1),
            reason="测试",
        )
        station.accounts["xitong"] = account
        for number in range(3):
            notice = Notice(event=DIGEST, subject=str(number), link="/inbox")
            notify(unit, notice, [one.id for one in station.accounts.values()])
        for name in ("工作群", "备用群"):
            add_robot(
                unit,
                county.sealer,
                kind="feishu",
                name=name,
                place="yanshi",
                agency="",
                address="a1b2c3d4-e5f6",
                secret="",
                events=["deadline"],
            )
