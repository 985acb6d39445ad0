"""Entries by the settlement months in which they are booked: what a settlement is reckoned from."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from core.facts import Entry
from core.ledger.book import Book
from core.ledger.opened import entry_fact
from core.ledger.rows import ENTRY


def entries_booked(
    connection: Connection, book: Book, contract: str, months: Collection[str]
) -> tuple[Entry, ...]:
    """Every entry of a contract that is booked in these months, in the order of posting."""
    rows = connection.execute(
        select(ENTRY)
        .where(ENTRY.c.contract_id == book.ids[contract], ENTRY.c.booking.in_(months))
        .order_by(ENTRY.c.id)
    )
    return tuple(entry_fact(row._mapping, book) for row in rows)
