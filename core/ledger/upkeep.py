"""Upkeep: rebuild recounts open months and writes only differences; verify only looks; seal."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Connection, case, delete, func, insert, select, type_coerce

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.facts import EntryStatus, PeriodKind
from core.ledger.book import Book, sealed_months
from core.ledger.posting import post
from core.ledger.rows import (
    ENTRY,
    PERSON_TALLY,
    SEAL,
    TALLY,
    TALLY_KEY,
    TALLY_SUMS,
)
from core.store import Exact, Unit
from core.store.audit import canonical
from core.store.errors import Refused

CHUNK = 300


@dataclass(kw_only=True, slots=True)
class Difference:
    """Something that does not agree, in one Chinese sentence."""

    what: str
    say: str


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
    found.differences += list(_mend_sums(unit.connection, book))
    unit.audit(
        "ledger.rebuild", "ledger", unit.county, content={"differences": len(found.differences)}
    )
    return found


def _signed(condition: Any, value: Any = 1) -> Any:
    return func.coalesce(func.sum(case((condition, ENTRY.c.sign * value), else_=0)), 0)


def _quantity(condition: Any) -> Any:
    """The signed sum of quantities, added up as whole thousandths and read back exactly."""
    thousandths = type_coerce(ENTRY.c.quantity, BigInteger)
    return type_coerce(_signed(condition, thousandths), Exact)


def tallies_of_entries(connection: Connection) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every tally as the append-only entries add up to it; empty ones are left out."""
    counted = ENTRY.c.status == EntryStatus.COUNTED.value
    rows = connection.execute(
        select(
            ENTRY.c.contract_id,
            ENTRY.c.line,
            ENTRY.c.scope,
            ENTRY.c.site,
            ENTRY.c.period,
            ENTRY.c.booking,
            ENTRY.c.facet,
            _quantity(counted),
            *(
                _signed(ENTRY.c.status == name).label(name)
                for name in ("counted", "refused", "claimed", "duplicate", "overflow")
            ),
            _signed(counted & ENTRY.c.late).label("late"),
        ).group_by(*(ENTRY.c[name] for name in TALLY_KEY))
    )
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        key = (row[0], row[1], row[2].split(":", 1)[0], *row[3:7])
        sums = found.setdefault(key, [Decimal(0)] + [0] * 6)
        for position, value in enumerate(row[7:]):
            sums[position] += value
    return {key: tuple(sums) for key, sums in found.items() if any(sums)}


