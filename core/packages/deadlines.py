"""时限 of a contract: what has to be handed in, and when. Pure: the days are arguments.

``deadlines_between`` is asked by month's end, reminders and calendar feeds; lateness is judged by
the same ``deadline_of``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from core.calendar import Calendar, Deadline, Due, add_months, due_of
from core.facts import Period, PeriodKind
from core.packages.schema import Due as DueRow
from core.packages.schema import Target
from core.packages.terms import CountedLine, Terms, period_named

#: A deadline may fall so many days after its period, beside its months.
LONGEST_AFTER = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class DueDay:
    """One thing of one contract that has to be handed in for one period (时限).

    ``what`` says whose ``key`` it is: a row of 时限 (``due``) or a line that is judged by its
    deadline (``line``). ``due`` tells the last day in time, the instant at which the time is up
    (``due.at``, UTC), whether the day is 暂定, and says it in words (``due.say``).
    """

    contract: str
    what: Literal["due", "line"]
    key: str
    label: str
    to: str
    period: Period
    due: Due
    clause: str

    @property
    def provisional(self) -> bool:
        """暂定: the day may still move, because its year is not announced yet."""
        return self.due.provisional


def deadline_of(row: Target | DueRow) -> Deadline:
    """The deadline that a row of a package declares."""
    return Deadline(
        day=row.day,
        due=row.due,
        months_after=row.months_after,
        inclusive=row.inclusive,
        holiday=row.holiday or "unchanged",
        time=row.time,
    )


def is_dated(row: Target | DueRow) -> bool:
    """Whether the row says a day at all; 每月汇总报民政所 says none."""
    return bool(row.due) or row.day is not None


def deadlines_between(
    terms: Terms, first: date, last: date, calendar: Calendar | None = None
) -> tuple[DueDay, ...]:
    """Everything of a contract that falls due from ``first`` to ``last``, both included, by time.

    Days are reckoned by ``calendar``, without one by the contract's own (``terms.calendar``). A row
    of 时限 that repeats a line's deadline gives it ``to`` whom and is left out itself.
    """
    found = [
        one
        for stretch in terms.stretches
        for one in _of_stretch(stretch, first, last, calendar or terms.calendar)
    ]
    to = {(one.due.at, one.clause): one.to for one in found if one.what == "due"}
    lines = [
        replace(one, to=to.get((one.due.at, one.clause), "")) for one in found if one.what == "line"
    ]
    judged = {(one.due.at, one.clause) for one in lines}
    rows = [o for o in found if o.what == "due" and (o.due.at, o.clause) not in judged]
    return tuple(sorted((*lines, *rows), key=lambda one: (one.due.at, one.what, one.key)))


def deadlines_of_period(terms: Terms, first: date, last: date) -> tuple[DueDay, ...]:
    """What is due for the periods that end from ``first`` to ``last``, whenever it falls due."""
    until = add_months(last, _months(terms)) + LONGEST_AFTER
    every = deadlines_between(terms, first - LONGEST_AFTER, until)
    return tuple(one for one in every if first <= one.period.end <= last)


def undated(terms: Terms) -> tuple[DueRow, ...]:
    """What has to be handed in without a day in the text."""
    return tuple(row for row in terms.package.due if not is_dated(row))


def _months(terms: Terms) -> int:
    return max((row.months_after for row, *_ in _rows(terms)), default=0)


def _rows(
    terms: Terms,
) -> Iterator[tuple[Target | DueRow, CountedLine | None, PeriodKind]]:
    """Every dated row, with its line where there is one, and the period that it repeats in."""
    for line in terms.lines:
        if line.deadline is not None and is_dated(line.deadline):
            yield line.deadline, line, PeriodKind(line.deadline.period or line.grid)
    for row in terms.package.due:
        named = period_named(row.period, terms.rules)
        if is_dated(row) and named in set(PeriodKind):
            yield row, None, PeriodKind(named)


def _of_stretch(terms: Terms, first: date, last: date, calendar: Calendar) -> Iterator[DueDay]:
    for row, line, kind in _rows(terms):
        deadline = deadline_of(row)
        for period in _near(terms, kind, deadline, first, last):
            due = due_of(deadline, period, calendar)
            if first <= due.day <= last:
                yield DueDay(
                    contract=terms.contract.key,
                    what="line" if line else "due",
                    key=line.key if line else row.key,  # type: ignore[union-attr]
                    label=line.label if line else row.label,  # type: ignore[union-attr]
                    to="" if line else row.to,  # type: ignore[union-attr]
                    period=period,
                    due=due,
                    clause=row.clause or (line.clause if line else ""),
                )


def _near(
    terms: Terms, kind: PeriodKind, deadline: Deadline, first: date, last: date
) -> Iterable[Period]:
    """The periods of these terms whose deadline may fall between two days."""
    earliest = add_months(first, -deadline.months_after) - LONGEST_AFTER
    latest = add_months(last, 1)
    return (
        period
        for period in terms.periods(kind)
        if earliest <= period.end and period.start <= latest and terms.holds_on(period.end)
    )
