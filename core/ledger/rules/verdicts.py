"""Verdicts: is a line met, how does it stand against its pace, and which part is missing.

States, by rule: ● 达标 every part is met · ✕ 落后 a closed period's minimum is missed, or the
present pace misses the target · ▲ 有风险 the pace meets it by less than a tenth, or a running
period's minimum is still open in its last third · ○ 未开始 nothing counted · ◔ 推进中.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from core.facts import PeriodKind, Tally
from core.ledger.rules.parts import Cell, Part, Phase, cells_of, phase_of
from core.ledger.rules.roster import Roster
from core.packages.schema import Measure, Target, TargetKind
from core.packages.terms import OWN_PERIOD, CountedLine, Terms

MARGIN = Decimal("1.1")
HUNDREDTH = Decimal("0.01")


class State(StrEnum):
    """How an indicator stands; ``info`` for lines without a target."""

    NOT_STARTED = "not_started"
    ON = "on"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    MET = "met"
    INFO = "info"


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a line's judgement reads: its tallies, per-person sums, and the roster.

    ``of`` holds the tallies of the lines that are the denominator of its rates.
    """

    tallies: tuple[Tally, ...] = ()
    of: Mapping[str, tuple[Tally, ...]] = field(default_factory=dict)
    people: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)
    states: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One line on one day. ``value`` and ``goal`` are in the line's own unit."""

    line: CountedLine
    value: Decimal
    goal: Decimal | None
    parts: tuple[Part, ...]
    state: State
    met: bool
    counted: int
    refused: int
    overflow: Decimal
    expected: Decimal | None = None
    forecast: date | None = None

    @property
    def shortfall(self) -> Decimal:
        """How much is still missing to the goal; zero when it is reached or there is none."""
        return max((self.goal or Decimal(0)) - self.value, Decimal(0))

    @property
    def headroom(self) -> Decimal:
        """How much is above the goal."""
        return max(self.value - (self.goal or self.value), Decimal(0))


def in_units(line: CountedLine, quantity: Decimal) -> Decimal:
    """A stored quantity in the line's own unit; hours never round up."""
    if line.measure is Measure.HOURS:
        return (quantity / line.hour_minutes).quantize(HUNDREDTH, rounding=ROUND_DOWN).normalize()
    return quantity


def judge(terms: Terms, line: CountedLine, sums: Sums, day: date) -> Verdict:
    """The verdict on one line, seen on a day."""
    own = line.scopes[0]
    tallies = [tally for tally in sums.tallies if tally.scope == own]
    value = in_units(line, sum((t.quantity for t in tallies), Decimal(0)))
    parts = tuple(_part(terms, line, target, sums, day) for target in line.targets)
    main = next((p for p in parts if p.goal is not None), None)
    if line.measure is Measure.STATE and line.key in sums.states:
        value = sums.states[line.key]
    if main is not None and main.kind in (
        TargetKind.EVERY_PERSON,
        TargetKind.COVERAGE,
        TargetKind.RATE,
    ):
        value = main.value
    goal = _goal(parts)
    met = bool(parts) and all(part.met for part in parts)
    verdict = Verdict(
        line=line,
        value=value,
        goal=goal,
        parts=parts,
        met=met,
        state=State.INFO,
        counted=sum(t.counted for t in tallies),
        refused=sum(t.refused + t.claimed + t.duplicate for t in sums.tallies),
        overflow=Decimal(sum(t.overflow for t in sums.tallies)),
    )
    return _with_pace(terms, verdict, day)


def _goal(parts: tuple[Part, ...]) -> Decimal | None:
    total = next((p for p in parts if p.kind is TargetKind.TOTAL), None)
    if total is not None:
        return total.goal
    return next((p.goal for p in parts if p.goal is not None), None)


