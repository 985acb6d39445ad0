"""The inbox 收件箱 of one account: what it was told, and what of that is still unread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, func, select, update

from core.notices.events import EVENTS, sentence
from core.notices.rows import NOTICE
from core.store import Unit
from core.store.errors import Missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """One notice in an inbox."""

    id: int
    uuid: str
    event: str
    at: datetime
    number: int
    about: str
    link: str
    read_at: datetime | None

    @property
    def say(self) -> str:
        """The notice as one line; of an event that is no longer declared, only where it was."""
        event = EVENTS.get(self.event)
        return sentence(event, self.number, self.about) if event else self.about


def unread(account: str) -> ScalarSelect[int]:
    """How many are unread, to be asked within another statement."""
    counted = select(func.count(NOTICE.c.id)).where(
        NOTICE.c.account == account, NOTICE.c.read_at.is_(None)
    )
    return counted.scalar_subquery()


def received(
    connection: Connection, account: str, *, before: int = 0, limit: int = 40
) -> tuple[list[Received], bool]:
    """One page of an inbox, the newest first; and whether there is more."""
    wanted = select(NOTICE).where(NOTICE.c.account == account)
    if before:
        wanted = wanted.where(NOTICE.c.id < before)
    rows = connection.execute(wanted.order_by(NOTICE.c.id.desc()).limit(limit + 1)).all()
    return [_received(row) for row in rows[:limit]], len(rows) > limit


def _received(row: Any) -> Received:
    return Received(**{name: getattr(row, name) for name in Received.__slots__})


def mark_read(unit: Unit, uuids: Iterable[str] = ()) -> list[Received]:
    """Mark the actor's own notices as read, all of them when none is named; those notices.

    Raises Missing when one that is named is not the actor's.
    """
    uuids = list(uuids)
    named = NOTICE.c.uuid.in_(uuids) if uuids else NOTICE.c.read_at.is_(None)
    mine = NOTICE.c.account == unit.actor.id, named
    found = [_received(row) for row in unit.connection.execute(select(NOTICE).where(*mine))]
    if len(found) < len(uuids):
        raise Missing("没有这条通知。")
    unit.connection.execute(
        update(NOTICE).where(*mine, NOTICE.c.read_at.is_(None)).values(read_at=unit.at)
    )
    unit.audit("notice.read", "account", unit.actor.id, content={"number": len(found)})
    return found
