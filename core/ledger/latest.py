"""Whether anything came into the ledger since: the latest entry of contracts, one look each."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from core.ledger.book import Book
from core.ledger.rows import ENTRY
from core.store.prepared import Prepared

LATEST = Prepared(
    select(func.max(ENTRY.c.id).label("id")).where(ENTRY.c.contract_id == bindparam("contract"))
)


def latest_entry(connection: Connection, book: Book, contracts: Iterable[str]) -> int:
    """The number of the latest entry of these contracts, zero when there is none.

    It only grows: the writers of a county follow each other (core/decisions/006).
    """
    newest = (LATEST.first(connection, contract=book.ids[key]) for key in contracts)
    return max((row.id or 0 for row in newest), default=0)
