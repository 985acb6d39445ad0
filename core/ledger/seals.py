"""Sealing a settlement month 封账: its entries, and their digest, stay for ever."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, insert, select

from core.facts import PeriodKind
from core.ledger.book import Book, sealed_months
from core.ledger.recount import Difference
from core.ledger.rows import ENTRY, SEAL
from core.store import Unit
from core.store.audit import canonical
from core.store.errors import Refused


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


def broken_seals(connection: Connection, book: Book) -> Iterator[Difference]:
    """Sealed months whose entries are no longer those that were sealed."""
    for seal in connection.execute(select(SEAL).order_by(SEAL.c.id)).mappings():
        if digest_of(connection, seal["contract_id"], seal["period"]) != seal["digest"]:
            contract = book.keys.get(seal["contract_id"], "")
            say = f"{contract} {seal['period']}：封存后内容被改动"
            yield Difference(what="seal", say=say)


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
