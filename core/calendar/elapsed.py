"""How many working days of a stretch have passed, and on which day its n-th one falls."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

from core.calendar.working_days import OFFICIAL, Calendar, is_working_day


@lru_cache(maxsize=1024)
def working_days_in(first: date, last: date, calendar: Calendar = OFFICIAL) -> tuple[date, ...]:
    """Every working day of a county from first to last, both included, in order."""
    span = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(max(span, 0)))
    return tuple(day for day in days if is_working_day(day, calendar))


@lru_cache(maxsize=1024)
def days_in(first: date, last: date) -> tuple[date, ...]:
    """Every day from first to last, both included, in order."""
    return tuple(first + timedelta(days=n) for n in range(max((last - first).days + 1, 0)))


def passed(days: tuple[date, ...], day: date) -> int:
    """How many of the days have come, the day itself included."""
    return bisect_right(days, day)
