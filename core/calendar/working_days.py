"""Working days in China: official holidays and make-up working days 调休, year by year."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether offices work on that day; years not yet announced are reckoned provisionally (暂定)."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5 and day not in _reckoned(day.year)


def is_provisional(day: date) -> bool:
    """Whether the year's official arrangement is not yet known (暂定)."""
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return True
    return False


@lru_cache(maxsize=64)
def _reckoned(year: int) -> frozenset[date]:
    # Asked only for years not yet announced; the library takes long to load.
    import holidays

    return frozenset(holidays.country_holidays("CN", years=year))


def last_working_day(first: date, last: date) -> date:
    """The last working day from first to last; the last day itself when there is none."""
    day = last
    while day >= first:
        if is_working_day(day):
            return day
        day -= timedelta(days=1)
    return last


def working_days_after(day: date, number: int) -> date:
    """The working day that comes ``number`` working days after a day; the day itself for none."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day
