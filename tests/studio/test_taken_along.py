"""A contract taken along to a later version from a day on: before it every entry stays as it is."""

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from core.ledger.dashboard import board
from core.ledger.history import boards_of_months
from core.ledger.today import due_people, enrolled
from core.packages.schema import Cap, Line, Measure, Pin
from core.rehearsal.effect import changed_lines
from core.store.errors import Refused
from core.studio.contract_effect import effect_of_contract
from tests.studio.officers import JULY, Officer, with_row

JUNE_30, JULY_10 = date(2026, 6, 30), date(2026, 7, 10)


@pytest.fixture
def officer(county):
    county.at = datetime(2026, 7, 10, 4, tzinfo=UTC)
    return Officer(county)


def visited(county, *days):
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    for day in days:
        county.record(county.posted("home_visit", day, person, evidence=()))
    return person


def with_photo(package):
    """The package with home visits that count with a photo only."""
    return {
        "quota": with_row(package.quota, "home-visit", evidence=("photo",)),
        "line": with_row(package.line, "home-visits", evidence=("photo",)),
    }


def summaries(package, **changes):
    """The lines with another target for the monthly summaries."""
    [row] = [row for row in package.line if row.key == "monthly-summaries"]
    targets = (msgspec.structs.replace(row.targets[0], **changes),)
    return with_row(package.line, "monthly-summaries", targets=targets)


def fates(county, *lines):
    """(Line, day's record, status) of what stands."""
    return [row for row in county.standing("jinshan") if row[1] in lines]


def test_june_keeps_every_entry_and_july_is_judged_by_the_new_version(county, officer):
    person = visited(county, date(2026, 6, 3), date(2026, 7, 3))
    package = officer.package_of("jinshan")
    officer.publish(package, **with_photo(package))
    before = county.standing()
    assert county.counted("jinshan", "home-visit") == 2
    done = officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),))
    assert done.records == 1
    after = county.standing()
    june = [row for row in before if row in after]
    assert [row[-1] for row in fates(county, "home-visit")].count("counted") == 1
    assert {row[4].split("|")[0] for row in before if row not in june} == {
        row[4].split("|")[0] for row in after if row not in before
    }
    assert officer.differs() == []
    county.record(county.posted("home_visit", date(2026, 6, 9), person))
    county.record(county.posted("home_visit", date(2026, 7, 9), person))
    assert county.counted("jinshan", "home-visit") == 2
    county.record(county.posted("home_visit", date(2026, 7, 8), person, evidence=("photo",)))
    assert county.counted("jinshan", "home-visit") == 3
    assert officer.differs() == []
    officer.amend("jinshan", pinned=(), reason="改回。")
    assert county.counted("jinshan", "home-visit") == 5
    assert officer.differs() == []


def test_a_version_from_next_month_recounts_nothing(county, officer):
    visited(county, date(2026, 6, 3))
    package = officer.package_of("jinshan")
    officer.publish(package, **with_photo(package))
    assert officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),)).records == 0


def test_what_is_owed_follows_the_version_of_the_day(county, officer):
    person = visited(county)
    package = officer.package_of("jinshan")
    officer.publish(package, quota=with_row(package.quota, "greeting", min=3))
    officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),))

    def owed(day):
        with county.act() as (unit, book):
            [due] = due_people(unit.connection, book, day, enrolled(person=person))
        return {one.line: one.owed for one in due.owed}

    assert owed(JUNE_30)["greeting"] == 2
    assert owed(JULY_10)["greeting"] == 3
    with county.act() as (unit, book):
        june = board(unit.connection, book, "jinshan", JUNE_30).by_key["greeting"]
        july = board(unit.connection, book, "jinshan", JULY_10).by_key["greeting"]
    assert [one.owed for one in june.round.each] == [2]
    assert [one.owed for one in july.round.each] == [3]
    assert july.round.missed_before == 1


def test_a_quota_that_ended_is_still_seen_in_its_own_months_among_others(county, officer):
    visited(county, date(2026, 6, 3))
    package = officer.package_of("jinshan")
    officer.publish(
        package,
        quota=tuple(row for row in package.quota if row.key != "home-visit"),
        example=tuple(row for row in package.example if row.about != "home-visit"),
    )
    officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),))
    with county.act() as (unit, book):
        alone, among = (
            boards_of_months(unit.connection, book, {"jinshan": months}, JULY_10)
            for months in (["2026-06"], ["2026-05", "2026-06", "2026-07"])
        )
    june = alone["jinshan", "2026-06"]
    assert june.by_key["home-visit"].round.done == 1
    assert among["jinshan", "2026-06"] == june
    assert among["jinshan", "2026-07"].by_key["home-visit"].round is None


def test_a_month_that_was_missed_stays_missed_and_a_month_that_was_met_stays_met(county, officer):
    package = officer.package_of("jinshan")
    officer.publish(package, line=summaries(package, min=Decimal(2)))
    officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),))
    with county.act() as (unit, book):
        row = board(unit.connection, book, "jinshan", JULY_10).by_key["monthly-summaries"]
    [part] = row.verdict.parts
    assert [int(cell.goal) for cell in part.cells] == [1] * 6 + [2] * 6
    assert [cell.key for cell in part.cells][:2] == ["2026-01", "2026-02"]
    assert part.goal == 12
    assert part.missed


