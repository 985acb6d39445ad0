"""Last contacts: for quotas with a longest gap, when each person was last counted.

To read them all is to walk a line's counted records; who remembers them moves them on instead by
what was entered since.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from sys import intern
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from core.facts import EntryStatus
from core.ledger.book import Book
from core.ledger.rows import ENTRY, STANDING
from core.store.prepared import Prepared

#: Line → person → the day of the last counted contact.
Contacts = Mapping[str, Mapping[str, date]]
#: Of more people than these everything is read again, when counted contacts of theirs fell away.
MOST_LOOKED_UP = 20


def _standing(*columns: Any) -> Any:
    """The counted contacts of a line up to a day."""
    return (
        select(*columns)
        .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
        .where(
            STANDING.c.contract_id == bindparam("contract"),
            STANDING.c.line == bindparam("line"),
            STANDING.c.status == EntryStatus.COUNTED.value,
            STANDING.c.day <= bindparam("day"),
        )
    )


EVERYBODY = Prepared(
    _standing(ENTRY.c.person, func.max(ENTRY.c.day).label("last"))
    .where(ENTRY.c.person.is_not(None))
    .group_by(ENTRY.c.person)
)
ENTERED = Prepared(
    select(ENTRY.c.person, func.max(ENTRY.c.day).label("last"), ENTRY.c.sign)
    .where(
        ENTRY.c.contract_id == bindparam("contract"),
        ENTRY.c.id > bindparam("known"),
        ENTRY.c.line == bindparam("line"),
        ENTRY.c.status == EntryStatus.COUNTED.value,
        ENTRY.c.day <= bindparam("day"),
        ENTRY.c.person.is_not(None),
    )
    .group_by(ENTRY.c.person, ENTRY.c.sign)
)
OF_ONE = Prepared(
    _standing(ENTRY.c.day)
    .where(ENTRY.c.person == bindparam("person"))
    .order_by(STANDING.c.day.desc())
    .limit(1)
)


def last_contacts(
    connection: Connection, book: Book, contract: str, lines: Iterable[str], day: date
) -> Contacts:
    """The last counted contacts of everybody up to a day."""
    return {line: _everybody(connection, book, contract, line, day) for line in lines}


def _everybody(
    connection: Connection, book: Book, contract: str, line: str, day: date
) -> Mapping[str, date]:
    rows = EVERYBODY.rows(connection, contract=book.ids[contract], line=line, day=day)
    return {intern(row.person): row.last for row in rows}


def moved_on(
    connection: Connection,
    book: Book,
    contract: str,
    line: str,
    day: date,
    before: Mapping[str, date],
    known: int,
) -> Mapping[str, date]:
    """The same as ``last_contacts`` of a line says now, from what it said at the entry ``known``.

    The very same mapping when nothing has moved. Who has a counted contact taken back is looked
    up again, the others can only have a later one.
    """
    own = {"contract": book.ids[contract], "line": line, "day": day}
    rows = ENTERED.rows(connection, known=known, **own)
    undone = {row.person for row in rows if row.sign < 0}
    if len(undone) > MOST_LOOKED_UP:
        return _everybody(connection, book, contract, line, day)
    moved: dict[str, date | None] = {}
    for row in rows:
        if row.person not in undone:
            moved[row.person] = max(row.last, before.get(row.person, row.last))
    for person in undone:
        one = OF_ONE.first(connection, person=person, **own)
        moved[person] = one.day if one else None
    if all(before.get(person) == last for person, last in moved.items()):
        return before
    everybody = {**before, **{intern(person): last for person, last in moved.items()}}
    return {person: last for person, last in everybody.items() if last is not None}
