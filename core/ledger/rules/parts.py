"""Parts of a verdict: one per target, with its cells (periods, people or kinds)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.facts import Period, PeriodKind, Tally
from core.packages.schema import Target, TargetKind
from core.packages.terms import CountedLine, Terms


class Phase(StrEnum):
    """Where a period stands against the day."""

    CLOSED = "closed"
    RUNNING = "running"
    FUTURE = "future"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One period, person or kind of a part.

    ``of`` is the denominator of a rate, ``without`` who of it was not served, ``excluded`` who was
    left out of it, each with the reason. ``changed`` is what was booked for a sealed period after
    its sealing 封存后变动: it stands beside the value and changes nothing in it.
    """

    key: str
    value: Decimal
    goal: Decimal
    met: bool
    phase: Phase
    late: int = 0
    of: int = 0
    without: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    changed: Decimal = Decimal(0)


#: Targets whose cells are periods.
BY_PERIOD = (
    TargetKind.EVERY_PERIOD,
    TargetKind.DEADLINE,
    TargetKind.RATE,
    TargetKind.TOTAL,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One target's own verdict. ``least`` is the lowest value among the people."""

    kind: TargetKind
    value: Decimal
    goal: Decimal | None
    met: bool
    cells: tuple[Cell, ...] = ()
    least: Decimal | None = None

    @property
    def missed(self) -> bool:
        """Whether a closed period's minimum was missed: that cannot be made up."""
        return any(cell.phase is Phase.CLOSED and not cell.met for cell in self.cells)

    def closing(self, terms: Terms, day: date) -> bool:
        """Whether a running period's minimum is still open in its last third."""
        if self.kind not in BY_PERIOD:
            return False
        return any(
            cell.phase is Phase.RUNNING and not cell.met and _last_third(terms, cell.key, day)
            for cell in self.cells
        )


def _last_third(terms: Terms, key: str, day: date) -> bool:
    for kind in PeriodKind:
        if kind is PeriodKind.DAY:
            continue
        period = terms.period_of(kind, day)
        if period.key == key:
            return (day - period.start).days * 3 >= period.days * 2
    return False


def phase_of(period: Period, day: date) -> Phase:
    """Closed, running or still to come."""
    if day > period.end:
        return Phase.CLOSED
    return Phase.FUTURE if day < period.start else Phase.RUNNING


def periods_of(terms: Terms, target: Target, kind: PeriodKind) -> Iterator[Period]:
    """The periods that a target speaks of: all of that kind, or only those that it names.

    Terms that hold for a stretch of days speak of the periods that begin in it; totals and the
    whole term run over every stretch.
    """
    whole = target.kind is TargetKind.TOTAL or kind is PeriodKind.TERM
    for period in terms.periods(kind):
        if not whole and not terms.since <= period.start <= terms.until:
            continue
        if not target.only or period.key in target.only:
            yield period


def wanted_of(
    terms: Terms, target: Target, kind: PeriodKind, goal: Decimal
) -> Iterator[tuple[Period, Decimal]]:
    """Each period with what is wanted in it; one that the term cut short by the package's choice:
    the full amount, its share by days (rounded half up), or nothing at all."""
    rule = terms.rules.get("partial_period", "full")
    for period in periods_of(terms, target, kind):
        if not period.partial or rule == "full":
            yield period, goal
        elif rule == "by_days":
            share = goal * period.days / period.whole_days
            yield period, share.to_integral_value(rounding=ROUND_HALF_UP)


def cells_of(
    terms: Terms,
    line: CountedLine,
    target: Target,
    kind: PeriodKind,
    goal: Decimal,
    tallies: Iterable[Tally],
    day: date,
    in_units: Callable[[CountedLine, Decimal], Decimal],
    sealed: frozenset[str] = frozenset(),
) -> tuple[Cell, ...]:
    """One cell for each period: its sum against the minimum; late ones as the target says.

    A period whose last month is sealed keeps what was booked by then.
    """
    starts = terms.period_starts(line.grid)
    sums: dict[str, Decimal] = {}
    late: dict[str, int] = {}
    changed: dict[str, Decimal] = {}
    for tally in tallies:
        start = starts.get(tally.period)
        if start is None:
            continue
        period = terms.period_of(kind, start)
        key, month = period.key, f"{period.end:%Y-%m}"
        if month in sealed and tally.booking > month:
            changed[key] = changed.get(key, Decimal(0)) + tally.quantity
            continue
        sums[key] = sums.get(key, Decimal(0)) + tally.quantity
        late[key] = late.get(key, 0) + tally.late
    only_in_time = target.kind is TargetKind.DEADLINE
    found = []
    for period, wanted in wanted_of(terms, target, kind, goal):
        value = in_units(line, sums.get(period.key, Decimal(0)))
        in_time = value - late.get(period.key, 0) if only_in_time else value
        found.append(
            Cell(
                key=period.key,
                value=value,
                goal=wanted,
                met=in_time >= wanted,
                phase=phase_of(period, day),
                late=late.get(period.key, 0),
                changed=in_units(line, changed.get(period.key, Decimal(0))),
            )
        )
    return tuple(found)
