"""Upkeep: rebuild recounts open months and writes only differences; verify only looks; seal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.ledger.book import Book
from core.ledger.posting import post
from core.ledger.recount import (
    Difference,
    mend_people,
    mend_sums,
    people_kept,
    people_of_entries,
    sums_differ,
    tallies_kept,
    tallies_of_entries,
)
from core.ledger.seals import broken_seals, digest_of, seal
from core.ledger.strays import mend_strays, strays
from core.store import Unit

CHUNK = 300


@dataclass(kw_only=True)
class Rebuilt:
    """What a rebuild found and mended."""

    records: int = 0
    entries: int = 0
    differences: list[Difference] = field(default_factory=list)


def _uuids(connection: Connection, county: str) -> Iterator[list[str]]:
    """All records and cases of a county, in chunks, oldest first."""
    for table in (RECORD, CASE):
        last = 0
        while True:
            rows = connection.execute(
                select(table.c.id, table.c.uuid)
                .where(table.c.county == county, table.c.id > last)
                .order_by(table.c.id)
                .limit(CHUNK)
            ).all()
            if not rows:
                break
            last = rows[-1].id
            yield [row.uuid for row in rows]


def rebuild(unit: Unit, book: Book) -> Rebuilt:
    """Recount every record; unchanged inputs write nothing; sealed rows are never touched."""
    found = Rebuilt()
    found.differences += mend_strays(unit, book)
    for chunk in _uuids(unit.connection, unit.county):
        posting = post(unit.connection, book, chunk, unit.at)
        found.records += len(chunk)
        found.entries += len(posting.entries)
        unit.entries.extend(posting.entries)
        for entry in posting.entries:
            if entry.sign > 0:
                found.differences.append(
                    Difference(
                        what="entry",
                        say=f"{entry.contract} {entry.line} {entry.unit}：{entry.status}",
                    )
                )
    found.differences += list(mend_sums(unit.connection, book))
    unit.audit(
        "ledger.rebuild", "ledger", unit.county, content={"differences": len(found.differences)}
    )
    return found


def recount(unit: Unit, book: Book, uuids: list[str], contracts: Iterable[str]) -> int:
    """Recount these records after terms were changed; returns how many entries that wrote.

    ``contracts`` are those whose sums per person are then added up afresh. Sealed rows stay.
    """
    written = 0
    for at in range(0, len(uuids), CHUNK):
        posting = post(unit.connection, book, uuids[at : at + CHUNK], unit.at)
        unit.entries.extend(posting.entries)
        written += len(posting.entries)
    for contract in contracts:
        mend_people(unit.connection, book, contract)
    return written


def differing(unit: Unit, book: Book, uuids: list[str]) -> list[Difference]:
    """Where a recount of these records differs from what is kept; nothing of it is written."""
    savepoint = unit.connection.begin_nested()
    try:
        return [
            Difference(what="entry", say=f"{entry.contract} {entry.line}：{entry.status.value}")
            for entry in post(unit.connection, book, uuids, unit.at).entries
        ]
    finally:
        savepoint.rollback()


def uuids_of_part(
    connection: Connection, county: str, turn: int, at_once: int
) -> Iterator[list[str]]:
    """A part of a county's records, in chunks: another one each turn, all of them in the end."""
    for table in (RECORD, CASE):
        mine = table.c.county == county
        number = connection.execute(
            select(func.count()).select_from(table).where(mine)
        ).scalar_one()
        parts = max(1, -(-number // at_once))
        wanted = select(table.c.uuid).where(mine, table.c.id % parts == turn % parts)
        rows = connection.execute(wanted.order_by(table.c.id)).scalars().all()
        for first in range(0, len(rows), CHUNK):
            yield list(rows[first : first + CHUNK])


def verify(unit: Unit, book: Book) -> list[Difference]:
    """Say where anything differs: standings against a recount, sums against entries, seals.

    Works in a savepoint that is always taken back: nothing is written.
    """
    connection = unit.connection
    found = [*broken_seals(connection, book), *strays(connection, book)]
    found += sums_differ(connection, book)
    savepoint = connection.begin_nested()
    try:
        for chunk in _uuids(connection, unit.county):
            for entry in post(connection, book, chunk, unit.at).entries:
                sign = "应增" if entry.sign > 0 else "应减"
                say = f"{entry.contract} {entry.line} {entry.unit}：{sign} {entry.status.value}"
                found.append(Difference(what="entry", say=say))
    finally:
        savepoint.rollback()
    return found


__all__ = [
    "Difference",
    "Rebuilt",
    "digest_of",
    "people_kept",
    "people_of_entries",
    "rebuild",
    "seal",
    "tallies_kept",
    "tallies_of_entries",
    "verify",
]
