"""Periods that follow no calendar 约定时段: school terms, half-years of a contract, a summer.

A day between two of them lies in a stretch of its own, in which nothing is wanted.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from core.facts.period import Period, PeriodKind


def within_term(typed: Iterable[Period], start: date, end: date) -> tuple[Period, ...]:
    """The typed periods in time order, cut to the term; those wholly outside it are left out."""
    return tuple(
        Period(
            kind=PeriodKind.TYPED,
            key=one.key,
            start=max(one.start, start),
            end=min(one.end, end),
            whole_days=one.whole_days,
            label=one.label,
        )
        for one in sorted(typed, key=lambda one: one.start)
        if one.start <= end and one.end >= start
    )


def typed_period_of(typed: tuple[Period, ...], day: date, start: date, end: date) -> Period:
    """The typed period that holds the day, else the stretch between two of them (``outside``)."""
    for one in typed:
        if one.contains(day):
            return one
    before = max((one for one in typed if one.end < day), key=lambda one: one.end, default=None)
    after = min((one for one in typed if one.start > day), key=lambda one: one.start, default=None)
    first = before.after if before else start
    last = after.start - timedelta(days=1) if after else end
    key = f"after-{before.key}" if before else f"before-{after.key}" if after else "outside"
    return Period(
        kind=PeriodKind.TYPED,
        key=key,
        start=first,
        end=last,
        whole_days=(last - first).days + 1,
        label="约定时段之外",
        outside=True,
    )
