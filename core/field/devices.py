"""Phones 手机: enrolled by whoever signs in on them, known by a token of their own, and stopped.

A phone that was stopped is told at its next request to wipe what it holds of other people, and the
sessions on it end at once. It is never enrolled again under the same permanent id: a phone that
was found again makes itself a new one.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, bindparam, insert, select, update

from core.field.rows import DEVICE
from core.recording.answers import kept_text
from core.store import Actor, Unit, unit_of_work
from core.store.errors import Missing, Refused
from core.store.ids import checked_id
from core.store.prepared import Prepared
from core.trust.secrets import Sealer
from core.trust.service.sessions import end_session, token_hash

RECOVERY = "device.recovery"
LONGEST_NAME = 80
LONGEST_REASON = 400
#: Phones of one account that are in use at a time.
MOST_IN_USE = 10
#: Ids under which a phone was stopped before: so many are looked at.
MOST_BEFORE = 20
#: Written at most this often: a request is not a write.
SEEN_EVERY = timedelta(minutes=5)
OF_TOKEN = Prepared(select(DEVICE).where(DEVICE.c.token_hash == bindparam("token_hash")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """One phone of one account. ``id`` is made on the phone and stays; ``session`` is the last one
    that was seen on it."""

    number: int
    id: str
    account: str
    county: str
    name: str
    session: str
    enrolled_at: datetime
    last_seen: datetime
    revoked_at: datetime | None
    revoked_by: str
    reason: str

    @property
    def revoked(self) -> bool:
        """Whether it was stopped."""
        return self.revoked_at is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolled:
    """An enrolment: the token goes into the cookie, the recovery key to the phone, no copy stays."""

    device: Device
    token: str
    recovery_key: str


class DeviceRevoked(Refused):
    """The phone was stopped: it sends nothing more, and wipes what it holds of other people."""


REVOKED = "这台手机已被停用，不能再收发。没发出的记录还在手机上，请联系站长。"


def device_fact(row: RowMapping | Mapping[str, Any]) -> Device:
    """A phone's row as a fact; its token and key stay behind."""
    return Device(
        number=row["id"],
        id=row["uuid"],
        account=row["account"],
        county=row["county"],
        name=row["name"],
        session=row["session"],
        enrolled_at=row["enrolled_at"],
        last_seen=row["last_seen"],
        revoked_at=row["revoked_at"],
        revoked_by=row["revoked_by"],
        reason=row["revoke_reason"],
    )


def device_of_token(connection: Connection, token: str) -> Device | None:
    """The phone that holds this token, stopped or not."""
    row = OF_TOKEN.first(connection, token_hash=token_hash(token))
    return device_fact(row._asdict()) if row else None


def enrol(
    unit: Unit,
    sealer: Sealer,
    *,
    device: str,
    name: str,
    session: str,
    after: tuple[str, ...] = (),
) -> Enrolled:
    """Enrol the phone for whoever acts; the same phone again gets a new token and the same key.

    ``after`` are the ids under which this phone was stopped before, the last one first: the key of
    the first that was this person's goes on, so that what waits on the phone can still be read.

    Raises Refused for a name that cannot be kept, DeviceRevoked for a phone that was stopped.
    """
    uuid = checked_id(device)
    called = kept_text(name, "name", LONGEST_NAME, missing="请写明是哪一台手机。")
    before = _row(unit.connection, uuid, unit.actor.id)
    if before is not None and before["revoked_at"] is not None:
        raise DeviceRevoked(REVOKED)
    token = secrets.token_urlsafe(32)
    seen = {"token_hash": token_hash(token), "session": session, "last_seen": unit.at}
    bound = f"{uuid}/{unit.actor.id}"
    if before is not None:
        key = sealer.unseal(before["recovery"], RECOVERY, bound)
        unit.connection.execute(
            update(DEVICE).where(DEVICE.c.id == before["id"]).values(name=called, **seen)
        )
        action = "device.enrol_again"
    else:
        if len(in_use(unit.connection, unit.actor.id)) >= MOST_IN_USE:
            raise Refused(f"您已登记 {MOST_IN_USE} 台手机，请先在“我”里停用不用的。", field="id")
        key = _key_before(unit, sealer, after) or secrets.token_urlsafe(32)
        unit.connection.execute(
            insert(DEVICE).values(
                uuid=uuid,
                county=unit.county,
                account=unit.actor.id,
                name=called,
                recovery=sealer.seal(key, RECOVERY, bound),
                enrolled_at=unit.at,
                revoked_at=None,
                revoked_by="",
                revoke_reason="",
                **seen,
            )
        )
        action = "device.enrol"
    unit.audit(action, "device", uuid, content={"account": unit.actor.id, "name": called})
    row = _row(unit.connection, uuid, unit.actor.id)
    assert row is not None
    return Enrolled(device=device_fact(row), token=token, recovery_key=key)


