"""Writing the differences: take back first, then post, then move the sums."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, delete, func, insert, select, text

from core.facts import Entry
from core.ledger.book import Book
from core.ledger.competing import cap_name
from core.ledger.kept import SEPARATOR, Kept, Key, key_of, same
from core.ledger.rows import ENTRY, STANDING
from core.ledger.rules.book import Rulebook
from core.ledger.rules.settle import Standing
from core.ledger.sums import write_sums
from core.store.prepared import Prepared

CHUNK = 500


def write(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    desired: list[Standing],
    touched: Mapping[Key, Kept],
    going: list[Kept],
    at: datetime,
) -> list[Entry]:
    """Bring what is kept in line with what is desired; returns the entries that were written.

    ``going`` is taken back in any case and, where it is still wanted, posted anew.
    """
    wanted = {key_of(one): one for one in desired}
    stays = {
        key
        for key, kept in touched.items()
        if key in wanted and _stays(rulebook, wanted[key], kept)
    }
    gone = going + [kept for key, kept in touched.items() if key not in stays]
    fresh = [one for key, one in wanted.items() if key not in stays]
    taken_back = [reversal(rulebook, kept) for kept in gone]
    ids = [kept.entry_id for kept in gone]
    for start in range(0, len(ids), CHUNK):
        connection.execute(
            delete(STANDING).where(STANDING.c.entry_id.in_(ids[start : start + CHUNK]))
        )
    if gone:
        rows = [
            {**_columns(book, entry, at), "undoes": kept.entry_id}
            for entry, kept in zip(taken_back, gone, strict=True)
        ]
        WRITE_ENTRY.write(connection, rows)
    posted = [rulebook.entry(one) for one in fresh]
    if posted:
        numbers = next_numbers(connection, len(posted))
        WRITE_ENTRY.write(
            connection,
            [
                {"id": number, **_columns(book, entry, at), "undoes": None}
                for number, entry in zip(numbers, posted, strict=True)
            ],
        )
        WRITE_STANDING.write(
            connection,
            [
                _standing_columns(book, rulebook, one, number)
                for one, number in zip(fresh, numbers, strict=True)
            ],
        )
    entries = taken_back + posted
    write_sums(connection, book, entries)
    return entries


def next_numbers(connection: Connection, number: int) -> list[int]:
    """Small keys for so many entries, in one statement and in order.

    On SQLite the writer is alone; on PostgreSQL the column's own sequence gives them out.
    """
    if connection.dialect.name == "postgresql":
        return list(connection.execute(SEQUENCE, {"number": number}).scalars())
    last = LAST.first(connection).last
    return list(range(last + 1, last + 1 + number))


WRITE_ENTRY, WRITE_STANDING = Prepared(insert(ENTRY)), Prepared(insert(STANDING))
LAST = Prepared(select(func.coalesce(func.max(ENTRY.c.id), 0).label("last")))
SEQUENCE = text(
    "SELECT nextval(pg_get_serial_sequence('ledger_entry', 'id')) FROM generate_series(1, :number)"
)


def _stays(rulebook: Rulebook, one: Standing, kept: Kept) -> bool:
    """An open entry also follows an amendment that moves its period; a sealed one never does."""
    return same(one, kept.standing) and (kept.sealed or rulebook.period(one) == kept.period)


def reversal(rulebook: Rulebook, kept: Kept) -> Entry:
    """The entry that takes a standing one back: its own period, an open booking month."""
    entry = rulebook.entry(kept.standing)
    booking = entry.booking if kept.sealed else kept.booking
    return replace(entry, period=kept.period, booking=booking, sign=-1)


def _columns(book: Book, entry: Entry, at: datetime) -> dict[str, Any]:
    return {
        "contract_id": book.ids[entry.contract],
        "line": entry.line,
        "scope": entry.scope,
        "unit": entry.unit,
        "record": entry.record,
        "source": SEPARATOR.join(entry.source),
        "day": entry.day,
        "period": entry.period,
        "booking": entry.booking,
        "quantity": entry.quantity,
        "status": entry.status.value,
        "sign": entry.sign,
        "reasons": [[reason.code, reason.say] for reason in entry.reasons],
        "site": entry.site,
        "person": entry.person,
        "facet": entry.facet,
        "late": entry.late,
        "paid": entry.paid,
        "package_version": entry.package_version,
        "posted_at": at,
    }


def _standing_columns(
    book: Book, rulebook: Rulebook, one: Standing, entry_id: int
) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "contract_id": book.ids[one.contract],
        "line": one.line,
        "scope": one.scope,
        "unit": one.unit,
        "record": one.source[0],
        "status": one.status.value,
        "day": one.day,
        "cap": cap_name(rulebook, one),
    }