def tallies_kept(connection: Connection) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every tally as it is kept; empty ones are left out."""
    rows = connection.execute(select(TALLY)).mappings()
    kept = {
        tuple(row[name] for name in TALLY_KEY): tuple(row[name] for name in TALLY_SUMS)
        for row in rows
    }
    return {key: sums for key, sums in kept.items() if any(sums)}


def people_of_entries(connection: Connection, book: Book) -> dict[tuple[Any, ...], Decimal]:
    """Every per-person tally as the entries add up to it."""
    rows = connection.execute(
        select(
            ENTRY.c.contract_id,
            ENTRY.c.period,
            ENTRY.c.person,
            ENTRY.c.line,
            _quantity(ENTRY.c.status == EntryStatus.COUNTED.value),
        )
        .where(ENTRY.c.status == EntryStatus.COUNTED.value, ENTRY.c.person.is_not(None))
        .group_by(ENTRY.c.contract_id, ENTRY.c.period, ENTRY.c.person, ENTRY.c.line)
    )
    found = {}
    for contract_id, period, person, line, quantity in rows:
        terms = book.terms.get(book.keys.get(contract_id, ""))
        counted = terms.by_key.get(line) if terms else None
        if counted is not None and counted.judged_by_person and quantity:
            found[contract_id, period, person, line] = quantity
    return found


def people_kept(connection: Connection) -> dict[tuple[Any, ...], Decimal]:
    """Every per-person tally as it is kept."""
    rows = connection.execute(select(PERSON_TALLY))
    return {(r.contract_id, r.period, r.person, r.line): r.quantity for r in rows if r.quantity}


def _compare(
    book: Book, kept: dict[Any, Any], meant: dict[Any, Any], what: str
) -> Iterator[Difference]:
    for key in sorted(set(kept) | set(meant), key=str):
        if kept.get(key) != meant.get(key):
            contract = book.keys.get(key[0], str(key[0]))
            say = f"{contract} {' '.join(map(str, key[1:]))}：现存 {kept.get(key, 0)}，应为 {meant.get(key, 0)}"
            yield Difference(what=what, say=say)


def _mend_sums(connection: Connection, book: Book) -> Iterator[Difference]:
    tallies, people = tallies_of_entries(connection), people_of_entries(connection, book)
    wrong = list(_compare(book, tallies_kept(connection), tallies, "tally"))
    if wrong:
        connection.execute(delete(TALLY))
        connection.execute(
            insert(TALLY),
            [
                {
                    **dict(zip(TALLY_KEY, key, strict=True)),
                    **dict(zip(TALLY_SUMS, sums, strict=True)),
                }
                for key, sums in tallies.items()
            ],
        )
    yield from wrong
    wrong = list(_compare(book, people_kept(connection), people, "person_tally"))
    if wrong:
        names = ("contract_id", "period", "person", "line")
        connection.execute(delete(PERSON_TALLY))
        connection.execute(
            insert(PERSON_TALLY),
            [
                {**dict(zip(names, key, strict=True)), "quantity": quantity}
                for key, quantity in people.items()
            ],
        )
    yield from wrong


def verify(unit: Unit, book: Book) -> list[Difference]:
    """Say where anything differs: standings against a recount, sums against entries, seals.

    Works in a savepoint that is always taken back: nothing is written.
    """
    found: list[Difference] = []
    for seal in unit.connection.execute(select(SEAL)).mappings():
        if digest_of(unit.connection, seal["contract_id"], seal["period"]) != seal["digest"]:
            contract = book.keys.get(seal["contract_id"], "")
            found.append(
                Difference(what="seal", say=f"{contract} {seal['period']}：封存后内容被改动")
            )
    found += _compare(
        book, tallies_kept(unit.connection), tallies_of_entries(unit.connection), "tally"
    )
    found += _compare(
        book, people_kept(unit.connection), people_of_entries(unit.connection, book), "person_tally"
    )
    savepoint = unit.connection.begin_nested()
    try:
        for chunk in _uuids(unit.connection, unit.county):
            for entry in post(unit.connection, book, chunk, unit.at).entries:
                sign = "应增" if entry.sign > 0 else "应减"
                say = f"{entry.contract} {entry.line} {entry.unit}：{sign} {entry.status.value}"
                found.append(Difference(what="entry", say=say))
    finally:
        savepoint.rollback()
    return found


def digest_of(connection: Connection, contract_id: int, period: str) -> str:
    """The digest of every entry booked in a settlement month, in the order of posting."""
    names = (
        "line",
        "scope",
        "unit",
        "source",
        "day",
        "period",
        "quantity",
        "status",
        "sign",
        "paid",
    )
    digest = hashlib.sha256()
    rows = connection.execute(
        select(*(ENTRY.c[name] for name in names))
        .where(ENTRY.c.contract_id == contract_id, ENTRY.c.booking == period)
        .order_by(ENTRY.c.id)
    )
    for row in rows:
        digest.update(canonical([str(value) for value in row]))
    return digest.hexdigest()


def seal(unit: Unit, book: Book, contract: str, period: str, verdicts: Iterable[Any] = ()) -> str:
    """Seal a settlement month 封账; months are sealed in order, and once for ever.

    Returns the digest of what was booked in it.
    """
    terms = book.terms[contract]
    months = [p.key for p in terms.periods(PeriodKind.MONTH)]
    sealed = sealed_months(unit.connection, book).get(contract, frozenset())
    if period in sealed:
        raise Refused("这个月已经封账。")
    still_open = [key for key in months if key not in sealed]
    if not still_open or still_open[0] != period:
        first = still_open[0] if still_open else "（已全部封账）"
        raise Refused(f"应按月依次封账，下一个是 {first}。")
    digest = digest_of(unit.connection, book.ids[contract], period)
    unit.connection.execute(
        insert(SEAL).values(
            contract_id=book.ids[contract],
            period=period,
            sealed_at=unit.at,
            sealed_by=unit.actor.id,
            digest=digest,
            verdicts=list(verdicts),
        )
    )
    unit.audit("ledger.seal", "contract", contract, content={"period": period, "digest": digest})
    return digest
