"""What a changed package does to records that are already there."""

from datetime import date
from decimal import Decimal

import msgspec

from core.activities.loading import load_records, uuids_between
from core.ledger.posting import load_facts
from core.packages.terms import make_terms
from core.rehearsal.effect import changed_lines, effect_of, recounted_lines
from core.studio.effect import rehearse_draft

JUNE = date(2026, 6, 1), date(2026, 6, 30)


def changed(county, book, key, **more):
    """The terms of the contract with one indicator line of its package changed."""
    terms = book.terms[key]
    rows = tuple(
        msgspec.structs.replace(row, **more) if row.key == "failed-contacts" else row
        for row in terms.package.line
    )
    package = msgspec.structs.replace(terms.package, line=rows)
    return make_terms(package, terms.contract, county.station.catalogue.kinds)


def the_month(unit, book, kinds):
    uuids = uuids_between(unit.connection, "yanshi", *JUNE, kinds)
    records = list(load_records(unit.connection, uuids).values())
    return records, load_facts(unit.connection, book, records)


def test_a_line_that_looks_for_something_else_gains_and_loses_records(county):
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    reached = county.filled(county.posted("home_visit", date(2026, 6, 3), person))
    missed = county.filled(
        county.posted("home_visit", date(2026, 6, 4), person, fields={"outcome": "failed"})
    )
    may = county.filled(county.posted("home_visit", date(2026, 5, 4), person))
    for posted in (reached, missed, may):
        county.record(posted)
    with county.act() as (unit, book):
        old = book.terms["jinshan"]
        new = changed(county, book, "jinshan", where=(("outcome", "=", "reached"),))
        records, facts = the_month(unit, book, old.by_kind)
    assert {record.id for record in records} == {reached.id, missed.id}
    assert changed_lines(old, new) == {"failed-contacts"}
    [effect] = effect_of(old, new, records, facts)
    assert (effect.before, effect.after) == (Decimal(1), Decimal(1))
    assert [entry.record for entry in effect.gained] == [reached.id]
    assert [entry.record for entry in effect.lost] == [missed.id]
    assert effect.moves


def test_a_sentence_that_is_put_better_moves_nothing(county):
    with county.act() as (unit, book):
        old = book.terms["jinshan"]
        new = changed(county, book, "jinshan", say="换一种说法。")
        records, facts = the_month(unit, book, old.by_kind)
    assert [effect.moves for effect in effect_of(old, new, records, facts)] == [False]
    assert effect_of(old, old, records, facts) == ()


def test_a_package_that_nobody_had_is_shown_line_by_line(county):
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    county.record(county.filled(county.posted("home_visit", date(2026, 6, 3), person)))
    with county.act() as (unit, book):
        new = book.terms["jinshan"]
        records, facts = the_month(unit, book, new.by_kind)
    effects = {effect.line.key: effect for effect in effect_of(None, new, records, facts)}
    assert set(effects) == set(new.by_key)
    assert effects["home-visit"].before is None
    assert effects["home-visit"].after == Decimal(1)
    assert len(effects["home-visit"].counted) == 1
    assert "要求未联系上" in effects["failed-contacts"].refused[0].reasons[0].say


def a_draft_of_jinshan(book, **more):
    """The package of the contract with one quota changed."""
    package = book.terms["jinshan"].package
    rows = tuple(
        msgspec.structs.replace(row, **more) if row.key == "home-visit" else row
        for row in package.quota
    )
    return msgspec.structs.replace(package, quota=rows)


def rehearsed(county, unit, book, package, newest=None):
    station = county.station
    return rehearse_draft(
        unit.connection, station.catalogue, book, "jinshan", package, JUNE, newest=newest
    )


def three_visits(county):
    person = county.person()
    county.enrol(person, "jinshan", "self_reliant")
    for day in (3, 4, 5):
        county.record(county.filled(county.posted("home_visit", date(2026, 6, day), person)))


def test_a_number_more_is_judged_by_what_the_ledger_holds(county):
    """Nothing is counted anew: the visits are there, and only what they should come to changes."""
    three_visits(county)
    with county.act() as (unit, book):
        same = rehearsed(county, unit, book, a_draft_of_jinshan(book, min=3))
        more = rehearsed(county, unit, book, a_draft_of_jinshan(book, min=4))
    [line] = [one for one in same.effects if one.line.key == "home-visit"]
    assert (same.records, same.there, same.partial) == (0, 0, False)
    assert (line.before, line.after) == (Decimal(3), Decimal(3))
    assert len(line.counted) == 3
    assert line.met_after == (1, 1)
    [line] = [one for one in more.effects if one.line.key == "home-visit"]
    assert line.met_after == (0, 1)


def test_the_first_answer_may_be_of_the_newest_records_only(county):
    three_visits(county)
    with county.act() as (unit, book):
        package = a_draft_of_jinshan(book, evidence=("signature",))
        first = rehearsed(county, unit, book, package, newest=2)
        whole = rehearsed(county, unit, book, package)
    assert (first.records, first.there, first.partial) == (2, 3, True)
    [line] = [one for one in first.effects if one.line.key == "home-visit"]
    assert (line.before, line.after) == (Decimal(2), Decimal(0))
    assert [entry.day.day for entry in line.lost] == [4, 5]
    assert line.met_after is None, "what else was done is not known yet"
    assert (whole.records, whole.partial) == (3, False)
    [line] = [one for one in whole.effects if one.line.key == "home-visit"]
    assert (line.before, line.after, line.met_after) == (Decimal(3), Decimal(0), (0, 1))


def test_what_is_said_for_every_line_at_once_is_counted_anew(county):
    """A service that needs a signature from now on: no line was touched, and all may differ."""
    with county.act() as (_, book):
        old = book.terms["jinshan"]
    first, *others = old.package.item
    items = (msgspec.structs.replace(first, evidence=("signature",)), *others)
    package = msgspec.structs.replace(old.package, item=items)
    new = make_terms(package, old.contract, county.station.catalogue.kinds)
    assert recounted_lines(old, new) == frozenset(old.by_key)
    assert recounted_lines(old, old) == frozenset()
