"""What was handed in already, of what is due: asked of the tallies alone."""

from collections.abc import Iterable

from sqlalchemy import Connection, select, tuple_

from core.ledger.book import Book
from core.ledger.rows import TALLY
from core.packages.deadlines import DueDay


def not_handed_in(connection: Connection, book: Book, due: Iterable[DueDay]) -> list[DueDay]:
    """Those lines of which nothing has been counted in their period yet; of other rows nobody knows."""
    wanted = [
        (one, (book.ids[one.contract], one.key, one.period.key))
        for one in due
        if one.what == "line"
    ]
    if not wanted:
        return []
    key = tuple_(TALLY.c.contract_id, TALLY.c.line, TALLY.c.period)
    rows = connection.execute(
        select(TALLY.c.contract_id, TALLY.c.line, TALLY.c.period)
        .where(
            TALLY.c.contract_id.in_({contract for _, (contract, _, _) in wanted}),
            key.in_([key for _, key in wanted]),
            TALLY.c.counted > 0,
        )
        .distinct()
    )
    done = {tuple(row) for row in rows}
    return [one for one, key in wanted if key not in done]