def test_a_row_that_the_new_version_no_longer_has_is_still_shown_and_opened(county, officer):
    visited(county, date(2026, 6, 3))
    package = officer.package_of("jinshan")
    rest = tuple(row for row in package.line if row.key != "home-visits")
    quotas = with_row(package.quota, "home-visit", also_counts_in="")
    officer.publish(package, line=rest, quota=quotas)
    officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),))
    with county.act() as (unit, book):
        june = board(unit.connection, book, "jinshan", JUNE_30)
        july = board(unit.connection, book, "jinshan", JULY_10)
    assert june.by_key["home-visits"].verdict.value == 1
    ended = july.by_key["home-visits"]
    assert (ended.verdict.value, ended.outlook) == (1, "6 月 30 日以后不再约定")
    assert july.judged == june.judged
    assert officer.differs() == []


def a_cap(most):
    return Cap(most=Decimal(most), per="term")


def test_a_cap_over_the_term_is_held_against_the_version_of_each_day(county, officer):
    package = officer.package_of("jinshan")
    capped = officer.publish(package, line=with_row(package.line, "home-visits", cap=a_cap(3)))
    officer.publish(capped, line=with_row(capped.line, "home-visits", cap=a_cap(2)))
    officer.amend("jinshan", package_version=2, pinned=(Pin(since=JULY, version=3),))
    days = [date(2026, 6, 3), date(2026, 6, 4), date(2026, 6, 5), date(2026, 7, 3)]
    visited(county, *days)
    assert sorted(row[-1] for row in fates(county, "home-visits")) == [
        "counted",
        "counted",
        "counted",
        "overflow",
    ]
    assert officer.differs() == []


def test_somebody_counted_before_the_change_is_not_counted_again(county, officer):
    package = officer.package_of("jinshan")
    people = Line(
        key="people-met",
        label="见到的人",
        clause="见到的人",
        unit_label="人",
        measure=Measure.PERSONS,
        kinds=("home_visit",),
        roster=True,
        say="见到的人。",
    )
    first = officer.publish(package, line=(*package.line, people))
    officer.publish(first, line=with_row(first.line, "people-met", evidence=("photo",)))
    officer.amend("jinshan", package_version=2, pinned=(Pin(since=JULY, version=3),))
    person = visited(county, date(2026, 6, 3))
    county.record(county.posted("home_visit", date(2026, 7, 3), person, evidence=("photo",)))
    assert sorted(row[-1] for row in fates(county, "people-met")) == ["counted", "duplicate"]
    assert officer.differs() == []


def refused(officer, since=JULY, version=2):
    with pytest.raises(Refused) as error:
        officer.amend("jinshan", pinned=(Pin(since=since, version=version),))
    return error.value.problems["pinned"]


def test_the_day_of_a_change_is_a_first_of_a_month_that_cuts_no_period(officer):
    package = officer.package_of("jinshan")
    officer.publish(package, line=summaries(package, min=Decimal(3), period="quarter"))
    assert "不是某个月的第一天" in refused(officer, date(2026, 7, 15))
    assert "生效" in refused(officer, date(2026, 4, 1))
    assert "不在合同期内" in refused(officer, date(2027, 1, 1))
    assert "切成两段" in refused(officer, date(2026, 8, 1))
    assert officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),)).version == 2


def test_a_row_that_counts_otherwise_needs_another_key(officer):
    package = officer.package_of("jinshan")
    officer.publish(
        package,
        line=with_row(package.line, "home-visits", measure=Measure.PERSONS, unit=("person",)),
    )
    assert "计量方式不同" in refused(officer)


def test_what_is_only_put_better_recounts_nothing(county, officer):
    visited(county, date(2026, 7, 3))
    package = officer.package_of("jinshan")
    officer.publish(package, line=with_row(package.line, "home-visits", say="换一种说法。"))
    assert officer.amend("jinshan", pinned=(Pin(since=JULY, version=2),)).records == 0
    assert officer.differs() == []


def test_the_effect_of_a_change_is_seen_before_it_is_saved(county, officer):
    visited(county, date(2026, 6, 3), date(2026, 7, 3))
    package = officer.package_of("jinshan")
    officer.publish(package, **with_photo(package))
    kept = officer.kept("jinshan").file
    file = msgspec.structs.replace(kept, pinned=(Pin(since=JULY, version=2),))
    with county.act() as (unit, book):
        old = book.terms["jinshan"]
        found = effect_of_contract(
            unit.connection, county.station.catalogue, book, file, date(2026, 7, 10)
        )
        assert changed_lines(old, old) == frozenset()
    assert (found.records, found.first, found.last) == (1, JULY, date(2026, 12, 31))
    moved = {
        one.line.key: (one.before, one.after) for one in found.lines if one.before != one.after
    }
    assert moved == {"home-visit": (1, 0), "home-visits": (1, 0)}
    assert officer.kept("jinshan").version == 1
