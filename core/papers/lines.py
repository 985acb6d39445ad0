"""The lines of a contract as papers print them: done, wanted, and how it stands, up to a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from core.facts import Period, Tally
from core.ledger.book import Book
from core.ledger.contacts import Contacts, last_contacts
from core.ledger.outlook import outlook, period_name, periods_by_key
from core.ledger.rounds import Round, periods_of, round_of
from core.ledger.rules.figures import PERCENT, percent_reached
from core.ledger.rules.parts import Phase
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import Sums, in_units
from core.ledger.rules.states import state_of_line
from core.ledger.rules.verdicts import State, Verdict, judge
from core.ledger.said import labels_of
from core.ledger.tallied import people_sums, tallies_of
from core.packages.schema import Measure, TargetKind
from core.packages.sentences import Labels, target
from core.packages.sentences import quota as quota_sentence
from core.packages.terms import CountedLine, Terms
from core.plugin import LineOnPaper
from core.plugin.catalogue import Catalogue
from core.plugin.papers import CellOnPaper

STATE: Mapping[State, str] = {
    State.NOT_STARTED: "未开始",
    State.ON: "推进中",
    State.AT_RISK: "有风险",
    State.BEHIND: "落后",
    State.MET: "达标",
    State.INFO: "供了解",
}
IN_PERIODS = (TargetKind.EVERY_PERIOD, TargetKind.DEADLINE, TargetKind.RATE)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything that the lines of one contract are judged from, up to ``last``.

    ``judged`` is the day on which that is looked at: the day after a period that is over.
    """

    terms: Terms
    period: Period
    last: date
    judged: date
    tallies: Mapping[str, tuple[Tally, ...]]
    sums: Mapping[str, Mapping[str, Mapping[str, Decimal]]]
    roster: Roster
    contacts: Contacts


def seen_until(
    connection: Connection, book: Book, contract: str, period: Period, day: date, roster: Roster
) -> Seen:
    """What was counted from the beginning of the term up to the end of the period, or the day."""
    last = min(period.end, day)
    terms = book.terms[contract].on(last)
    starts = {kind: terms.period_starts(kind) for kind in {line.grid for line in terms.lines}}
    tallies = tallies_of(connection, book, [contract]).get(contract, {})
    wanted = {
        line.key: frozenset(key for key, start in starts[line.grid].items() if start <= last)
        for line in terms.lines
        if line.summed_by_person or line.quota is not None
    }
    gaps = [ln.key for ln in terms.lines if ln.quota and ln.quota.longest_gap is not None]
    return Seen(
        terms=terms,
        period=period,
        last=last,
        judged=min(period.after, day),
        tallies={
            line.key: tuple(
                tally
                for tally in tallies.get(line.key, ())
                if starts[line.grid].get(tally.period, last) <= last
            )
            for line in terms.lines
        },
        sums=people_sums(connection, book, {contract: wanted}).get(contract, {}),
        roster=roster,
        contacts=last_contacts(connection, book, contract, gaps, last),
    )


def lines_on_paper(seen: Seen, book: Book, catalogue: Catalogue) -> tuple[LineOnPaper, ...]:
    """Every line, in the order of the text."""
    labels = labels_of(seen.terms.package, catalogue, book.words)
    quotas = {row.key: quota_sentence(row, labels) for row in seen.terms.package.quota}
    return tuple(
        _line(seen, line, book, labels, quotas.get(line.key, "")) for line in seen.terms.lines
    )


def _line(seen: Seen, line: CountedLine, book: Book, labels: Labels, owes: str) -> LineOnPaper:
    terms, own = seen.terms, seen.tallies.get(line.key, ())
    states = (
        {line.key: state_of_line(terms, line, seen.roster, seen.last)}
        if line.measure is Measure.STATE
        else {}
    )
    sums = Sums(
        tallies=own,
        people=seen.sums.get(line.key, {}),
        roster=seen.roster,
        states=states,
        of={one.of: seen.tallies.get(one.of, ()) for one in line.targets if one.of},
    )
    verdict = judge(terms, line, sums, seen.judged)
    rounds = tuple(rounds_of(seen, line)) if line.quota is not None else ()
    said = [target(one, line.unit_label, labels, tuple(sorted(line.kinds))) for one in line.targets]
    value_label = book.words.about(*line.kinds).value
    value, done = _share(seen, verdict) or (verdict.value, _done(seen, verdict, own))
    return LineOnPaper(
        key=line.key,
        label=line.label,
        ref=line.ref,
        group=line.group,
        clause=line.clause,
        unit=verdict.unit,
        depth=_depth(terms, line),
        target=owes or "；".join(said),
        goal=verdict.goal,
        value=value,
        done=done,
        percent=percent_reached(line, verdict.parts, value, verdict.goal),
        counted=verdict.counted,
        refused=verdict.refused,
        state=STATE[_state_of(rounds[-1], seen) if rounds else verdict.state],
        outlook="" if rounds else outlook(terms, verdict, own, seen.judged, value_label),
        cells=_cells(seen, verdict),
        kinds=line.kinds,
        quota=line.quota is not None,
        tiers=line.quota.tiers if line.quota else (),
        owed=sum(one.owed for one in rounds),
        served=sum(one.done for one in rounds),
        hour_minutes=line.hour_minutes if line.measure is Measure.HOURS else 0,
    )


