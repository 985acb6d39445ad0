"""Who made what was counted: each line's quantity by the person who recorded it.

The sums of the ledger do not name workers: this reads entries, and therefore of one month only,
line by line along the index of their days.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, Connection, func, or_, select, type_coerce

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.facts import EntryStatus
from core.ledger.book import Book
from core.ledger.opened import Narrowed, chosen_standings
from core.ledger.rows import ENTRY
from core.ledger.rules.seen import in_units
from core.packages.terms import Terms
from core.store import Exact


def by_worker(
    connection: Connection,
    book: Book,
    terms: Terms,
    first: date,
    last: date,
    *,
    places: tuple[str, ...] = (),
) -> Mapping[str, Mapping[str, Decimal]]:
    """Line → account → what was counted of its records from first to last, in the line's unit."""
    found: dict[str, dict[str, Decimal]] = {}
    for line in terms.lines:
        sums = _of_line(connection, book, terms, line.key, first, last, places)
        found[line.key] = {who: in_units(line, quantity) for who, quantity in sums}
    return found


def _of_line(
    connection: Connection,
    book: Book,
    terms: Terms,
    line: str,
    first: date,
    last: date,
    places: tuple[str, ...],
) -> Iterable[tuple[str, Decimal]]:
    narrowed = Narrowed(places=places, days=(first, last))
    chosen = chosen_standings(book, terms, line, EntryStatus.COUNTED, narrowed).subquery()
    who = func.coalesce(RECORD.c.worker, CASE.c.worker)
    quantity = func.sum(type_coerce(ENTRY.c.quantity, BigInteger))
    rows = connection.execute(
        select(who.label("who"), type_coerce(quantity, Exact).label("quantity"))
        .select_from(chosen)
        .join(ENTRY, ENTRY.c.id == chosen.c.entry_id)
        .outerjoin(RECORD, RECORD.c.uuid == ENTRY.c.record)
        .outerjoin(CASE, CASE.c.uuid == ENTRY.c.record)
        .where(or_(RECORD.c.id.is_not(None), CASE.c.id.is_not(None)))
        .group_by(who)
    )
    return [(row.who, row.quantity) for row in rows]
