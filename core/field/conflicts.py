"""Conflicts 冲突: a second version of a record, kept until somebody has chosen between the two."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, or_, select, update

from core.activities.rows import RECORD
from core.field.receipts import Arrival
from core.field.rows import CONFLICT, DEVICE
from core.places.rows import PLACE
from core.recording.inputs import RecordInput
from core.recording.record import LONGEST_REASON, digest_of, plain
from core.store import Unit, new_id
from core.store.errors import Missing
from core.store.ids import checked_id
from core.trust import Scope
from core.trust.visible import visible

KEPT = (
    "这条记录已经收到过，但内容不同。后到的这一份也留下了，没有覆盖已有的；"
    "请到“冲突”里对照两份，选定用哪一份。"
)
#: Conflicts that a list shows at once.
MOST_LISTED = 200
HOW = {"kept": "保留已有的", "taken": "用后到的", "chosen": "逐项选定"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ConflictKept:
    """What came second, and what has become of it; ``base`` as in the table."""

    id: str
    record: str
    content: RecordInput
    base: int
    reason: str
    account: str
    phone: str
    made_at: datetime | None
    received_at: datetime
    open: bool
    how: str
    settled_by: str
    settled_at: datetime | None
    settled_reason: str


def keep_conflict(
    unit: Unit, posted: RecordInput, *, base: int, reason: str = "", arrival: Arrival | None = None
) -> str:
    """Keep what came second, whole; the same once more waits once. Returns the conflict's id."""
    record = checked_id(posted.id)
    digest = digest_of(posted)
    there = select(CONFLICT.c.uuid).where(
        CONFLICT.c.record == record, CONFLICT.c.digest == digest, CONFLICT.c.state == "open"
    )
    known = unit.connection.execute(there).scalar()
    if known is not None:
        return str(known)
    uuid, content = new_id(), plain(posted)
    unit.connection.execute(
        insert(CONFLICT).values(
            uuid=uuid,
            county=unit.county,
            record=record,
            content=content,
            digest=digest,
            base=base,
            reason=reason.strip()[:LONGEST_REASON],
            account=unit.actor.id,
            device_id=arrival.device if arrival else None,
            made_at=arrival.made_at if arrival else None,
            received_at=unit.at,
            state="open",
            settled_how="",
            settled_by="",
            settled_at=None,
            settled_reason="",
        )
    )
    unit.audit("conflict.keep", "record", record, version=base or 1, content=content)
    return uuid


def within_reach(account: str, approves: Scope) -> ColumnElement[bool]:
    """The conflicts that are this account's to settle: on its own records, made by itself, or on
    records where it approves corrections."""
    return or_(
        RECORD.c.worker == account,
        CONFLICT.c.account == account,
        visible(approves, PLACE.c.key),
    )


def open_conflicts(
    connection: Connection, county: str, reach: ColumnElement[bool]
) -> list[ConflictKept]:
    """The conflicts that wait, oldest first."""
    rows = connection.execute(
        _rows()
        .where(CONFLICT.c.county == county, CONFLICT.c.state == "open", reach)
        .order_by(CONFLICT.c.received_at, CONFLICT.c.id)
        .limit(MOST_LISTED)
    )
    return [_fact(row) for row in rows.mappings()]


def number_open(connection: Connection, county: str, reach: ColumnElement[bool]) -> int:
    """How many wait."""
    counted = (
        select(func.count())
        .select_from(CONFLICT)
        .join(RECORD, RECORD.c.uuid == CONFLICT.c.record)
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .where(CONFLICT.c.county == county, CONFLICT.c.state == "open", reach)
    )
    return connection.execute(counted).scalar_one()


def conflict_kept(connection: Connection, county: str, uuid: str) -> ConflictKept:
    """One conflict, open or settled; Missing when there is none."""
    wanted = _rows().where(CONFLICT.c.county == county, CONFLICT.c.uuid == checked_id(uuid))
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise Missing("没有这处冲突，或者不在您的权限范围内。")
    return _fact(row)


def write_settled(unit: Unit, conflict: ConflictKept, how: str, reason: str) -> None:
    """Note how it was settled, once; the second version stays readable."""
    unit.connection.execute(
        update(CONFLICT)
        .where(CONFLICT.c.uuid == conflict.id, CONFLICT.c.state == "open")
        .values(
            state="settled",
            settled_how=how,
            settled_by=unit.actor.id,
            settled_at=unit.at,
            settled_reason=reason,
        )
    )
    unit.audit("conflict.settle", "record", conflict.record, content={"how": how}, reason=reason)


def _rows() -> Any:
    return (
        select(CONFLICT, DEVICE.c.name.label("phone"))
        .join(RECORD, RECORD.c.uuid == CONFLICT.c.record)
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .outerjoin(DEVICE, DEVICE.c.id == CONFLICT.c.device_id)
    )


def _fact(row: RowMapping) -> ConflictKept:
    return ConflictKept(
        id=row["uuid"],
        record=row["record"],
        content=msgspec.convert(row["content"], RecordInput),
        base=row["base"],
        reason=row["reason"],
        account=row["account"],
        phone=row["phone"] or "",
        made_at=row["made_at"],
        received_at=row["received_at"],
        open=row["state"] == "open",
        how=row["settled_how"],
        settled_by=row["settled_by"],
        settled_at=row["settled_at"],
        settled_reason=row["settled_reason"],
    )
