"""Deadlines 时限: the day and the hour by which something of a period must be handed in."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.calendar.business_day import SHANGHAI
from core.calendar.periods import add_months
from core.calendar.working_days import (
    OFFICIAL,
    ONE_DAY,
    Calendar,
    is_provisional,
    is_working_day,
    last_working_day,
    remark_on,
    working_days_after,
)
from core.facts.period import Period

#: What ``due`` may say, and whether it counts ``day`` days of some kind.
DUES: Mapping[str, bool] = {
    "": True,
    "last_working_day": False,
    "last_day": False,
    "working_day": True,
    "working_days_after": True,
    "days_after": True,
}
STEPS = {"before": -ONE_DAY, "after": ONE_DAY}


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A deadline as a package declares it.

    ``due`` is empty for the ``day`` of the month that lies ``months_after`` months after the one
    in which the period ends; ``last_day`` and ``last_working_day`` are those of that month,
    ``working_day`` its ``day``-th working day. ``days_after`` and ``working_days_after`` count
    ``day`` days from the period's own end. ``holiday`` moves a day that is no working day
    ``before`` or ``after``, or leaves it ``unchanged``. ``inclusive`` says whether the day itself
    is still in time, ``time`` until which hour in China.
    """

    day: int | None = None
    due: str = ""
    months_after: int = 0
    inclusive: bool = True
    holiday: str = "unchanged"
    time: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When a deadline of one period falls due: the last day in time, and the instant of its end.

    ``at`` (UTC) is the hour that was agreed, else the midnight that ends the day. ``provisional``
    (暂定) says that the day may still move, because its year is not announced yet.
    """

    day: date
    time: str
    at: datetime
    provisional: bool
    remark: str

    @property
    def say(self) -> str:
        """2 月 28 日（周六，调休上班）12:00 前."""
        remarks = "，".join(filter(None, (self.remark, "暂定" if self.provisional else "")))
        hour = f"{self.time} " if self.time else ""
        return f"{self.day.month} 月 {self.day.day} 日（{remarks}）{hour}前"


def due_of(deadline: Deadline, period: Period, calendar: Calendar = OFFICIAL) -> Due:
    """When the deadline of a period falls due, by a county's calendar."""
    start, day = _looked_at(deadline, period, calendar)
    first, last = min(start, day), max(start, day)
    looked = (first + timedelta(days=n) for n in range((last - first).days + 1))
    moves = deadline.holiday in STEPS or "working" in deadline.due
    provisional = moves and any(is_provisional(one, calendar) for one in looked)
    if not deadline.inclusive:
        day -= ONE_DAY
    hour = time.fromisoformat(deadline.time) if deadline.time else time()
    ends_on = day if deadline.time else day + ONE_DAY
    return Due(
        day=day,
        time=deadline.time,
        at=datetime.combine(ends_on, hour, SHANGHAI).astimezone(UTC),
        provisional=provisional,
        remark=remark_on(day, calendar),
    )


def due_on(deadline: Deadline, period: Period, calendar: Calendar = OFFICIAL) -> date:
    """The last day on which handing in is still in time."""
    return due_of(deadline, period, calendar).day


def _looked_at(deadline: Deadline, period: Period, calendar: Calendar) -> tuple[date, date]:
    """From which day on was looked for the day, and the day."""
    first = add_months(period.end.replace(day=1), deadline.months_after)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    if deadline.due == "last_working_day":
        return last, last_working_day(first, last, calendar)
    if deadline.due == "working_day":
        return first, working_days_after(first - ONE_DAY, deadline.day or 1, calendar)
    if deadline.due == "working_days_after":
        return period.end + ONE_DAY, working_days_after(period.end, deadline.day or 0, calendar)
    if deadline.due == "days_after":
        start = period.end + timedelta(days=deadline.day or 0)
    elif deadline.due == "last_day":
        start = last
    else:
        start = first.replace(day=min(deadline.day or last.day, last.day))
    day, step = start, STEPS.get(deadline.holiday)
    while step and not is_working_day(day, calendar):
        day += step
    return start, day
