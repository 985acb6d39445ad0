"""Verdicts: is a line met, how does it stand against its pace, and which part is missing.

States, by rule and in this order: ● 达标 every part is met · ✕ 落后 a closed period's minimum is
missed, and the term is such a period · ○ 未开始 nothing counted · ✕ 落后 the present pace misses
the target · ▲ 有风险 the pace meets it by less than a tenth, or a running period's minimum is still
open in its last third · ◔ 推进中. A snapshot of dated facts (``state``) has no pace.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.facts import PeriodKind, Tally
from core.ledger.rules.by_people import by_person, by_rate
from core.ledger.rules.figures import figures
from core.ledger.rules.pace import Pace, pace_of
from core.ledger.rules.parts import Cell, Part, Phase, cells_of, phase_of, wanted_of
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import Sums, in_units
from core.ledger.rules.states import state_in
from core.ledger.rules.wordings import KEPT, agreed_from, joined, wordings
from core.packages.schema import Measure, Target, TargetKind
from core.packages.terms import OWN_PERIOD, CountedLine, Terms


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
    """One line on one day. ``value`` and ``goal`` are in ``unit``: the line's own, people, or per cent."""

    line: CountedLine
    value: Decimal
    goal: Decimal | None
    unit: str
    parts: tuple[Part, ...]
    state: State
    met: bool
    counted: int
    refused: int
    overflow: Decimal
    pace: Pace | None = None
    forecast: date | None = None

    @property
    def expected(self) -> Decimal | None:
        """What should be there by the day, rounded down to 0.01; None without a goal."""
        return self.pace.expected if self.pace else None

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
    if line.measure is Measure.STATE and line.key in sums.states:
        value = sums.states[line.key]
    value, goal, unit = figures(line, parts, value)
    met = bool(parts) and all(part.met for part in parts)
    verdict = Verdict(
        line=line,
        value=value,
        goal=goal,
        unit=unit,
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
        return _total_of_some(terms, line, target, tallies, day, sums.sealed)
    if target.kind in (TargetKind.TOTAL, TargetKind.MILESTONE, TargetKind.STANDING):
        goal = goal if goal is not None else Decimal(1)
        return Part(kind=target.kind, value=value, goal=goal, met=value >= goal)
    if target.kind in (TargetKind.EVERY_PERIOD, TargetKind.DEADLINE):
        return _by_period(terms, line, target, tallies, sums, day)
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
    terms: Terms,
    line: CountedLine,
    target: Target,
    tallies: list[Tally],
    day: date,
    sealed: frozenset[str],
) -> Part:
    """A total over some periods: one cell, which closes with the last of them."""
    kind = PeriodKind(target.period) if target.period else line.grid
    goal = target.min if target.min is not None else Decimal(1)
    each = cells_of(terms, line, target, kind, goal, tallies, day, in_units, sealed)
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
    sums: Sums,
    day: date,
) -> Part:
    kind = PeriodKind(target.period) if target.period else line.grid
    goal = target.min if target.min is not None else Decimal(1)
    if line.measure is Measure.STATE:
        cells = _states_by_period(terms, line, target, kind, sums.roster, day)
    else:
        cells = cells_of(terms, line, target, kind, goal, tallies, day, in_units, sums.sealed)
    whole = all(cell.met for cell in cells)
    return Part(
        kind=target.kind,
        value=Decimal(sum(1 for cell in cells if cell.met)),
        goal=Decimal(len(cells)),
        met=bool(cells) and whole,
        cells=cells,
    )


def _with_pace(terms: Terms, verdict: Verdict, day: date) -> Verdict:
    """The verdict with its pace and its state, by the rules above and in their order."""
    if not verdict.parts:
        return verdict
    totals = [p for p in verdict.parts if p.kind is TargetKind.TOTAL and not p.cells]
    total = next((part for part in totals if not part.met), next(iter(totals), None))
    pace = None
    if verdict.goal is not None:
        value, goal = (total.value, total.goal) if total else (verdict.value, verdict.goal)
        first, last = agreed_from(terms, verdict.line), terms.contract.end
        pace = pace_of(verdict.line, value, goal or Decimal(0), first, last, day, terms.calendar)
    led = pace if total and not total.met and verdict.line.measure is not Measure.STATE else None
    state = _state(terms, verdict, led, day)
    heading = led if led and state in (State.ON, State.AT_RISK) else None
    return replace(verdict, state=state, pace=pace, forecast=heading.forecast if heading else None)


def _state(terms: Terms, verdict: Verdict, pace: Pace | None, day: date) -> State:
    if verdict.met:
        return State.MET
    if any(part.missed for part in verdict.parts) or day > terms.contract.end:
        return State.BEHIND
    if not verdict.counted and not verdict.value:
        return State.NOT_STARTED
    if pace and pace.misses:
        return State.BEHIND
    if (pace and pace.narrow) or any(part.closing(terms, day) for part in verdict.parts):
        return State.AT_RISK
    return State.ON


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
