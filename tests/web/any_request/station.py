"""A county with one of everything: whatever a page can open is there, and something next door."""

from datetime import date

from core.facts import RosterState
from core.packages.rosters import enrol
from core.packages.schema import FormQuestion, FormRow
from core.people.inputs import AbsenceInput, CategoryInput, PersonInput
from core.people.service import add_absence, register_person, set_category
from core.places.service import add_place
from core.plugin.kinds import CASE, GROUP
from core.recording import CaseInput, open_case, record
from core.recording import RecordInput as Posted
from core.store import Actor, new_id, unit_of_work
from core.studio.drafts import Begun, begin
from core.studio.form_files import take_in
from core.studio.grid import grid_of_tables
from tests.county import County
from tests.web.worker_station import AT, XIAOJIAN, WorkerStation, as_worker, furnished

NEIGHBOUR = "linxian"
SITE = "yanshi/tianchi/xianheguan"


def with_everything(county: County) -> tuple[WorkerStation, str]:
    """The station, and the id of a person of another county in the same database."""
    station = furnished(county)
    luomin, tangning = as_worker(station), as_worker(station, "xianheguan")
    visited = station.people["李秀英"]
    _record(county, county.posted("home_visit", date(2026, 6, 3), visited), luomin)
    _record(county, county.posted("phone_call", date(2026, 6, 9), visited), luomin)
    _record_outputs(county, tangning)
    members = [station.people["曾桂兰"], station.people["周春梅"]]
    _open(county, CASE.key, members[:1], luomin)
    _open(county, GROUP.key, members, luomin)
    _things_to_end(county, visited)
    _drafts(county)
    return station, _somebody_next_door(county)


def _record(county: County, posted: Posted, actor: Actor) -> None:
    posted = county.filled(posted)
    catalogue = county.station.catalogue
    with county.act(actor, AT) as (unit, book):
        record(unit, catalogue, book, posted, "qinghe")


def _record_outputs(county: County, actor: Actor) -> None:
    """Outputs that wait for their acceptance, and an event with anonymous heads."""
    kinds = county.station.catalogue.kinds
    for key in ("media_report", "typical_case", "policy_talk"):
        dates = {role: date(2026, 6, 5) for role in kinds[key].dates if role != "accepted"}
        heads = {"elder": 12} if key == "policy_talk" else {}
        more = {"site": SITE, "dates": dates, "heads": heads, "evidence": ["photo"]}
        _record(county, county.posted(key, date(2026, 6, 5), title="一份", **more), actor)


def _open(county: County, kind: str, members: list[str], actor: Actor) -> None:
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