def revoke_device(unit: Unit, *, device: str, account: str, reason: str) -> Device:
    """Stop a phone of an account, with the reason; the sessions on it end in the same act.

    Whether the actor may is the caller's question.
    """
    row = _row(unit.connection, checked_id(device), account)
    if row is None or row["county"] != unit.county:
        raise Missing("没有这台手机。")
    why = kept_text(reason, "reason", LONGEST_REASON, missing="请写明为什么停用。")
    if row["revoked_at"] is not None:
        raise Refused("这台手机已经停用。")
    values = {"revoked_at": unit.at, "revoked_by": unit.actor.id, "revoke_reason": why}
    unit.connection.execute(update(DEVICE).where(DEVICE.c.id == row["id"]).values(**values))
    unit.audit("device.revoke", "device", row["uuid"], content={"account": account}, reason=why)
    if row["session"]:
        end_session(unit, session=row["session"])
    return device_fact({**row, **values})


def seen_device(engine: Engine, device: Device, *, session: str, at: datetime) -> None:
    """Note that the phone was used, at most every five minutes, and on which session, at once."""
    if device.session == session and at - device.last_seen < SEEN_EVERY:
        return
    actor = Actor(id=device.account, name="")
    with unit_of_work(engine, actor=actor, at=at, county=device.county) as unit:
        unit.connection.execute(
            update(DEVICE)
            .where(DEVICE.c.id == device.number, DEVICE.c.revoked_at.is_(None))
            .values(session=session, last_seen=at)
        )


def in_use(connection: Connection, account: str) -> list[Device]:
    """The phones of an account that were not stopped."""
    return [one for one in devices_of(connection, [account]) if not one.revoked]


def devices_of(connection: Connection, accounts: list[str]) -> list[Device]:
    """All phones of these accounts, those in use first, the last used on top."""
    rows = connection.execute(
        select(DEVICE)
        .where(DEVICE.c.account.in_(accounts))
        .order_by(DEVICE.c.revoked_at.is_not(None), DEVICE.c.last_seen.desc(), DEVICE.c.id.desc())
    )
    return [device_fact(row) for row in rows.mappings()]


def accounts_on(connection: Connection, devices: list[str]) -> dict[str, tuple[str, ...]]:
    """Phone → the accounts that were ever enrolled on it."""
    found: dict[str, tuple[str, ...]] = {}
    rows = connection.execute(
        select(DEVICE.c.uuid, DEVICE.c.account)
        .where(DEVICE.c.uuid.in_(devices))
        .order_by(DEVICE.c.id)
    )
    for row in rows:
        found[row.uuid] = (*found.get(row.uuid, ()), row.account)
    return found


def _key_before(unit: Unit, sealer: Sealer, after: tuple[str, ...]) -> str:
    for uuid in map(checked_id, after[:MOST_BEFORE]):
        row = _row(unit.connection, uuid, unit.actor.id)
        if row is not None:
            return sealer.unseal(row["recovery"], RECOVERY, f"{uuid}/{unit.actor.id}")
    return ""


def _row(connection: Connection, uuid: str, account: str) -> Any:
    found = select(DEVICE).where(DEVICE.c.uuid == uuid, DEVICE.c.account == account)
    return connection.execute(found).mappings().first()