def _part(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    scope = target.scope or line.scopes[0]
    if scope == OWN_PERIOD:
        scope = line.grid.value
    tallies = [tally for tally in sums.tallies if tally.scope == scope]
    quantity = sum((t.quantity for t in tallies), Decimal(0))
    value = in_units(line, quantity)
    goal = target.min
    if line.measure is Measure.STATE and line.key in sums.states:
        value = sums.states[line.key]
    if target.kind in (TargetKind.TOTAL, TargetKind.MILESTONE, TargetKind.STANDING):
        goal = goal if goal is not None else Decimal(1)
        return Part(kind=target.kind, value=value, goal=goal, met=value >= goal)
    if target.kind in (TargetKind.EVERY_PERIOD, TargetKind.DEADLINE):
        return _by_period(terms, line, target, tallies, day)
    if target.kind is TargetKind.EVERY_PERSON:
        return _by_person(terms, line, target, sums, day)
    if target.kind is TargetKind.COVERAGE:
        found = {t.facet for t in tallies if t.quantity > 0 and t.facet}
        each = {
            value: sum((t.quantity for t in tallies if t.facet == value), Decimal(0))
            for value in (target.values or sorted(found))
        }
        reached = sum(1 for quantity in each.values() if quantity >= target.each)
        wanted = target.min if target.min is not None else Decimal(len(target.values))
        cells = tuple(
            Cell(
                key=v, value=q, goal=Decimal(target.each), met=q >= target.each, phase=Phase.RUNNING
            )
            for v, q in each.items()
        )
        return Part(
            kind=target.kind,
            value=Decimal(reached),
            goal=wanted,
            met=reached >= wanted,
            cells=cells,
        )
    return _by_rate(terms, line, target, sums, day)


def _by_period(
    terms: Terms, line: CountedLine, target: Target, tallies: list[Tally], day: date
) -> Part:
    kind = PeriodKind(target.period) if target.period else line.grid
    goal = target.min if target.min is not None else Decimal(1)
    cells = cells_of(terms, line, target, kind, goal, tallies, day, in_units)
    whole = all(cell.met for cell in cells)
    return Part(
        kind=target.kind,
        value=Decimal(sum(1 for cell in cells if cell.met)),
        goal=Decimal(len(cells)),
        met=bool(cells) and whole,
        cells=cells,
    )


def _by_person(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    goal = target.min if target.min is not None else Decimal(1)
    kind = PeriodKind(target.period) if target.period else PeriodKind.TERM
    cells = []
    for period in terms.periods(kind):
        for person, share in sums.roster.expected(terms, target, period, day):
            wanted = goal * share
            quantity = sum(
                (
                    q
                    for (who, key), q in sums.people.items()
                    if who == person and _inside(terms, line, key, period.start, period.end)
                ),
                Decimal(0),
            )
            value = in_units(line, quantity)
            cells.append(
                Cell(
                    key=f"{person}/{period.key}" if kind is not PeriodKind.TERM else person,
                    value=value,
                    goal=wanted,
                    met=value >= wanted,
                    phase=phase_of(period, day),
                )
            )
    met = sum(1 for cell in cells if cell.met)
    return Part(
        kind=target.kind,
        value=Decimal(met),
        goal=Decimal(len(cells)),
        met=bool(cells) and met == len(cells),
        cells=tuple(cells),
        least=min((cell.value for cell in cells), default=None),
    )


def _inside(terms: Terms, line: CountedLine, key: str, first: date, last: date) -> bool:
    start = terms.period_starts(line.grid).get(key)
    return start is not None and first <= start <= last


def _by_rate(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    """Met ÷ eligible in percent, period by period; every exclusion is listed by the roster."""
    goal = target.percent if target.percent is not None else Decimal(100)
    kind = PeriodKind(target.period) if target.period else line.grid
    if target.of in terms.by_key:
        cells = _shares_of(terms, line, target, sums, kind, goal, day)
        return _rate_part(target, goal, cells)
    cells = []
    for period in terms.periods(kind):
        eligible = frozenset(sums.roster.eligible(terms, period))
        served = {
            who
            for (who, key), quantity in sums.people.items()
            if quantity > 0 and _inside(terms, line, key, period.start, period.end)
        }
        rate = Decimal(100)
        if eligible:
            rate = (Decimal(100 * len(eligible & served)) / len(eligible)).quantize(
                HUNDREDTH, rounding=ROUND_DOWN
            )
        cells.append(
            Cell(
                key=period.key,
                value=rate,
                goal=goal,
                met=not eligible or rate >= goal,
                phase=phase_of(period, day),
                of=len(eligible),
            )
        )
    return _rate_part(target, goal, cells)


def _rate_part(target: Target, goal: Decimal, cells: list[Cell]) -> Part:
    past = [cell for cell in cells if cell.phase is not Phase.FUTURE]
    latest = past[-1].value if past else Decimal(0)
    return Part(
        kind=target.kind,
        value=latest,
        goal=goal,
        met=bool(past) and all(cell.met for cell in past),
        cells=tuple(cells),
    )


def _shares_of(
    terms: Terms,
    line: CountedLine,
    target: Target,
    sums: Sums,
    kind: PeriodKind,
    goal: Decimal,
    day: date,
) -> list[Cell]:
    """This line in percent of another one, period by period; nothing to divide by is met."""
    other = terms.by_key[target.of]
    mine = _by_key(terms, line, sums.tallies, kind)
    theirs = _by_key(terms, other, sums.of.get(other.key, ()), kind)
    cells = []
    for period in terms.periods(kind):
        whole = theirs.get(period.key, Decimal(0))
        rate = Decimal(100)
        if whole:
            rate = 100 * mine.get(period.key, Decimal(0)) / whole
            rate = rate.quantize(HUNDREDTH, rounding=ROUND_DOWN)
        cells.append(
            Cell(
                key=period.key,
                value=rate,
                goal=goal,
                met=rate >= goal,
                phase=phase_of(period, day),
                of=int(whole),
            )
        )
    return cells


def _by_key(
    terms: Terms, line: CountedLine, tallies: Iterable[Tally], kind: PeriodKind
) -> dict[str, Decimal]:
    starts = terms.period_starts(line.grid)
    found: dict[str, Decimal] = {}
    for tally in tallies:
        if tally.scope == line.scopes[0] and tally.period in starts:
            key = terms.period_of(kind, starts[tally.period]).key
            found[key] = found.get(key, Decimal(0)) + tally.quantity
    return found


def _with_pace(terms: Terms, verdict: Verdict, day: date) -> Verdict:
    contract = terms.contract
    if not verdict.parts:
        return verdict
    if verdict.met:
        return replace(verdict, state=State.MET)
    if any(part.missed for part in verdict.parts):
        return replace(verdict, state=State.BEHIND, expected=_expected(terms, verdict, day))
    if verdict.counted == 0:
        return replace(verdict, state=State.NOT_STARTED, expected=_expected(terms, verdict, day))
    at_risk = any(part.closing(terms, day) for part in verdict.parts)
    total = next((p for p in verdict.parts if p.kind is TargetKind.TOTAL and not p.met), None)
    state = State.AT_RISK if at_risk else State.ON
    forecast = None
    if total is not None and total.goal:
        elapsed = Decimal(min(max((day - contract.start).days + 1, 1), _days(terms)))
        projected = total.value * _days(terms) / elapsed
        if total.value > 0:
            ahead = int((elapsed * total.goal / total.value).to_integral_value())
            forecast = contract.start + timedelta(days=ahead - 1)
        if projected < total.goal:
            state = State.BEHIND
        elif projected < total.goal * MARGIN:
            state = State.AT_RISK
    return replace(verdict, state=state, forecast=forecast, expected=_expected(terms, verdict, day))


def _days(terms: Terms) -> int:
    return (terms.contract.end - terms.contract.start).days + 1


def _expected(terms: Terms, verdict: Verdict, day: date) -> Decimal | None:
    """What the total should be by that day, days counted evenly."""
    if verdict.goal is None:
        return None
    elapsed = min(max((day - terms.contract.start).days + 1, 0), _days(terms))
    return (verdict.goal * elapsed / _days(terms)).quantize(HUNDREDTH, rounding=ROUND_DOWN)


def judge_all(
    terms: Terms, sums: Mapping[str, Sums], day: date, lines: Iterable[CountedLine] | None = None
) -> tuple[Verdict, ...]:
    """The verdicts on all lines, in the package's order."""
    empty = Sums()
    return tuple(
        judge(terms, line, _with_denominators(terms, line, sums, sums.get(line.key, empty)), day)
        for line in (lines or terms.lines)
    )


def _with_denominators(
    terms: Terms, line: CountedLine, sums: Mapping[str, Sums], own: Sums
) -> Sums:
    of = {t.of: sums[t.of].tallies for t in line.targets if t.of in terms.by_key and t.of in sums}
    return replace(own, of=of) if of else own
