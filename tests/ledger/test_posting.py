"""Posting on both databases: one record, many contracts; corrections, voids, tiers, rosters."""

from datetime import date

from core.ledger.upkeep import rebuild, verify
from core.recording import void
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
