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
from core.ledger.dashboard import Board, Loaded, board_of, load, with_gaps
from core.ledger.people_known import PeopleKnown
from core.ledger.tallied import EVERYWHERE, Places, last_contacts
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

    ``wanted`` names the months of each contract; the running month is seen on ``day``. Of a single
    month no other month's people are read. ``known`` is for readers of what is committed.
    """
    asked = {key: list(months) for key, months in wanted.items()}
    alone = {
        key: end_of(book.terms[key], months[0], day)
        for key, months in asked.items()
        if len(months) == 1
    }
    chosen = [book.terms[key].on(alone[key]) if key in alone else book.terms[key] for key in asked]
    loaded = load(connection, book, chosen, places, alone, by_booking=True, known=known)
    found = {}
    for key, months in asked.items():
        for month in months:
            on = end_of(book.terms[key], month, day)
            terms = book.terms[key].on(on)
            gaps = with_gaps(terms)
            found[key, month] = board_of(
                terms,
                as_of(terms, loaded[key], month, on),
                on,
                book.words,
                last=last_contacts(connection, book, key, gaps, on),
                looking_back=False,
            )
    return found


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
