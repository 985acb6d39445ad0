"""Posting on both databases: one record, many contracts; corrections, voids, tiers, rosters."""

from datetime import date

import msgspec
import pytest

from core.ledger.upkeep import rebuild, verify
from core.recording import void
from core.store.errors import Refused
from tests.county import County, entries_of

DAY = date(2026, 6, 3)


def agree(county: County) -> None:
    """The ledger agrees with itself: nothing to mend, nothing to say."""
    with county.act() as (unit, book):
        assert verify(unit, book) == []
    with county.act() as (unit, book):
        assert rebuild(unit, book).differences == []


def test_a_home_visit_is_counted_for_the_roster_it_stands_on(county: County) -> None:
    wang = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    county.enrol(wang, "jinshan", "self_reliant")
    made = county.record(county.posted("home_visit", DAY, wang, evidence=["photo"]))
    assert ("jinshan", "home-visit") in entries_of(made)
    assert county.counted("jinshan", "home-visit") == 1
    agree(county)


def test_a_voided_visit_frees_its_place(county: County) -> None:
    wang = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    county.enrol(wang, "jinshan", "self_reliant")
    made = county.record(county.posted("home_visit", DAY, wang, evidence=["photo"]))
    with county.act() as (unit, book):
        void(unit, book, made.id, version=1, reason="录错了人")
    assert county.counted("jinshan", "home-visit") == 0
    assert county.standing() == []
    agree(county)


def test_a_visit_before_approval_counts_once_the_roster_says_so(county: County) -> None:
    wang = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    county.record(county.posted("home_visit", DAY, wang, evidence=["photo"]))
    assert county.counted("jinshan", "home-visit") == 0
    county.enrol(wang, "jinshan", "self_reliant")
    assert county.counted("jinshan", "home-visit") == 1
    agree(county)


def on_two_rosters(county: County) -> str:
    wang = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    county.enrol(wang, "jinshan", "self_reliant")
    county.enrol(wang, "jingdezhen", "general")
    return wang


def test_a_visit_to_a_person_on_two_rosters_is_counted_in_one_contract_only(county: County) -> None:
    wang = on_two_rosters(county)
    made = county.record(county.posted("home_visit", DAY, wang, evidence=["photo"]))
    statuses = {e.contract: e.status for e in made.entries if e.status in ("counted", "claimed")}
    assert sorted(statuses.values()) == ["claimed", "counted"]
    [claimed] = {e.reasons for e in made.entries if e.status == "claimed"}
    holder = next(c for c, status in statuses.items() if status == "counted")
    with county.act() as (_, book):
        assert claimed[0].say == f"独占：已计入“{book.terms[holder].contract.title}”"
    agree(county)


def test_the_worker_may_turn_the_order_round(county: County) -> None:
    wang = on_two_rosters(county)
    for first, day in (("jinshan", DAY), ("jingdezhen", date(2026, 6, 10))):
        posted = county.posted("home_visit", day, wang, evidence=["photo"], order=(first,))
        made = county.record(posted)
        assert {e.contract for e in made.entries if e.status == "counted"} == {first}


def test_evidence_that_belongs_to_another_record_is_refused_in_words(county: County) -> None:
    wang = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    first = county.posted("home_visit", DAY, wang, evidence=["photo"])
    county.record(first)
    second = county.posted("home_visit", DAY, wang)
    stolen = msgspec.structs.replace(second, evidence=first.evidence)
    with pytest.raises(Refused, match="已在另一条记录里"):
        county.record(stolen)
    agree(county)
