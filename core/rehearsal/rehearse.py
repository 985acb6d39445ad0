"""Rehearse 试算: count given facts under given terms and judge every line, person and derived row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.facts import Entry, SharingGroup
from core.ledger.book import words_of
from core.ledger.rules import CountingFacts, Owed, Verdict, count_all, owed_by
from core.ledger.rules.book import Rulebook
from core.ledger.rules.claims import Sharing
from core.ledger.rules.derived import derive
from core.ledger.rules.owed import owed_by_gap
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import Sums
from core.ledger.rules.states import state_of_line
from core.ledger.rules.tallies import fold, fold_people
from core.ledger.rules.verdicts import judge_all
from core.packages.schema import Measure
from core.packages.terms import Terms
from core.plugin.catalogue import Catalogue
from core.rehearsal.tables import GivenFacts


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What the numbers would be, contract by contract."""

    entries: tuple[Entry, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    owed: tuple[Owed, ...]
    derived: Mapping[str, Mapping[str, Decimal | None]]


def rehearse(
    terms: Iterable[Terms],
    given: GivenFacts,
    day: date,
    catalogue: Catalogue,
    sharing: tuple[SharingGroup, ...] = (),
) -> Rehearsal:
    """Count and judge; pure, so that the same facts give the same numbers anywhere."""
    by_key = {one.contract.key: one for one in terms}
    enrolments: dict[tuple[str, str], tuple[object, ...]] = {}
    for enrolment in sorted(given.enrolments, key=lambda e: e.start):
        key = enrolment.contract, enrolment.person
        enrolments[key] = (*enrolments.get(key, ()), enrolment)
    facts = CountingFacts(
        people=given.people,
        enrolments=enrolments,  # type: ignore[arg-type]
        words=words_of(catalogue, [one.package for one in by_key.values()]),
    )
    rulebook = Rulebook(terms=by_key, sharing=Sharing(groups=sharing, terms=by_key))
    entries = count_all(rulebook, given.records, facts)
    return Rehearsal(
        entries=entries,
        verdicts={key: _verdicts(one, entries, given, day) for key, one in by_key.items()},
        owed=tuple(o for one in by_key.values() for o in _owed(one, entries, facts, given, day)),
        derived={
            key: _derived(one, _verdicts(one, entries, given, day)) for key, one in by_key.items()
        },
    )


def _roster(terms: Terms, given: GivenFacts) -> Roster:
    mine = tuple(e for e in given.enrolments if e.contract == terms.contract.key)
    return Roster(enrolments=mine, people=given.people)


def _verdicts(
    terms: Terms, entries: tuple[Entry, ...], given: GivenFacts, day: date
) -> tuple[Verdict, ...]:
    roster = _roster(terms, given)
    mine = [e for e in entries if e.contract == terms.contract.key]
    everyone = frozenset((terms.contract.key, line.key) for line in terms.lines)
    tallies, people = fold(mine), fold_people(mine, everyone)
    sums = {
        line.key: Sums(
            tallies=tuple(t for t in tallies if t.line == line.key),
            people={(p.person, p.period): p.quantity for p in people if p.line == line.key},
            roster=roster,
            states={line.key: state_of_line(terms, line, roster, day)}
            if line.measure is Measure.STATE
            else {},
        )
        for line in terms.lines
    }
    return judge_all(terms, sums, day)


def _derived(terms: Terms, verdicts: tuple[Verdict, ...]) -> dict[str, Decimal | None]:
    by_key = {verdict.line.key: verdict for verdict in verdicts}
    return {row.key: derive(row, by_key) for row in terms.package.derived}


def _owed(
    terms: Terms,
    entries: tuple[Entry, ...],
    facts: CountingFacts,
    given: GivenFacts,
    day: date,
) -> Iterable[Owed]:
    everyone = frozenset((terms.contract.key, line.key) for line in terms.lines if line.quota)
    done = {
        (p.line, p.person, p.period): p.quantity
        for p in fold_people(entries, everyone)
        if p.contract == terms.contract.key
    }
    people = sorted({e.person for e in given.enrolments if e.contract == terms.contract.key})
    for line in terms.lines:
        if line.quota is None:
            continue
        for person_id in people:
            person = facts.person(person_id)
            enrolments = facts.enrolments_of(terms.contract.key, person_id)
            if line.quota.longest_gap is not None:
                days = [
                    e.day
                    for e in entries
                    if e.line == line.key and e.person == person_id and e.status == "counted"
                ]
                gap = owed_by_gap(terms, line, enrolments, person, max(days, default=None), day)
                if gap:
                    yield gap
            elif line.quota.minimum is not None and line.quota.period is not None:
                for period in terms.periods(line.quota.period):
                    quantity = done.get((line.key, person_id, period.key), Decimal(0))
                    one = owed_by(terms, line, enrolments, person, period, quantity, day)
                    if one:
                        yield one
