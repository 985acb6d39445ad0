"""Pace 进度: how much of its time a total has had, how much it made of it, and where that leads.

One rule for all (core/decisions/018): the pace is what was counted since the line was agreed,
divided by the working days (工作日, with make-up days) since then, the day itself included. A
reading of an outside counter also grows at weekends: its days are calendar days.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from functools import cached_property

from core.calendar import OFFICIAL, Calendar
from core.calendar.elapsed import days_in, passed, working_days_in
from core.ledger.rules.seen import HUNDREDTH
from core.packages.schema import Measure
from core.packages.terms import CountedLine

#: Met by less than a tenth is at risk.
MARGIN = Decimal("1.1")


@dataclass(frozen=True, kw_only=True)
class Pace:
    """A total on a day. ``value`` and ``goal`` are in the line's own unit; ``days`` are those of
    its term on which work is expected, ``elapsed`` is how many of them have come."""

    value: Decimal
    goal: Decimal
    days: tuple[date, ...]
    elapsed: int
    working: bool

    @property
    def whole(self) -> int:
        """All days on which work is expected; at least one."""
        return max(len(self.days), 1)

    @property
    def expected(self) -> Decimal:
        """What should be there by the day, every expected day alike; rounded down to 0.01."""
        share = self.goal * min(self.elapsed, self.whole) / self.whole
        return share.quantize(HUNDREDTH, rounding=ROUND_DOWN)

    @property
    def had(self) -> int:
        """The days that the value took: at least one, also before the first working day."""
        return max(min(self.elapsed, self.whole), 1)

    @property
    def rate(self) -> Decimal:
        """How much was made on one day."""
        return self.value / self.had

    @property
    def projected(self) -> Decimal:
        """What the total comes to at the end of the term when the pace stays; exact."""
        return self.value * self.whole / self.had

    @cached_property
    def forecast(self) -> date | None:
        """The day on which the goal is reached when the pace stays; None when not in the term."""
        if self.value <= 0:
            return None
        wanted = int((self.had * self.goal / self.value).to_integral_value(ROUND_CEILING))
        return self.days[wanted - 1] if 0 < wanted <= len(self.days) else None

    @property
    def misses(self) -> bool:
        """Whether the present pace misses the target."""
        return self.projected < self.goal

    @property
    def narrow(self) -> bool:
        """Whether it meets the target by less than a tenth."""
        return not self.misses and self.projected < self.goal * MARGIN


def pace_of(
    line: CountedLine,
    value: Decimal,
    goal: Decimal,
    first: date,
    last: date,
    day: date,
    calendar: Calendar = OFFICIAL,
) -> Pace:
    """The pace of a line that was agreed on from ``first`` and ends on ``last``."""
    working = line.measure is not Measure.LEVEL
    days = working_days_in(first, last, calendar) if working else days_in(first, last)
    return Pace(value=value, goal=goal, days=days, elapsed=passed(days, day), working=working)
