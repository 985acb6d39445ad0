"""The clock: told to the next office exactly once, after a standstill too, and true times stay true."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from core.jobs.escalation import ESCALATION
from core.jobs.running import run_due
from core.matters.facts import Act
from core.matters.rules.offices import OfficeKind
from core.matters.steps import acknowledge
from core.store.jobs import JOB_RUN
from tests.matters.scene import HOUR, TEN, an_incident, kept, raised, staffed, told, whole
from web.schedule import house_of
from web.settings import Settings

FIRST, NEXT = ("乡镇人民政府（街道办事处）", True), ("县（市、区）民政部门", True)


@pytest.fixture
def scene(county):
    county.station.county = "yanshi"
    staff = staffed(county)
    person = county.person(categories=["tekun_scattered"], levels={"self_care": "none"})
    county.enrol(person, "jingdezhen", "key_visits")
    return county, staff, person


def tick(county, at):
    """Let the clock look at this instant; how many matters were told to the next office."""
    done = run_due(house_of(county.station, Settings()), [ESCALATION], at)
    assert not any(one.failed for one in done)
    return sum(int(one.did.split()[1]) for one in done)


def runs(county):
    with county.station.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(JOB_RUN)).scalar_one()


def test_past_its_time_the_next_office_is_told_once_and_it_shows_who_and_when(scene):
    county, staff, person = scene
    uuid = raised(county, staff["luo"], an_incident(person))
    answered = raised(county, staff["luo"], an_incident(person))
    with county.act(staff["zhong"], TEN + HOUR) as (unit, book):
        acknowledge(unit, book, answered, version=1, offices={OfficeKind.TOWNSHIP})
    midnight, late = TEN + 14 * HOUR, TEN + 15 * HOUR
    assert kept(county, uuid) == ("told", midnight, midnight)
    assert tick(county, midnight - timedelta(seconds=1)) == 0
    assert runs(county) == 0, "nothing is written before anything is due"
    assert tick(county, late) == 1
    assert tick(county, late) == 0
    assert tick(county, late - HOUR) == 0, "a clock that went back tells nobody again"
    assert tick(county, late + 48 * HOUR) == 0, "the chain has an end"
    assert told(county, uuid) == [FIRST, NEXT]
    last = whole(county, uuid).steps[-1]
    assert (last.at, last.told_to, last.by_system) == (late, (staff["zhao"].id,), True)
    assert kept(county, uuid)[0] == "told"
    assert kept(county, uuid)[2] is None
    assert told(county, answered) == [FIRST], "what was acknowledged in time goes no further"


def test_after_three_days_of_standstill_one_tick_makes_it_good_and_of_eight_exactly_one_tells(
    scene,
):
    county, staff, person = scene
    several = [raised(county, staff["luo"], an_incident(person)) for _ in range(3)]
    late = TEN + 14 * HOUR + 72 * HOUR
    with ThreadPoolExecutor(4) as competing:
        done = list(competing.map(lambda _: tick(county, late), range(8)))
    assert sorted(done) == [0] * 7 + [3]
    assert all(told(county, uuid) == [FIRST, NEXT] for uuid in several)
    assert runs(county) == 1


def test_raised_three_days_late_it_keeps_its_true_time_and_goes_to_the_whole_chain_at_once(scene):
    county, staff, person = scene
    arrived = TEN + 72 * HOUR
    uuid = raised(county, staff["luo"], an_incident(person), arrived)
    matter = whole(county, uuid)
    assert (matter.happened_at, matter.received_at) == (TEN, arrived)
    assert matter.steps[0].act is Act.RAISE
    assert matter.steps[0].at == TEN
    assert told(county, uuid) == [FIRST, NEXT]
    assert kept(county, uuid)[1] == TEN + 14 * HOUR, "due from the true instant, and so overdue"
    # A row that counts from the arrival gives the office its time.
    lead = an_incident(
        None, kind="lead", name="李某家", site="yanshi/jinshan/xiaojian", severity="general"
    )
    uuid = raised(county, staff["luo"], lead, arrived)
    state, due, following = kept(county, uuid)
    assert (state, following) == ("told", None)
    assert due > arrived + timedelta(days=5)
