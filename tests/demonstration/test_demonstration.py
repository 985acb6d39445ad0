"""The demonstration county, small: the same each time, every reason shown, nothing to mend."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Join, Table, func, select

from core.activities.rows import EVIDENCE, RECORD
from core.cases.rows import CASE
from core.facts import EntryStatus, Noun, PeriodKind
from core.ledger.book import Book
from core.ledger.rows import ENTRY, SEAL, STANDING
from core.ledger.rules.owed import OwedState
from core.ledger.today import due_people, enrolled
from core.ledger.upkeep import verify
from core.matters.facts import MatterState
from core.matters.rows import MATTER, MATTER_STEP
from core.packages.rows import CONTRACT, ENROLMENT
from core.people.rows import ABSENCE, CONTACT, PERSON
from core.station import Station, open_station
from core.store import Actor, reading, unit_of_work
from core.store.audit import verify as verify_audit
from core.store.errors import Refused
from core.store.migrations import upgrade
from core.trust.rows import accounts, first_account_with_role
from core.trust.secrets import new_keys, sealer_from
from web.demonstration import Made, make_demonstration
from web.demonstration.chance import Chance
from web.demonstration.county import STAFF
from web.demonstration.people import People
from web.demonstration.rosters import everyone
from web.demonstration.timeline import Timeline

CONFIG = Path(__file__).resolve().parents[2] / "config"
RULES = Path(__file__).resolve().parents[2] / "core" / "ledger" / "rules"
ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
VISITOR = Actor(id="visitor", name="参观者")
SCALE = 0.06


def made_in(folder: Path, on: date = ON, scale: float = SCALE) -> tuple[Station, Made]:
    station = open_station(
        f"sqlite:///{folder / 'demo.db'}",
        config=CONFIG,
        sealer=sealer_from(new_keys("test")),
        county="yanshi",
        demo=True,
        outside=False,
    )
    upgrade(station.engine)
    return station, make_demonstration(station, station.sealer, on, scale=scale)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Station, Made]]:
    station, made = made_in(tmp_path_factory.mktemp("demo"))
    yield station, made
    station.close()


def book_of(station: Station) -> Book:
    with reading(station.engine) as connection:
        return station.book(connection)


def number(station: Station, table: Table | Join, *where: Any) -> int:
    with reading(station.engine) as connection:
        found = connection.execute(select(func.count()).select_from(table).where(*where))
        return int(found.scalar_one())


def reason_codes(station: Station) -> set[str]:
    wanted = select(ENTRY.c.reasons).join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
    with reading(station.engine) as connection:
        return {code for reasons in connection.execute(wanted).scalars() for code, _ in reasons}


def test_everything_that_was_planned_was_saved(demo: tuple[Station, Made]) -> None:
    station, made = demo
    assert made.refused == []
    assert made.records == number(station, RECORD)


def test_the_ledger_and_the_audit_chain_hold(demo: tuple[Station, Made]) -> None:
    station, _ = demo
    with unit_of_work(station.engine, actor=VISITOR, at=AT, county="yanshi") as unit:
        assert verify(unit, station.book(unit.connection)) == []
        assert list(verify_audit(unit.connection)) == []


def test_every_reason_that_the_rules_know_is_shown(demo: tuple[Station, Made]) -> None:
    found = reason_codes(demo[0])
    source = "".join(path.read_text(encoding="utf-8") for path in RULES.glob("*.py"))
    # A rule that fails is a fault of a program, not of a record: there is none to show.
    known = set(re.findall(r'code=f?"([a-z._]+)', source)) - {"pending"}
    missing = {
        code
        for code in known
        if code not in found
        and not (code.endswith(".") and any(one.startswith(code) for one in found))
    }
    assert len(known) > 15
    assert missing == set()


def test_every_status_is_shown(demo: tuple[Station, Made]) -> None:
    for status in set(EntryStatus) - {EntryStatus.PENDING}:
        assert number(demo[0], STANDING, STANDING.c.status == status.value), status


def test_the_day_lies_in_the_eleventh_month_of_every_contract(demo: tuple[Station, Made]) -> None:
    for terms in book_of(demo[0]).terms.values():
        months = terms.periods(PeriodKind.MONTH)
        assert len(months) == 12
        assert months[10].contains(ON)


def test_no_page_is_empty(demo: tuple[Station, Made]) -> None:
    station, _ = demo
    for noun in set(Noun) - {Noun.CASE}:
        assert number(station, RECORD, RECORD.c.noun == noun.value), noun
    for kind in ("case", "group", "resource_link", "aid_procedure"):
        assert number(station, CASE, CASE.c.kind == kind), kind
    assert number(station, CASE, CASE.c.closed.is_(None))
    assert number(station, CASE, CASE.c.closed.is_not(None))
    assert number(station, RECORD, RECORD.c.void)
    assert number(station, RECORD, ~RECORD.c.accepted)
    assert number(station, RECORD, RECORD.c.version > 1)
    assert number(station, PERSON, PERSON.c.has_phone.is_(False))
    for table in (ABSENCE, CONTACT, EVIDENCE):
        assert number(station, table), table.name
    assert number(station, SEAL) == 16
    assert number(station, CONTRACT) == 7
    for state in (MatterState.TOLD, MatterState.HANDLED, MatterState.CLOSED):
        assert number(station, MATTER, MATTER.c.state == state.value), state
    for kind in ("need", "incident", "lead"):
        assert number(station, MATTER, MATTER.c.kind == kind), kind
    passed_on = MATTER_STEP.c.by_system, MATTER_STEP.c.at > MATTER.c.received_at
    assert number(station, MATTER_STEP.join(MATTER), *passed_on)


def test_something_arrived_after_its_month_was_sealed(demo: tuple[Station, Made]) -> None:
    moved = ENTRY.c.period != ENTRY.c.booking
    with reading(demo[0].engine) as connection:
        rows = connection.execute(select(ENTRY.c.contract_id, ENTRY.c.booking).where(moved)).all()
    keys = book_of(demo[0]).keys
    assert any(keys[row.contract_id] in ("jinshan", "home-care") for row in rows)


def test_the_worker_behind_the_door_has_something_to_do(demo: tuple[Station, Made]) -> None:
    station, _ = demo
    with reading(station.engine) as connection:
        row = first_account_with_role(connection, "yanshi", "worker", ON)
        assert row is not None
        assert row["agency"] == "qinghe"
        due = due_people(connection, station.book(connection), ON, enrolled(worker=row["uuid"]))
    states = [one.state for one in due]
    assert states.count(OwedState.MET) * 2 > len(states)
    assert OwedState.AT_RISK in states


def test_every_door_and_office_has_its_account(demo: tuple[Station, Made]) -> None:
    with reading(demo[0].engine) as connection:
        found = accounts(connection, "yanshi")
        assert len(found) == len(STAFF)
        assert not any(one.has_password for one in found)
        for role in {one.role for one in STAFF}:
            assert first_account_with_role(connection, "yanshi", role, ON), role


def test_a_demonstration_never_stands_beside_other_data(demo: tuple[Station, Made]) -> None:
    with pytest.raises(Refused, match="空的数据库"):
        make_demonstration(demo[0], demo[0].sealer, ON, scale=SCALE)


def content(station: Station) -> dict[str, list[str]]:
    """All that a visitor could see, without the small keys and the salts."""
    wanted = {
        "record": select(
            RECORD.c.uuid, RECORD.c.dates, RECORD.c.fields, RECORD.c.received_at, RECORD.c.version
        ),
        "person": select(PERSON.c.uuid, PERSON.c.name, PERSON.c.birth_date, PERSON.c.died_on),
        "enrolment": select(ENROLMENT.c.uuid, ENROLMENT.c.start, ENROLMENT.c.end),
        "entry": select(
            ENTRY.c.line, ENTRY.c.unit, ENTRY.c.source, ENTRY.c.booking, ENTRY.c.status,
            ENTRY.c.reasons, ENTRY.c.sign,
        ),
        "seal": select(SEAL.c.period, SEAL.c.digest),
    }  # fmt: skip
    with reading(station.engine) as connection:
        return {
            name: sorted(
                json.dumps(list(row), default=str, ensure_ascii=False)
                for row in connection.execute(statement)
            )
            for name, statement in wanted.items()
        }


@pytest.mark.slow
def test_the_same_day_gives_the_same_county(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        station, _ = made_in(tmp_path / name)
        contents.append(content(station))
        station.close()
    assert contents[0] == contents[1]


def test_the_plan_is_the_same_each_time() -> None:
    first, second = (everyone(Chance(), Timeline(on=ON)) for _ in range(2))
    assert first == second
    assert len({one.id for one in first}) == len(first)
    by_contract = {
        key: sum(1 for one in first for place in one.places if place.contract == key)
        for key in ("jinshan", "home-care", "dadong")
    }
    assert by_contract == {"jinshan": 340, "home-care": 250, "dadong": 90}


def test_some_people_stand_on_two_rosters_and_live_with_a_child() -> None:
    people = everyone(Chance(), Timeline(on=ON))
    rosters = [tuple(sorted(place.contract for place in one.places)) for one in people]
    assert ("home-care", "jingdezhen") in rosters
    assert ("jingdezhen", "jinshan") in rosters
    homes = [one.person.household for one in people if one.person.household]
    assert len(set(homes)) < len(homes)


@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2024, 2, 29), date(2027, 3, 31)])
def test_the_term_moves_with_the_day(on: date) -> None:
    timeline = Timeline(on=on)
    assert timeline.start.day == 1
    assert timeline.first(11) <= on < timeline.first(12)
    assert timeline.end < timeline.first(13)
    assert People(Chance(), timeline).one("x", "yanshi", ages=(60, 70)).person.birth_date


@pytest.mark.slow
def test_the_whole_county_is_made_and_holds(tmp_path: Path) -> None:
    station, made = made_in(tmp_path, scale=1)
    assert made.people > 900
    assert made.records > 15_000
    with unit_of_work(station.engine, actor=VISITOR, at=AT, county="yanshi") as unit:
        assert verify(unit, station.book(unit.connection)) == []
    station.close()
