"""A county says of a day whether its offices work: what that makes late or timely counts anew."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from core.calendar import Calendar, due_of
from core.facts import PeriodKind
from core.ledger.book import Book
from core.ledger.rows import STANDING
from core.ledger.upkeep import recount
from core.packages.deadlines import deadline_of
from core.packages.terms import CountedLine, Terms
from core.places.working_days import calendar_of, say_of_day
from core.store import Unit

#: So many days lie at most between a service and an answer that is due in working days.
DAYS_A_WORKING_DAY = 4
AT_LEAST_AROUND = 60


def override_day(unit: Unit, book: Book, day: date, working: bool | None, reason: str) -> int:
    """Say of a day that offices work (True), do not (False), or as officially arranged (None).

    Records whose deadline or time for an answer moves by it are counted anew; sealed months stay.
    Returns how many were looked at. Raises ``Refused`` as ``say_of_day``.
    """
    say_of_day(unit, day, working, reason)
    calendar = calendar_of(unit.connection, unit.county)
    terms_now = {
        key: _under(terms, calendar) if terms.contract.county == unit.county else terms
        for key, terms in book.terms.items()
    }
    changed = replace(book, terms=terms_now, calendars={**book.calendars, unit.county: calendar})
    moved = [
        condition
        for key, terms in changed.terms.items()
        if terms.contract.county == unit.county
        for condition in _moved(changed, book.terms[key], terms, day)
    ]
    if not moved:
        return 0
    rows = unit.connection.execute(select(STANDING.c.record).where(or_(*moved)).distinct())
    uuids = sorted(row.record for row in rows)
    recount(unit, changed, uuids, ())
    return len(uuids)


def _under(terms: Terms, calendar: Calendar) -> Terms:
    """The same terms, in every stretch of their days, by another calendar."""
    before = _under(terms.before, calendar) if terms.before else None
    return replace(terms, calendar=calendar, before=before)


def _moved(book: Book, old: Terms, new: Terms, day: date) -> Iterator[ColumnElement[bool]]:
    """The standings of a contract whose lateness may be another one now."""
    for before, after in zip(old.stretches, new.stretches, strict=True):
        for line in after.lines:
            own = and_(
                STANDING.c.contract_id == book.ids[new.contract.key], STANDING.c.line == line.key
            )
            for first, last in _days_moved(before, after, line, day):
                yield and_(own, STANDING.c.day.between(first, last))


def _days_moved(
    before: Terms, after: Terms, line: CountedLine, day: date
) -> Iterator[tuple[date, date]]:
    if line.deadline is not None:
        deadline = deadline_of(line.deadline)
        for period in after.periods(PeriodKind(line.deadline.period or line.grid)):
            then, now = (due_of(deadline, period, t.calendar) for t in (before, after))
            if then.at != now.at:
                yield period.start, period.end
    if line.response is not None and line.response.unit == "working_days":
        around = timedelta(days=max(line.response.within * DAYS_A_WORKING_DAY, AT_LEAST_AROUND))
        yield day - around, day + around
