"""How a term is cut into periods 分期: calendar ones, or counted from the contract's first day.

Keys: ``2025-03`` month · ``2025-03a``/``2025-03b`` half-months (1–15, 16–end) · ``2025-Q1``
calendar quarter · ``C1`` contract quarter · ``M1`` contract month · ``Y1`` contract year ·
``2025-W07`` ISO week (``2025-W05a``/``b`` where a month end cuts it) · ``2025`` year · ``term``.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from core.facts.period import Period, PeriodKind

MONTHS_IN = {
    PeriodKind.CONTRACT_MONTH: (1, "M"),
    PeriodKind.CONTRACT_QUARTER: (3, "C"),
    PeriodKind.CONTRACT_YEAR: (12, "Y"),
}


def add_months(day: date, months: int) -> date:
    """The same day some months later; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _whole(kind: PeriodKind, day: date, weeks: str) -> tuple[str, date, date]:
    """Key, first and last day of the uncut calendar period that holds the day."""
    if kind is PeriodKind.DAY:
        return day.isoformat(), day, day
    if kind is PeriodKind.MONTH:
        last = monthrange(day.year, day.month)[1]
        return f"{day:%Y-%m}", day.replace(day=1), day.replace(day=last)
    if kind is PeriodKind.HALF_MONTH:
        if day.day <= 15:
            return f"{day:%Y-%m}a", day.replace(day=1), day.replace(day=15)
        last = monthrange(day.year, day.month)[1]
        return f"{day:%Y-%m}b", day.replace(day=16), day.replace(day=last)
    if kind is PeriodKind.QUARTER:
        quarter = (day.month - 1) // 3
        first = date(day.year, quarter * 3 + 1, 1)
        return f"{day.year}-Q{quarter + 1}", first, add_months(first, 3) - timedelta(days=1)
    if kind is PeriodKind.YEAR:
        return f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31)
    if kind is PeriodKind.WEEK:
        return _week(day, weeks)
    raise ValueError(f"no calendar period: {kind}")


def _week(day: date, weeks: str) -> tuple[str, date, date]:
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    year, number, _ = day.isocalendar()
    key = f"{year}-W{number:02d}"
    if weeks == "iso" or monday.month == sunday.month:
        return key, monday, sunday
    first_of_next = sunday.replace(day=1)
    if day < first_of_next:
        return f"{key}a", monday, first_of_next - timedelta(days=1)
    return f"{key}b", first_of_next, sunday


def _contract_period(kind: PeriodKind, day: date, start: date) -> tuple[str, date, date]:
    months, letter = MONTHS_IN[kind]
    number = ((day.year - start.year) * 12 + day.month - start.month) // months
    while add_months(start, number * months) > day:
        number -= 1
    while add_months(start, (number + 1) * months) <= day:
        number += 1
    first = add_months(start, number * months)
    return f"{letter}{number + 1}", first, add_months(start, (number + 1) * months) - timedelta(1)


@lru_cache(maxsize=65536)
def period_of(kind: PeriodKind, day: date, start: date, end: date, weeks: str = "iso") -> Period:
    """The period of that kind that holds the day, cut to the term from ``start`` to ``end``."""
    if kind is PeriodKind.TERM:
        return Period(
            kind=kind, key="term", start=start, end=end, whole_days=(end - start).days + 1
        )
    if kind in MONTHS_IN:
        key, first, last = _contract_period(kind, day, start)
    else:
        key, first, last = _whole(kind, day, weeks)
    return Period(
        kind=kind,
        key=key,
        start=max(first, start),
        end=min(last, end),
        whole_days=(last - first).days + 1,
    )


def _walk(kind: PeriodKind, start: date, end: date, weeks: str) -> Iterator[Period]:
    day = start
    while day <= end:
        period = period_of(kind, day, start, end, weeks)
        yield period
        day = period.after


@lru_cache(maxsize=4096)
def cut(kind: PeriodKind, start: date, end: date, weeks: str = "iso") -> tuple[Period, ...]:
    """All periods of that kind in the term, in order; first and last may be partial."""
    return tuple(_walk(kind, start, end, weeks))
