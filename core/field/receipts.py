"""Receipts 回执: what came with an item, when the station received it, and its first answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from core.field.clocks import Verdict, judge
from core.field.nonces import nonce_instant
from core.field.rows import DEVICE, RECEIPT
from core.recording.batch import Outcome
from core.store import Unit
from core.store.prepared import Among, Prepared
from core.trust.secrets import Sealer

WRITE = Prepared(insert(RECEIPT))
FIRST = Prepared(
    select(
        RECEIPT.c.record,
        RECEIPT.c.digest,
        RECEIPT.c.account,
        RECEIPT.c.outcome,
        RECEIPT.c.version,
        RECEIPT.c.made_at,
    ).where(Among(RECEIPT.c.record, "records"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """What came with one item beside its content. ``digest`` is that of the whole item, ``device``
    the small key of the enrolled phone, if it came from one."""

    did: str
    digest: str
    seq: int
    made_at: datetime
    nonce: str = ""
    device: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstAnswer:
    """How an item was answered when it came first, and to whom; ``made_at`` by its phone's clock."""

    account: str
    outcome: Outcome
    version: int
    made_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """One receipt as the record's page shows it."""

    did: str
    made_at: datetime
    started_at: datetime | None
    received_at: datetime
    clocks: Verdict
    apart: int
    phone: str


def first_answers(unit: Unit, records: Iterable[str]) -> dict[tuple[str, str], FirstAnswer]:
    """(record, digest of an item) → its first answer, for items of these records."""
    return {
        (row.record, row.digest): FirstAnswer(
            account=row.account,
            outcome=Outcome(row.outcome),
            version=row.version,
            made_at=row.made_at,
        )
        for row in FIRST.rows(unit.connection, records=sorted(set(records)))
    }


def receipt_row(
    unit: Unit,
    sealer: Sealer,
    arrival: Arrival,
    *,
    record: str,
    outcome: Outcome,
    version: int,
    started_at: datetime | None,
) -> dict[str, Any]:
    """The row that is kept of an item: its clocks are judged here, once, when it is received."""
    nonce_at = nonce_instant(sealer, unit.actor.id, arrival.nonce, unit.at)
    clocks = judge(arrival.made_at, unit.at, nonce_at)
    return {
        "county": unit.county,
        "record": record,
        "digest": arrival.digest,
        "did": arrival.did,
        "outcome": outcome.value,
        "version": version,
        "account": unit.actor.id,
        "device_id": arrival.device,
        "seq": arrival.seq,
        "made_at": arrival.made_at,
        "started_at": started_at,
        "nonce": arrival.nonce if nonce_at else "",
        "nonce_at": nonce_at,
        "received_at": unit.at,
        "clocks": clocks.verdict.value,
        "apart": clocks.apart,
    }


def write_receipts(unit: Unit, rows: list[dict[str, Any]]) -> None:
    """Keep the receipts of items that were taken in, in the transaction that took them in."""
    WRITE.write(unit.connection, rows)


def receipts_of(connection: Connection, record: str) -> list[Receipt]:
    """The receipts of one record, oldest first."""
    rows = connection.execute(
        select(RECEIPT, DEVICE.c.name.label("phone"))
        .outerjoin(DEVICE, DEVICE.c.id == RECEIPT.c.device_id)
        .where(RECEIPT.c.record == record)
        .order_by(RECEIPT.c.id)
    )
    return [
        Receipt(
            did=row.did,
            made_at=row.made_at,
            started_at=row.started_at,
            received_at=row.received_at,
            clocks=Verdict(row.clocks),
            apart=row.apart,
            phone=row.phone or "",
        )
        for row in rows
    ]
