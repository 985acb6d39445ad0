"""Verdicts: is a line met, how does it stand against its pace, and which part is missing.

States, by rule: ● 达标 every part is met · ✕ 落后 a closed period's minimum is missed, or the
present pace misses the target · ▲ 有风险 the pace meets it by less than a tenth, or a running
period's minimum is still open in its last third · ○ 未开始 nothing counted · ◔ 推进中.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from core.facts import PeriodKind, Tally
from core.ledger.rules.by_people import by_person, by_rate
from core.ledger.rules.parts import Cell, Part, Phase, cells_of, phase_of, wanted_of
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import HUNDREDTH, Sums, in_units
from core.ledger.rules.states import state_in
from core.ledger.rules.wordings import KEPT, agreed_from, joined, wordings
from core.packages.schema import Measure, Target, TargetKind
from core.packages.terms import OWN_PERIOD, CountedLine, Terms

MARGIN = Decimal("1.1")


class State(StrEnum):
    """How an indicator stands; ``info`` for lines without a target."""

    NOT_STARTED = "not_started"
    ON = "on"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    MET = "met"
    INFO = "info"


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


def judge(terms: Terms, line: CountedLine, sums: Sums, day: date) -> Verdict:
    """The verdict on one line, seen on a day."""
    own = line.scopes[0]
    tallies = [tally for tally in sums.tallies if tally.scope == own]
    value = in_units(line, sum((t.quantity for t in tallies), Decimal(0)))
    parts = _parts(terms, line, sums, day)
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


def _parts(terms: Terms, line: CountedLine, sums: Sums, day: date) -> tuple[Part, ...]:
    """One part for each target; periods before a change are held against what held in them."""
    (own, _), *earlier = wordings(terms, line)
    parts = tuple(_part(own, line, target, sums, day) for target in line.targets)
    kept = tuple(
        _part(then, wording, target, sums, day)
        for then, wording in earlier
        for target in wording.targets
        if target.kind in KEPT and target.period != PeriodKind.TERM
    )
    return joined(parts, kept)


def _goal(parts: tuple[Part, ...]) -> Decimal | None:
    """The total's own goal; totals that are limited to some periods (each year its own) add up."""
    totals = [p for p in parts if p.kind is TargetKind.TOTAL]
    whole = next((p for p in totals if not p.cells), None)
    if whole is not None:
        return whole.goal
    if totals:
        return sum((p.goal or Decimal(0) for p in totals), Decimal(0))
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
    if target.kind is TargetKind.TOTAL and target.only:
        return _total_of_some(terms, line, target, tallies, day)
    if target.kind in (TargetKind.TOTAL, TargetKind.MILESTONE, TargetKind.STANDING):
        goal = goal if goal is not None else Decimal(1)
        return Part(kind=target.kind, value=value, goal=goal, met=value >= goal)
    if target.kind in (TargetKind.EVERY_PERIOD, TargetKind.DEADLINE):
        return _by_period(terms, line, target, tallies, sums.roster, day)
    if target.kind is TargetKind.EVERY_PERSON:
        return by_person(terms, line, target, sums, day)
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
    return by_rate(terms, line, target, sums, day)


def _total_of_some(
    terms: Terms, line: CountedLine, target: Target, tallies: list[Tally], day: date
) -> Part:
    """A total over some periods: one cell, which closes with the last of them."""
    kind = PeriodKind(target.period) if target.period else line.grid
    goal = target.min if target.min is not None else Decimal(1)
    each = cells_of(terms, line, target, kind, goal, tallies, day, in_units)
    value = sum((cell.value for cell in each), Decimal(0))
    phases = {cell.phase for cell in each}
    phase = phases.pop() if len(phases) == 1 else Phase.RUNNING
    key = each[-1].key if each else ""
    cell = Cell(key=key, value=value, goal=goal, met=value >= goal, phase=phase)
    return Part(kind=target.kind, value=value, goal=goal, met=cell.met, cells=(cell,))


def _states_by_period(
    terms: Terms, line: CountedLine, target: Target, kind: PeriodKind, roster: Roster, day: date
) -> tuple[Cell, ...]:
    """What a state line reads in each period that has begun."""
    goal = target.min if target.min is not None else Decimal(1)
    found = []
    for period, wanted in wanted_of(terms, target, kind, goal):
        value = state_in(line, roster, period, day)
        phase = phase_of(period, day)
        met = phase is not Phase.FUTURE and value >= wanted
        found.append(Cell(key=period.key, value=value, goal=wanted, met=met, phase=phase))
    return tuple(found)


def _by_period(
    terms: Terms,
    line: CountedLine,
    target: Target,
    tallies: list[Tally],
    roster: Roster,
    day: date,
) -> Part:
    kind = PeriodKind(target.period) if target.period else line.grid
    goal = target.min if target.min is not None else Decimal(1)
    if line.measure is Measure.STATE:
        cells = _states_by_period(terms, line, target, kind, roster, day)
    else:
        cells = cells_of(terms, line, target, kind, goal, tallies, day, in_units)
    whole = all(cell.met for cell in cells)
    return Part(
        kind=target.kind,
        value=Decimal(sum(1 for cell in cells if cell.met)),
        goal=Decimal(len(cells)),
        met=bool(cells) and whole,
        cells=cells,
    )


def _with_pace(terms: Terms, verdict: Verdict, day: date) -> Verdict:
    start = agreed_from(terms, verdict.line)
    if not verdict.parts:
        return verdict
    if verdict.met:
        return replace(verdict, state=State.MET)
    if any(part.missed for part in verdict.parts):
        return replace(verdict, state=State.BEHIND, expected=_expected(terms, verdict, day))
    if verdict.counted == 0:
        return replace(verdict, state=State.NOT_STARTED, expected=_expected(terms, verdict, day))
    at_risk = any(part.closing(terms, day) for part in verdict.parts)
    total = next(
        (p for p in verdict.parts if p.kind is TargetKind.TOTAL and not p.met and not p.cells), None
    )
    state = State.AT_RISK if at_risk else State.ON
    forecast = None
    if total is not None and total.goal:
        whole = _days(terms, start)
        elapsed = Decimal(min(max((day - start).days + 1, 1), whole))
        projected = total.value * whole / elapsed
        if total.value > 0:
            ahead = int((elapsed * total.goal / total.value).to_integral_value())
            forecast = start + timedelta(days=ahead - 1)
        if projected < total.goal:
            state = State.BEHIND
        elif projected < total.goal * MARGIN:
            state = State.AT_RISK
    return replace(verdict, state=state, forecast=forecast, expected=_expected(terms, verdict, day))


def _days(terms: Terms, start: date) -> int:
    return (terms.contract.end - start).days + 1


def _expected(terms: Terms, verdict: Verdict, day: date) -> Decimal | None:
    """What the total should be by that day, days counted evenly."""
    if verdict.goal is None:
        return None
    start = agreed_from(terms, verdict.line)
    whole = _days(terms, start)
    elapsed = min(max((day - start).days + 1, 0), whole)
    return (verdict.goal * elapsed / whole).quantize(HUNDREDTH, rounding=ROUND_DOWN)


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
