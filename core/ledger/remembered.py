"""How contracts stood at the end of their months, remembered until something could change it.

A county looks at its months again and again, and they hardly ever change: only when something is
booked in them, or when people, rosters, contracts or packages change (``core/ledger/marks.py``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from sqlalchemy import Connection, bindparam, func, select

from core.ledger.book import Book
from core.ledger.dashboard import Board
from core.ledger.history import boards_of_months, end_of
from core.ledger.latest import latest_entry
from core.ledger.marks import Mark, mark_of, only_entries_since
from core.ledger.people_known import PeopleKnown
from core.ledger.rows import ENTRY
from core.ledger.rules.verdicts import State
from core.ledger.tallied import EVERYWHERE, Places
from core.packages.terms import Terms
from core.store.prepared import Prepared

EARLIEST = Prepared(
    select(
        ENTRY.c.line,
        func.min(ENTRY.c.booking).label("month"),
        func.min(ENTRY.c.day).label("day"),
    )
    .where(ENTRY.c.contract_id == bindparam("contract"), ENTRY.c.id > bindparam("known"))
    .group_by(ENTRY.c.line)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """How many lines of a contract stood in each state on a day, and how many could be met."""

    day: date
    counts: Mapping[State, int]
    judged: int


def stood(board: Board) -> Stood:
    """What is remembered of a board."""
    return Stood(day=board.day, counts=board.counts, judged=board.judged)


@dataclass(kw_only=True, slots=True)
class _Kept:
    mark: Mark
    entries: dict[str, int] = field(default_factory=dict)
    months: dict[tuple[str, tuple[str, ...], str], Stood] = field(default_factory=dict)


class MonthsStood:
    """The months of the counties of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counties: dict[str, _Kept] = {}

    def stood(
        self,
        connection: Connection,
        book: Book,
        county: str,
        wanted: Mapping[str, Iterable[str]],
        day: date,
        *,
        places: Places = EVERYWHERE,
        known: PeopleKnown | None = None,
    ) -> dict[tuple[str, str], Stood]:
        """(Contract, month) → how it stood at the month's end, or on the day while it runs.

        Raises what ``boards_of_months`` raises.
        """
        with self._lock:
            kept = self._still_true(connection, book, county, wanted)
            found: dict[tuple[str, str], Stood] = {}
            asked: dict[str, list[str]] = {}
            for contract, months in wanted.items():
                within = places.get(contract, ())
                for month in months:
                    one = kept.months.get((contract, within, month))
                    if one is not None and one.day == end_of(book.terms[contract], month, day):
                        found[contract, month] = one
                    else:
                        asked.setdefault(contract, []).append(month)
            boards = boards_of_months(connection, book, asked, day, places=places, known=known)
            for (contract, month), board in boards.items():
                found[contract, month] = one = stood(board)
                kept.months[contract, places.get(contract, ()), month] = one
        return found

    def _still_true(
        self, connection: Connection, book: Book, county: str, contracts: Iterable[str]
    ) -> _Kept:
        """What is kept of a county without what may have changed since.

        The marks are read before the boards: what is written in between is seen the next time.
        """
        kept, now = self._counties.get(county), mark_of(connection, book, county)
        if kept is None or not only_entries_since(connection, kept.mark, now):
            kept = self._counties[county] = _Kept(mark=now)
        kept.mark = now
        for contract in contracts:
            _drop_since(connection, book, kept, contract)
        return kept


def _drop_since(connection: Connection, book: Book, kept: _Kept, contract: str) -> None:
    """Drop the months of a contract from the earliest on that something entered since can change."""
    known, newest = kept.entries.get(contract, 0), latest_entry(connection, book, [contract])
    own = [at for at in kept.months if at[0] == contract]
    if own and newest != known:
        first = ""
        if newest > known:
            since = EARLIEST.rows(connection, contract=book.ids[contract], known=known)
            terms = book.terms[contract]
            first = min(min(row.month, _first_of_people(terms, row.line, row.day)) for row in since)
        for at in own:
            if at[2] >= first:
                del kept.months[at]
    kept.entries[contract] = newest


def _first_of_people(terms: Terms, key: str, day: date) -> str:
    """The first month that looks at people's sums of a day: those of a period are one sum."""
    day = min(max(day, terms.contract.start), terms.contract.end)
    starts = (
        one.period_of(line.grid, day).start
        for one in terms.stretches
        if (line := one.by_key.get(key)) and (line.quota is not None or line.summed_by_person)
    )
    return f"{min(starts, default=day):%Y-%m}"