def rounds_of(seen: Seen, line: CountedLine) -> Iterable[Round]:
    """The rounds of a quota that end in the paper's period, or go on at its last day."""
    terms, sums = seen.terms, seen.sums.get(line.key, {})
    for period in terms.periods(line.grid):
        inside = period.start <= seen.last and period.end >= seen.period.start
        if inside and (period.end <= seen.period.end or period.contains(seen.last)):
            day = min(period.end, seen.last)
            if periods_of(terms, line, day)[0].key == period.key:
                yield round_of(
                    terms, line, seen.roster, sums, day, last=seen.contacts, looking_back=False
                )


def _state_of(turn: Round, seen: Seen) -> State:
    """How a quota stands; once its period is over, what is lacking is no longer a risk."""
    over = turn.period.end < seen.judged
    return State.BEHIND if over and turn.done < turn.owed else turn.state


def by_person(
    seen: Seen,
) -> tuple[dict[str, dict[str, Decimal]], dict[str, dict[str, int]]]:
    """What each person was owed in the period, and how much of it counted, quota by quota.

    Twice in one week is not once in the next: more than a round owes counts for no other round.
    """
    done: dict[str, dict[str, Decimal]] = {}
    owed: dict[str, dict[str, int]] = {}
    for line in seen.terms.lines:
        if line.quota is None:
            continue
        for one in (each for turn in rounds_of(seen, line) for each in turn.each):
            owes, did = owed.setdefault(one.person, {}), done.setdefault(one.person, {})
            owes[line.key] = owes.get(line.key, 0) + one.owed
            did[line.key] = did.get(line.key, Decimal(0)) + min(one.done, one.owed)
    return done, owed


def _share(seen: Seen, verdict: Verdict) -> tuple[Decimal, Decimal | None] | None:
    """The share of the paper's last period, and the same as what falls into the paper; else none.

    The period after it may have begun, with nobody served in it yet.
    """
    part = next((one for one in verdict.parts if one.kind is TargetKind.RATE), None)
    if verdict.unit != PERCENT or part is None:
        return None
    find = periods_by_key(seen.terms)
    begun = [
        (period.start, cell.value)
        for cell in part.cells
        if (period := find(cell.key)) is not None and period.start <= seen.last
    ]
    first, value = max(begun, default=(seen.period.start, verdict.value))
    return value, value if first >= seen.period.start else None


def _done(seen: Seen, verdict: Verdict, own: Iterable[Tally]) -> Decimal | None:
    """What of a line falls into the period; none where it is counted over longer stretches.

    Nor is there any where people stand for it.
    """
    line = verdict.line
    if verdict.unit != line.unit_label:
        return None
    first, last = seen.period.start, seen.period.end
    if seen.terms.period_of(line.grid, max(first, seen.terms.contract.start)).end > last:
        return None
    starts = seen.terms.period_starts(line.grid)
    sums = [
        tally.quantity
        for tally in own
        if tally.scope == line.scopes[0] and first <= starts.get(tally.period, last) <= last
    ]
    return in_units(line, sum(sums, Decimal(0)))


def _cells(seen: Seen, verdict: Verdict) -> tuple[CellOnPaper, ...]:
    """The periods of a line's first demand by periods, those to come left out."""
    part: Any = next((one for one in verdict.parts if one.kind in IN_PERIODS), None)
    find = periods_by_key(seen.terms)
    return tuple(
        CellOnPaper(
            label=period_name(period),
            value=cell.value,
            met=True if cell.met else None if cell.phase is Phase.RUNNING else False,
        )
        for cell in (part.cells if part else ())
        if (period := find(cell.key)) is not None and period.start <= seen.last
    )


def _depth(terms: Terms, line: CountedLine) -> int:
    depth, at = 0, line
    while at.parent in terms.by_key and depth < len(terms.lines):
        depth, at = depth + 1, terms.by_key[at.parent]
    return depth
