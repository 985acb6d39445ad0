"""Working days in China: official holidays and make-up working days 调休, and a county's own.

What the county has said of a day comes first, then the official arrangement, then, for years that
are not announced yet, weekdays that are no known holiday: those are provisional (暂定).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

WEEKDAYS = "一二三四五六日"
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days of a county 工作日历: what it said of single days wins over everything.

    ``working`` are days on which its offices work, ``free`` days on which they do not.
    """

    working: frozenset[date] = frozenset()
    free: frozenset[date] = frozenset()

    def said(self, day: date) -> bool | None:
        """What the county said of the day; None when it said nothing."""
        return True if day in self.working else False if day in self.free else None


#: The national arrangement, and nothing of a county's own.
OFFICIAL = Calendar()


@lru_cache(maxsize=4096)
def _arranged(day: date) -> bool | None:
    """The official arrangement; None while the year is not announced."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def is_working_day(day: date, calendar: Calendar = OFFICIAL) -> bool:
    """Whether offices work on that day; never fails, whatever the year."""
    for known in (calendar.said(day), _arranged(day)):
        if known is not None:
            return known
    return day.weekday() < SATURDAY and day not in _reckoned(day.year)


def is_provisional(day: date, calendar: Calendar = OFFICIAL) -> bool:
    """Whether nobody has yet announced if that day is worked (暂定)."""
    return calendar.said(day) is None and _arranged(day) is None


@lru_cache(maxsize=64)
def _reckoned(year: int) -> frozenset[date]:
    # Asked only for years not yet announced; the library takes long to load.
    import holidays

    return frozenset(holidays.country_holidays("CN", years=year))


def last_working_day(first: date, last: date, calendar: Calendar = OFFICIAL) -> date:
    """The last working day from first to last; the last day itself when there is none."""
    day = last
    while day >= first:
        if is_working_day(day, calendar):
            return day
        day -= ONE_DAY
    return last


def working_days_after(day: date, number: int, calendar: Calendar = OFFICIAL) -> date:
    """The working day that comes ``number`` working days after a day; the day itself for none."""
    while number > 0:
        day += ONE_DAY
        number -= is_working_day(day, calendar)
    return day


def remark_on(day: date, calendar: Calendar = OFFICIAL) -> str:
    """周六，调休上班: the weekday, and what is unusual about the day."""
    works, said = is_working_day(day, calendar), calendar.said(day)
    usual = day.weekday() < SATURDAY
    parts = [f"周{WEEKDAYS[day.weekday()]}"]
    if said is not None and said != _arranged(day):
        parts.append("本县定为上班" if works else "本县定为休息")
    elif works is not usual:
        parts.append("调休上班" if works else "放假")
    return "，".join(parts)
