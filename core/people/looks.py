"""Who looked 查看记录: every look at what is masked has left an audit entry with its reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from core.store.audit import AUDIT

SHOWN = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One look at a person's ID number and phone, on the screen or on paper."""

    at: datetime
    account: str
    reason: str


def looks_at(connection: Connection, county: str, person_uuid: str) -> list[Look]:
    """The last looks at what is masked in a person's file, newest first."""
    rows = connection.execute(
        select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.reason)
        .where(
            AUDIT.c.kind == "person",
            AUDIT.c.object_id == person_uuid,
            AUDIT.c.action == "reveal_id_number",
            AUDIT.c.county == county,
        )
        .order_by(AUDIT.c.seq.desc())
        .limit(SHOWN)
    )
    return [Look(at=row.at, account=row.actor, reason=row.reason) for row in rows]
