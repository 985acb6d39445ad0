"""Slots 到点: the instants at which something is to be done, by the clock of China and a county's days.

Everything here is pure: from a declaration and two instants the slots between them, in UTC. How
many of them still have to be done after a standstill is said elsewhere (core/jobs).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.calendar.business_day import SHANGHAI, business_day
from core.calendar.working_days import OFFICIAL, Calendar, is_working_day

#: Within so many days there is a slot of every daily or monthly declaration: longer than the longest
#: holiday, and than a month.
FAR = timedelta(days=45)


@dataclass(frozen=True, kw_only=True, slots=True)
class Every:
    """Every so many minutes, counted from midnight UTC, day and night."""

    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Daily:
    """Each day at this time in China; with ``working_days`` on working days only."""

    at: time
    working_days: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthEnd:
    """Once a month at this time, on the working day after which ``left`` more of them follow."""

    at: time
    left: int


When = Every | Daily | MonthEnd


def by_working_days(when: When) -> bool:
    """Whether the slots depend on which days a county's offices work."""
    return isinstance(when, MonthEnd) or (isinstance(when, Daily) and when.working_days)


def slots_between(
    when: When, after: datetime, until: datetime, calendar: Calendar = OFFICIAL
) -> Iterator[datetime]:
    """The slots later than ``after`` and not later than ``until``, in order, in UTC."""
    if isinstance(when, Every):
        length = timedelta(minutes=when.minutes)
        slot = _floor(after, length) + length
        while slot <= until:
            yield slot
            slot += length
        return
    day, last = business_day(after), business_day(until)
    while day <= last:
        slot = datetime.combine(day, when.at, SHANGHAI).astimezone(UTC)
        if after < slot <= until and _meant(when, day, calendar):
            yield slot
        day += timedelta(days=1)


def latest_slot(when: When, until: datetime, calendar: Calendar = OFFICIAL) -> datetime | None:
    """The last slot not later than this instant."""
    if isinstance(when, Every):
        return _floor(until, timedelta(minutes=when.minutes))
    return max(slots_between(when, until - FAR, until, calendar), default=None)


def next_slot(when: When, after: datetime, calendar: Calendar = OFFICIAL) -> datetime | None:
    """The first slot later than this instant."""
    return next(slots_between(when, after, after + FAR, calendar), None)


def _floor(at: datetime, length: timedelta) -> datetime:
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return at.astimezone(UTC) - (at - start) % length


def _meant(when: Daily | MonthEnd, day: date, calendar: Calendar) -> bool:
    if isinstance(when, Daily):
        return not when.working_days or is_working_day(day, calendar)
    if not is_working_day(day, calendar):
        return False
    number = monthrange(day.year, day.month)[1] - day.day
    following = (day + timedelta(days=n) for n in range(1, number + 1))
    return sum(is_working_day(one, calendar) for one in following) == when.left


def said(when: When) -> str:
    """The declaration as one reads it on a page."""
    if isinstance(when, Every):
        return f"每 {when.minutes} 分钟"
    at = f"{when.at:%H:%M}"
    if isinstance(when, Daily):
        return f"每个工作日 {at}" if when.working_days else f"每天 {at}"
    return f"每月倒数第 {when.left + 1} 个工作日 {at}"


__all__ = [
    "Daily",
    "Every",
    "MonthEnd",
    "When",
    "latest_slot",
    "next_slot",
    "said",
    "slots_between",
]
