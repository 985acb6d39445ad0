"""Deadlines 时限: the day by which something of a period must be handed in."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar.periods import add_months
from core.calendar.working_days import is_working_day, last_working_day
from core.facts.period import Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """``day`` of the month (or ``due`` = last_working_day, last_day), months after the period ends.

    ``inclusive`` says whether the day itself is still in time; ``holiday`` moves a day that is no
    working day: ``before``, ``after``, or ``unchanged``.
    """

    day: int | None = None
    due: str = ""
    months_after: int = 0
    inclusive: bool = True
    holiday: str = "unchanged"


def due_on(deadline: Deadline, period: Period) -> date:
    """The last day on which handing in is still in time."""
    month = add_months(period.end.replace(day=1), deadline.months_after)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    if deadline.due == "last_working_day":
        return last_working_day(month, last)
    day = (
        last if deadline.due == "last_day" else month.replace(day=min(deadline.day or 31, last.day))
    )
    step = {"before": -1, "after": 1}.get(deadline.holiday)
    while step and not is_working_day(day):
        day += timedelta(days=step)
    return day if deadline.inclusive else day - timedelta(days=1)
