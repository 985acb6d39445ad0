"""Keeping the tallies: what a batch of entries adds, written in key order in one statement each."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from core.facts import Entry, EntryStatus
from core.ledger.book import Book
from core.ledger.rows import PERSON_TALLY, TALLY, TALLY_KEY, TALLY_SUMS
from core.ledger.rules.tallies import changes_of, key_of
from core.store.prepared import Prepared


@cache
def _adding(dialect: str, table: Table, sums: tuple[str, ...]) -> Prepared:
    """The statement that adds rows to a table's sums; built once for each table."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return Prepared(
        statement.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={name: table.c[name] + statement.excluded[name] for name in sums},
        )
    )


def add_up(
    connection: Connection, table: Table, rows: list[dict[str, Any]], sums: tuple[str, ...]
) -> None:
    """Add the rows' sums to the table's, making rows that are not there yet."""
    if rows:
        _adding(connection.dialect.name, table, sums).write(connection, rows)


def write_sums(connection: Connection, book: Book, entries: Iterable[Entry]) -> None:
    """Move the tallies by these entries."""
    cells: dict[tuple[str, ...], dict[str, Decimal | int]] = {}
    people: dict[tuple[str, str, str, str], Decimal] = {}
    for entry in entries:
        cell = cells.setdefault(key_of(entry), {})
        for name, change in changes_of(entry).items():
            cell[name] = cell.get(name, 0) + change
        if _judged(book, entry):
            who = (entry.contract, entry.period, entry.person or "", entry.line)
            people[who] = people.get(who, Decimal(0)) + entry.quantity * entry.sign
    rows = [
        {
            **dict(zip(TALLY_KEY, (book.ids[key[0]], *key[1:]), strict=True)),
            **{name: cell.get(name, 0) for name in TALLY_SUMS},
        }
        for key, cell in sorted(cells.items())
        if any(cell.values())
    ]
    add_up(connection, TALLY, rows, TALLY_SUMS)
    add_up(
        connection,
        PERSON_TALLY,
        [
            {
                "contract_id": book.ids[contract],
                "period": period,
                "person": person,
                "line": line,
                "quantity": quantity,
            }
            for (contract, period, person, line), quantity in sorted(people.items())
            if quantity
        ],
        ("quantity",),
    )


def _judged(book: Book, entry: Entry) -> bool:
    if entry.person is None or entry.status is not EntryStatus.COUNTED:
        return False
    terms = book.terms.get(entry.contract)
    return terms is not None and terms.sums_people(entry.line)
