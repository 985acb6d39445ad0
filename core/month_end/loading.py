"""Months that were handed in, months that were asked for, and what changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, not_, select, text

from core.facts import EntryStatus, Period
from core.ledger.book import Book
from core.ledger.opened import Opened, entry_fact, in_scope
from core.ledger.rows import BOOKED_ELSEWHERE, ENTRY, SEAL
from core.ledger.rules.book import scope_kind
from core.ledger.rules.seen import in_units
from core.month_end.rows import ASKED, SNAPSHOT
from core.packages.terms import Terms

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A month that was handed in: who, when, under which version, and the canonical text."""

    uuid: str
    contract: str
    period: str
    package_version: int
    at: datetime
    by: str
    digest: str
    text: str

    @cached_property
    def content(self) -> dict[str, Any]:
        """What was frozen."""
        found: dict[str, Any] = msgspec.json.decode(self.text)
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What was booked later for days of a month that was sealed: entries, and units added."""

    entries: int
    quantity: Decimal


def handed_in(connection: Connection, book: Book, contract: str, period: str) -> HandedIn | None:
    """The snapshot of a contract's month, if it was handed in."""
    row = connection.execute(
        select(SNAPSHOT).where(
            SNAPSHOT.c.contract_id == book.ids[contract], SNAPSHOT.c.period == period
        )
    ).first()
    return _handed_in(row, contract) if row else None


def _handed_in(row: Any, contract: str) -> HandedIn:
    return HandedIn(
        uuid=row.uuid,
        contract=contract,
        period=row.period,
        package_version=row.package_version,
        at=row.handed_in_at,
        by=row.handed_in_by,
        digest=row.digest,
        text=row.content,
    )


def every_snapshot(connection: Connection, book: Book) -> list[tuple[HandedIn, str | None]]:
    """Every snapshot of every contract, with the digest of its month's seal."""
    rows = connection.execute(
        select(SNAPSHOT, SEAL.c.digest.label("sealed"))
        .outerjoin(
            SEAL,
            and_(SEAL.c.contract_id == SNAPSHOT.c.contract_id, SEAL.c.period == SNAPSHOT.c.period),
        )
        .order_by(SNAPSHOT.c.id)
    )
    return [(_handed_in(row, book.keys.get(row.contract_id, "")), row.sealed) for row in rows]


def sealed_since(connection: Connection, book: Book, contract: str) -> dict[str, datetime]:
    """Month → when it was sealed, of a contract."""
    rows = connection.execute(
        select(SEAL.c.period, SEAL.c.sealed_at).where(SEAL.c.contract_id == book.ids[contract])
    )
    return {row.period: row.sealed_at for row in rows}


def asked_by(connection: Connection, book: Book, contract: str, period: str) -> str:
    """Who asked for the month to be handed in by a second person; empty when nobody did."""
    found = connection.execute(
        select(ASKED.c.asked_by).where(
            ASKED.c.contract_id == book.ids[contract], ASKED.c.period == period
        )
    ).scalar()
    return str(found or "")


def _adjusting(connection: Connection, book: Book, contract: str, month: Period) -> Any:
    """What was counted, or taken back, for days of the month and is booked in another one."""
    return and_(
        ENTRY.c.contract_id == book.ids[contract],
        ENTRY.c.day.between(month.start, month.end),
        ENTRY.c.status == EntryStatus.COUNTED.value,
        text(BOOKED_ELSEWHERE[connection.dialect.name]),
    )


def changes_of(
    connection: Connection, book: Book, terms: Terms, month: Period
) -> Mapping[str, Change]:
    """Line → what was counted or taken back later for days of the month (封存后变动).

    What came late and does not count changes no number: it stands among the line's 未计.
    """
    rows = connection.execute(
        select(
            ENTRY.c.line,
            ENTRY.c.scope,
            ENTRY.c.sign,
            ENTRY.c.quantity,
            func.count().label("number"),
        )
        .where(_adjusting(connection, book, terms.contract.key, month))
        .group_by(ENTRY.c.line, ENTRY.c.scope, ENTRY.c.sign, ENTRY.c.quantity)
    )
    entries: dict[str, int] = {}
    sums: dict[str, Decimal] = {}
    for row in rows:
        line = terms.every_line.get(row.line)
        if line is None or scope_kind(row.scope) != line.scopes[0]:
            continue
        entries[row.line] = entries.get(row.line, 0) + row.number
        added = row.quantity * row.sign * row.number
        sums[row.line] = sums.get(row.line, Decimal(0)) + added
    return {
        key: Change(entries=number, quantity=in_units(terms.every_line[key], sums[key]))
        for key, number in entries.items()
    }


def changed_entries(
    connection: Connection,
    book: Book,
    terms: Terms,
    month: Period,
    line: str = "",
    *,
    before: int = 0,
    limit: int = PAGE,
) -> tuple[list[Opened], int]:
    """One page of them as ``changes_of`` counts them, newest first, and the number under which the next page goes on (or 0)."""
    others = [
        and_(ENTRY.c.line == one.key, not_(in_scope(ENTRY.c.scope, one.scopes[0])))
        for one in terms.every_line.values()
        if len(one.scopes) > 1
    ]
    wanted = select(ENTRY).where(
        _adjusting(connection, book, terms.contract.key, month),
        ENTRY.c.line.in_(list(terms.every_line)),
        *map(not_, others),
    )
    if line:
        wanted = wanted.where(ENTRY.c.line == line)
    if before:
        wanted = wanted.where(ENTRY.c.id < before)
    rows = connection.execute(wanted.order_by(ENTRY.c.id.desc()).limit(limit + 1)).all()
    found = [Opened(id=row.id, entry=entry_fact(row._mapping, book)) for row in rows[:limit]]
    return found, (rows[limit - 1].id if len(rows) > limit else 0)
