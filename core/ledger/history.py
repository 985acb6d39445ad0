"""Boards as they stood at the end of months: what was booked by then, and nothing after it.

A past month therefore shows what was known when it could have been sealed; what came later stands
in the months in which it was booked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from core.facts import PeriodKind
from core.ledger.book import Book
from core.ledger.dashboard import Board, Loaded, board_of, contacts_until, load
from core.ledger.people_known import PeopleKnown
from core.ledger.tallied import EVERYWHERE, Places
from core.packages.terms import Terms


def months_until(terms: Terms, day: date) -> tuple[str, ...]:
    """The settlement months of a contract that have begun by a day, oldest first."""
    return tuple(one.key for one in terms.periods(PeriodKind.MONTH) if one.start <= day)


def end_of(terms: Terms, month: str, day: date) -> date:
    """The last day of a settlement month that has come by a day."""
    return min(day, next(p.end for p in terms.periods(PeriodKind.MONTH) if p.key == month))


def boards_of_months(
    connection: Connection,
    book: Book,
    wanted: Mapping[str, Iterable[str]],
    day: date,
    *,
    places: Places = EVERYWHERE,
    known: PeopleKnown | None = None,
) -> dict[tuple[str, str], Board]:
    """(Contract, month) → its board at the end of the month; all are judged from sums read once.

    ``wanted`` names the months of each contract; the running month is seen on ``day``. ``known`` is
    for readers of what is committed.
    """
    looks = {
        (key, month): (book.terms[key].on(on), on)
        for key, months in wanted.items()
        for month in months
        for on in (end_of(book.terms[key], month, day),)
    }
    loaded = load(connection, book, looks.values(), places, by_booking=True, known=known)
    return {
        (key, month): board_of(
            terms,
            as_of(terms, loaded[key], month, on),
            on,
            book.words,
            last=contacts_until(connection, book, terms, on, known),
            looking_back=False,
        )
        for (key, month), (terms, on) in looks.items()
    }


def as_of(terms: Terms, loaded: Loaded, month: str, day: date) -> Loaded:
    """What had been booked by the end of a month. Of people's sums, the periods that had begun."""
    people = {}
    for key, sums in loaded.people.items():
        line = terms.by_key.get(key)
        starts = terms.period_starts(line.grid) if line else {}
        begun = {period for period, start in starts.items() if start <= day}
        people[key] = {period: done for period, done in sums.items() if period in begun}
    return replace(
        loaded,
        tallies={
            line: tuple(tally for tally in tallies if tally.booking <= month)
            for line, tallies in loaded.tallies.items()
        },
        people=people,
        sealed=frozenset(one for one in loaded.sealed if one <= month),
    )
