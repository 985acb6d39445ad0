"""The figures of a verdict: one value against one goal, and the unit in which both are read."""

from collections.abc import Iterable
from decimal import Decimal

from core.ledger.rules.parts import Cell, Part
from core.packages.schema import Measure, TargetKind
from core.packages.terms import CountedLine

PEOPLE, PERCENT = "人", "%"
#: Targets of which it is told how many reach them, or to which share: not how much was counted.
OF_THEIR_OWN = (TargetKind.EVERY_PERSON, TargetKind.COVERAGE, TargetKind.RATE)
UNITS = {TargetKind.EVERY_PERSON: PEOPLE, TargetKind.RATE: PERCENT}
#: Targets that want their own in every period: too much in one makes up for no other.
EVERY_PERIOD = (TargetKind.EVERY_PERIOD, TargetKind.DEADLINE)
#: Measures of which each period has a reading, and the last one stands for all.
READINGS = (Measure.STATE, Measure.LEVEL)


def figures(
    line: CountedLine, parts: tuple[Part, ...], counted: Decimal
) -> tuple[Decimal, Decimal | None, str]:
    """Value, goal and unit of a line of which so much was counted.

    A total leads. Without one it is the first part with a goal: people who reached it, kinds that
    were covered, per cent; or, for a minimum in every period, what all periods want together.
    """
    if any(part.kind is TargetKind.TOTAL for part in parts):
        return counted, _total(parts), line.unit_label
    main = next((part for part in parts if part.goal is not None), None)
    if main is None:
        return counted, None, line.unit_label
    if main.kind in OF_THEIR_OWN:
        return main.value, main.goal, UNITS.get(main.kind, line.unit_label)
    if main.kind in EVERY_PERIOD:
        return counted, _wanted(line, main.cells), line.unit_label
    return counted, main.goal, line.unit_label


def percent_reached(
    line: CountedLine, parts: tuple[Part, ...], value: Decimal, goal: Decimal | None
) -> int | None:
    """Per cent of the goal, whole, rounded down; of minima in every period what is too much is left out."""
    if not goal:
        return None
    main = next((part for part in parts if part.goal is not None), None)
    total = any(part.kind is TargetKind.TOTAL for part in parts)
    if total or main is None or main.kind not in EVERY_PERIOD or line.measure in READINGS:
        return int(100 * value / goal)
    return int(100 * sum(min(cell.value, cell.goal) for cell in main.cells) / goal)


def _total(parts: Iterable[Part]) -> Decimal | None:
    """The total's own goal; totals that are limited to some periods (each year its own) add up."""
    totals = [part for part in parts if part.kind is TargetKind.TOTAL]
    whole = next((part for part in totals if not part.cells), None)
    if whole is not None:
        return whole.goal
    return sum((part.goal or Decimal(0) for part in totals), Decimal(0))


def _wanted(line: CountedLine, cells: tuple[Cell, ...]) -> Decimal:
    """What the periods want together; of a reading no more than the highest of them."""
    goals = [cell.goal for cell in cells] or [Decimal(0)]
    return max(goals) if line.measure in READINGS else sum(goals, Decimal(0))
