"""What a line counted in a stretch of days: from the entries that stand, without any record."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, func, select

from core.facts import EntryStatus
from core.ledger.book import Book
from core.ledger.opened import own_scope
from core.ledger.rows import ENTRY, STANDING

#: Person (none where nobody is named) and period → the quantity in the line's own unit.
Sums = dict[tuple[str | None, str], Decimal]


def counted_between(
    connection: Connection, book: Book, contract: str, line: str, first: date, last: date
) -> Sums:
    """What the line counted for each person in each period, both days included: one statement."""
    rows = connection.execute(
        select(ENTRY.c.person, ENTRY.c.period, func.sum(ENTRY.c.quantity).label("quantity"))
        .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
        .where(
            STANDING.c.contract_id == book.ids[contract],
            STANDING.c.line == line,
            STANDING.c.status == EntryStatus.COUNTED.value,
            STANDING.c.day.between(first, last),
            own_scope(book.terms[contract].every_line.get(line)),
        )
        .group_by(ENTRY.c.person, ENTRY.c.period)
    )
    return {(row.person, row.period): row.quantity for row in rows}
