"""Rehearse 试算: count given facts under given terms and judge every line, person and derived row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.facts import Entry, SharingGroup
from core.ledger.book import words_of
from core.ledger.rules import CountingFacts, Owed, Verdict, count_all
from core.ledger.rules.book import Rulebook
from core.ledger.rules.claims import Sharing
from core.ledger.rules.derived import derive
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import Sums
from core.ledger.rules.states import state_of_line
from core.ledger.rules.tallies import fold, fold_people
from core.ledger.rules.verdicts import judge_all
from core.packages.schema import Measure
from core.packages.terms import Terms
from core.plugin.catalogue import Catalogue
from core.rehearsal.appraising import appraise_all
from core.rehearsal.automatic import Counted
from core.rehearsal.owing import owed_of
from core.rehearsal.paying import pay_all, pay_by_instalments
from core.rehearsal.placing import refuse_strays
from core.rehearsal.results import Payment, RehearsedPeriod
from core.rehearsal.tables import GivenFacts


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What the numbers would be, contract by contract.

    ``periods`` are those that were scored or settled, in the order of time; ``instalments`` what of
    the contract price can be paid by that day.
    """

    entries: tuple[Entry, ...]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    owed: tuple[Owed, ...]
    derived: Mapping[str, Mapping[str, Decimal | None]]
    periods: tuple[RehearsedPeriod, ...] = ()
    instalments: Mapping[str, Payment] = field(default_factory=dict)


def rehearse(
    terms: Iterable[Terms],
    given: GivenFacts,
    day: date,
    catalogue: Catalogue,
    sharing: tuple[SharingGroup, ...] = (),
    *,
    period: str = "",
) -> Rehearsal:
    """Count, judge, score and settle; pure, so that the same facts give the same numbers anywhere.

    Scored and settled are the periods that something was told of, and the ``period`` asked for.
    Raises ``BadTable`` for what was told of a contract, period, scorer or item that there is not.
    """
    by_key = {one.contract.key: one for one in terms}
    refuse_strays(by_key, given)
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
    verdicts = {key: _verdicts(one, entries, given, day) for key, one in by_key.items()}
    owed = tuple(o for one in by_key.values() for o in owed_of(one, entries, facts, given, day))
    counted = {
        key: Counted(
            entries=tuple(entry for entry in entries if entry.contract == key),
            owed=tuple(one for one in owed if one.contract == key),
            records=given.records,
        )
        for key in by_key
    }
    periods = pay_all(appraise_all(by_key, counted, given.told, day, period), counted, given)
    paid = {
        key: pay_by_instalments(
            one, verdicts[key], (each for each in periods if each.contract == key)
        )
        for key, one in by_key.items()
    }
    return Rehearsal(
        entries=entries,
        verdicts=verdicts,
        owed=owed,
        derived={key: _derived(one, verdicts[key]) for key, one in by_key.items()},
        periods=periods,
        instalments={key: one for key, one in paid.items() if one is not None},
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
    done: dict[str, dict[str, dict[str, Decimal]]] = {}
    for p in people:
        done.setdefault(p.line, {}).setdefault(p.period, {})[p.person] = p.quantity
    sums = {
        line.key: Sums(
            tallies=tuple(t for t in tallies if t.line == line.key),
            people=done.get(line.key, {}),
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
