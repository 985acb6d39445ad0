"""What a line's judgement reads: sums, people and the roster; and a quantity in its own unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from core.facts import Tally
from core.ledger.rules.roster import Roster
from core.packages.schema import Measure
from core.packages.terms import CountedLine

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a line's judgement reads: its tallies, per-person sums, and the roster.

    ``of`` holds the tallies of the lines that are the denominator of its rates; ``sealed`` are the
    months that are closed, and then the tallies say in which month they were booked. ``people`` is
    period → person → quantity.
    """

    tallies: tuple[Tally, ...] = ()
    of: Mapping[str, tuple[Tally, ...]] = field(default_factory=dict)
    sealed: frozenset[str] = frozenset()
    people: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)
    states: Mapping[str, Decimal] = field(default_factory=dict)


def in_units(line: CountedLine, quantity: Decimal) -> Decimal:
    """A stored quantity in the line's own unit; hours never round up."""
    if line.measure is Measure.HOURS:
        return (quantity / line.hour_minutes).quantize(HUNDREDTH, rounding=ROUND_DOWN).normalize()
    return quantity
