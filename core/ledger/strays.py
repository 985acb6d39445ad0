"""Strays: entries that stand nowhere, and standings that say something else than their entry.

Neither can come from a posting; they tell of a hand in the database.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, or_, select

from core.facts import EntryStatus
from core.ledger.book import Book, sealed_months
from core.ledger.competing import cap_name
from core.ledger.kept import kept_where
from core.ledger.recount import Difference
from core.ledger.rows import ENTRY, STANDING
from core.ledger.rules.book import Rulebook
from core.store import Unit

SHARED = ("contract_id", "line", "scope", "unit", "record", "status", "day")
UNDOING = ENTRY.alias("undoing")


def _undone() -> Any:
    """Not correlated: the list is made once, where no index helps to look entry by entry."""
    return ENTRY.c.id.in_(select(UNDOING.c.undoes).where(UNDOING.c.undoes.is_not(None)))


def _lost() -> Any:
    """Entries that were neither taken back nor stand."""
    standing = exists().where(STANDING.c.entry_id == ENTRY.c.id)
    return select(ENTRY.c.id).where(ENTRY.c.sign > 0, ~standing, ~_undone()).order_by(ENTRY.c.id)


def _wrong() -> Any:
    """Standings that differ from their entry, or whose entry was taken back."""
    differs = or_(*(STANDING.c[name] != ENTRY.c[name] for name in SHARED))
    return (
        select(STANDING.c.entry_id)
        .join(ENTRY, ENTRY.c.id == STANDING.c.entry_id)
        .where(or_(differs, ENTRY.c.sign < 0, _undone()))
        .order_by(STANDING.c.entry_id)
    )


def strays(connection: Connection, book: Book) -> Iterator[Difference]:
    """Every stray, in one Chinese sentence."""
    for number in connection.execute(_lost()).scalars():
        yield Difference(what="lost", say=f"台账条目 {number} 没有冲销，却不在现行台账里")
    for number in connection.execute(_wrong()).scalars():
        yield Difference(what="standing", say=f"现行台账与台账条目 {number} 不一致")
    for number, _ in _wrong_caps(connection, book):
        yield Difference(what="standing", say=f"台账条目 {number} 的上限归属不对")


def _wrong_caps(connection: Connection, book: Book) -> Iterator[tuple[int, str]]:
    """Standings of capped lines under another cap than their own."""
    rulebook = book.rulebook({})
    capped = {
        (book.ids[key], line.key)
        for key, terms in book.terms.items()
        for stretch in terms.stretches
        for line in stretch.lines
        if line.cap is not None
    }
    for contract_id, line in sorted(capped):
        of_line = (STANDING.c.contract_id == contract_id) & (STANDING.c.line == line)
        written = dict(
            connection.execute(select(STANDING.c.entry_id, STANDING.c.cap).where(of_line)).all()
        )
        for kept in kept_where(connection, book, rulebook, of_line):
            meant = cap_name(rulebook, kept.standing)
            if written[kept.entry_id] != meant:
                yield kept.entry_id, meant


def mend_strays(unit: Unit, book: Book) -> list[Difference]:
    """Let every entry that was not taken back stand again, as it was written; returns what was
    wrong. The recount that follows says whether it should."""
    connection = unit.connection
    found = list(strays(connection, book))
    if not found:
        return found
    rulebook = book.rulebook(sealed_months(connection, book))
    wrong = list(connection.execute(_wrong()).scalars())
    wrong += [number for number, _ in _wrong_caps(connection, book)]
    connection.execute(delete(STANDING).where(STANDING.c.entry_id.in_(wrong)))
    for number in connection.execute(_lost()).scalars().all():
        _stand(connection, book, rulebook, number)
    return found


def _stand(connection: Connection, book: Book, rulebook: Rulebook, number: int) -> None:
    """Give an entry its standing back, out of its own columns, unless its place is taken."""
    row = connection.execute(select(ENTRY).where(ENTRY.c.id == number)).one()
    columns = {name: getattr(row, name) for name in SHARED}
    held = select(STANDING.c.entry_id).where(
        *(STANDING.c[name] == columns[name] for name in ("contract_id", "line", "scope", "unit")),
        STANDING.c.status == EntryStatus.COUNTED.value,
    )
    if row.status == EntryStatus.COUNTED.value and connection.execute(held).first() is not None:
        take_back(connection, number, row, rulebook, book)
        return
    connection.execute(insert(STANDING).values(entry_id=number, cap="", **columns))
    for kept in kept_where(connection, book, rulebook, STANDING.c.entry_id == number):
        cap = cap_name(rulebook, kept.standing)
        connection.execute(STANDING.update().where(STANDING.c.entry_id == number).values(cap=cap))


def take_back(
    connection: Connection, number: int, row: Any, rulebook: Rulebook, book: Book
) -> None:
    """Take back an entry whose place another one holds, booked in an open month."""
    contract = book.keys[row.contract_id]
    sealed = row.booking in rulebook.sealed.get(contract, frozenset())
    booking = rulebook.booking(contract, row.day) if sealed else row.booking
    values = {name: value for name, value in row._mapping.items() if name != "id"}
    values |= {"sign": -1, "undoes": number, "booking": booking}
    connection.execute(insert(ENTRY).values(**values))
