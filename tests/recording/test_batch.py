"""Many records at once: the same standings, sums and audit chain as one by one."""

from datetime import date
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.ledger.rows import PERSON_TALLY, TALLY
from core.ledger.upkeep import verify
from core.recording import (
    AttendanceInput,
    EvidenceInput,
    ItemInput,
    Outcome,
    RecordInput,
    record,
    record_many,
)
from core.store import new_id
from core.store.audit import verify as verify_audit
from core.store.versions import versions_of
from tests.county import County

DAY = date(2026, 6, 3)


def someone(county: County, name: str, contract: str = "jinshan") -> str:
    person = county.person(name, categories=["tekun_scattered"], levels={"self_care": "full"})
    tier = {"jinshan": "self_reliant", "jingdezhen": "general"}[contract]
    county.enrol(person, contract, tier)
    return person


def visit(county: County, person: str, day: date = DAY, **more: Any) -> RecordInput:
    return county.filled(county.posted("home_visit", day, person, evidence=["photo"], **more))


def send(county: County, *posted: RecordInput) -> list[Outcome]:
    with county.act() as (unit, book):
        items = record_many(unit, county.station.catalogue, book, posted, "qinghe")
    return [item.outcome for item in items]


def sums(county: County) -> list[tuple[Any, ...]]:
    with county.station.engine.connect() as connection:
        tallies = [tuple(row) for row in connection.execute(select(TALLY))]
        people = [tuple(row) for row in connection.execute(select(PERSON_TALLY))]
    return sorted([*tallies, *people], key=str)


def agree(county: County) -> None:
    with county.act() as (unit, book):
        assert verify(unit, book) == []
        assert list(verify_audit(unit.connection)) == []


def test_a_batch_counts_and_answers_each_record(county: County) -> None:
    wang, li = someone(county, "王长根"), someone(county, "李桂英")
    posted = [visit(county, wang), visit(county, li)]
    with county.act() as (unit, book):
        first, second = record_many(unit, county.station.catalogue, book, posted, "qinghe")
    assert {e.line for e in first.entries if e.contract == "jinshan"} >= {"home-visit"}
    assert second.version == 1
    assert county.counted("jinshan", "home-visit") == 2
    agree(county)


def test_the_same_batch_again_changes_nothing(county: County) -> None:
    posted = [visit(county, someone(county, "王长根"))]
    assert send(county, *posted) == [Outcome.SAVED]
    before = county.standing()
    assert send(county, *posted, *posted) == [Outcome.AGAIN, Outcome.AGAIN]
    assert county.standing() == before
    agree(county)


def test_one_bad_record_does_not_spoil_the_others(county: County) -> None:
    wang = someone(county, "王长根")
    good = visit(county, wang)
    tomorrow = msgspec.structs.replace(good, id=new_id(), dates={"service": date(2026, 7, 30)})
    nobody = msgspec.structs.replace(
        good, id=new_id(), attendances=(AttendanceInput(person=new_id()),), evidence=()
    )
    no_id = msgspec.structs.replace(good, id="x", evidence=())
    other = msgspec.structs.replace(good, minutes=50)
    assert send(county, tomorrow, nobody, good, no_id, other) == [
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.SAVED,
        Outcome.REFUSED,
        Outcome.CONFLICT,
    ]
    assert county.counted("jinshan", "home-visit") == 1
    agree(county)


def test_evidence_and_items_belong_to_one_record_only(county: County) -> None:
    wang = someone(county, "王长根")
    photo = EvidenceInput(id=new_id(), kind="photo")
    item = ItemInput(id=new_id(), code="11")
    one = msgspec.structs.replace(visit(county, wang), evidence=(photo,), items=(item,))
    again = msgspec.structs.replace(one, id=new_id(), items=())
    third = msgspec.structs.replace(one, id=new_id(), evidence=())
    assert send(county, one, again) == [Outcome.SAVED, Outcome.REFUSED]
    assert send(county, third) == [Outcome.REFUSED]
    agree(county)


def test_every_record_has_its_first_version(county: County) -> None:
    posted = visit(county, someone(county, "王长根"))
    send(county, posted)
    with county.station.engine.connect() as connection:
        [version] = versions_of(connection, "record", posted.id)
    assert version["content"]["minutes"] == posted.minutes


KINDS = st.sampled_from(["home_visit", "phone_call"])
RECORDS = st.lists(
    st.tuples(KINDS, st.integers(0, 2), st.integers(1, 28), st.booleans(), st.booleans()),
    min_size=1,
    max_size=8,
)


def told(county: County) -> list[tuple[Any, ...]]:
    """Standings without the ids of records, which differ between two countings."""
    return sorted(
        (c, line, scope, quantity, status)
        for c, line, scope, _, _, quantity, status in county.standing()
    )


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=RECORDS)
def test_together_is_as_one_by_one(county: County, rows: list[Any]) -> None:
    """Two sets of people, the same records: one set together, the other one by one."""
    counted = []
    for together in (True, False):
        people = [someone(county, f"甲{n}") for n in range(2)]
        both = someone(county, "乙")
        county.enrol(both, "jingdezhen", "general")
        before, sums_before = told(county), sums(county)
        posted = []
        for kind, who, day, reached, photo in rows:
            person = [*people, both][who]
            fields = {"outcome": "reached" if reached else "failed"}
            if kind == "phone_call":
                fields["contacted"] = "self" if photo else "neighbour"
            evidence = ["photo"] if photo else []
            made = county.posted(kind, date(2026, 5, day), person, fields=fields, evidence=evidence)
            posted.append(county.filled(made))
        if together:
            assert set(send(county, *posted)) == {Outcome.SAVED}
        else:
            for one in posted:
                with county.act() as (unit, book):
                    record(unit, county.station.catalogue, book, one, "qinghe")
        counted.append((_more(told(county), before), _grown(sums(county), sums_before)))
    assert counted[0] == counted[1]
    agree(county)


def _more(now: list[Any], before: list[Any]) -> list[Any]:
    left = list(now)
    for one in before:
        left.remove(one)
    return left


def _grown(now: list[Any], before: list[Any]) -> list[Any]:
    """How far each sum of a line moved; people are told apart by nothing but their sums."""

    def totals(rows: list[Any]) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = {}
        for row in rows:
            key = row[:7] if len(row) > 5 else (*row[:2], row[3])
            values = row[7:] if len(row) > 5 else row[4:]
            sums_so_far = found.setdefault(key, [0] * len(values))
            found[key] = [a + b for a, b in zip(sums_so_far, values, strict=True)]
        return found

    old = totals(before)
    return sorted(
        (str(key), [a - b for a, b in zip(values, old.get(key, [0] * len(values)), strict=True)])
        for key, values in totals(now).items()
        if values != old.get(key)
    )
