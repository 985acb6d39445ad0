"""How contracts stood at the end of their months, remembered until something could change it.

A county looks at its months again and again, and they hardly ever change: only when something is
booked in them, or when people, rosters, contracts or packages change. Both are seen from what was
written since, in two short looks: the audit chain, and the newest entries of each contract.
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
from core.ledger.rows import ENTRY
from core.ledger.rules.verdicts import State
from core.ledger.tallied import EVERYWHERE, Places
from core.store.audit import latest_act, others_since
from core.store.prepared import Prepared

#: What such acts change in numbers is an entry of the ledger; they change no person and no roster.
SEEN_IN_ENTRIES = (
    "record", "evidence", "file", "file_upload", "web_session", "account", "list", "job",
)  # fmt: skip
EARLIEST = Prepared(
    select(func.min(ENTRY.c.booking).label("month")).where(
        ENTRY.c.contract_id == bindparam("contract"), ENTRY.c.id > bindparam("known")
    )
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
    book: Book
    act: int
    entry: int
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
    ) -> dict[tuple[str, str], Stood]:
        """(Contract, month) → how it stood at the month's end, or on the day while it runs.

        Raises what ``boards_of_months`` raises.
        """
        with self._lock:
            kept = self._still_true(connection, book, county)
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
            boards = boards_of_months(connection, book, asked, day, places=places)
            for (contract, month), board in boards.items():
                found[contract, month] = one = stood(board)
                kept.months[contract, places.get(contract, ()), month] = one
        return found

    def _still_true(self, connection: Connection, book: Book, county: str) -> _Kept:
        """What is kept of a county without what may have changed since.

        The marks are read before the boards: what is written in between is seen the next time.
        """
        act = latest_act(connection, county)
        entry = latest_entry(connection, book, book.ids)
        kept = self._counties.get(county)
        if (
            kept is None
            or kept.book is not book
            or act < kept.act
            or others_since(connection, county, kept.act, SEEN_IN_ENTRIES)
        ):
            kept = self._counties[county] = _Kept(book=book, act=act, entry=entry)
            return kept
        if entry > kept.entry:
            for contract in {contract for contract, _, _ in kept.months}:
                since = EARLIEST.first(connection, contract=book.ids[contract], known=kept.entry)
                if since.month is not None:
                    for key in [k for k in kept.months if k[0] == contract and k[2] >= since.month]:
                        del kept.months[key]
        kept.act, kept.entry = act, entry
        return kept
