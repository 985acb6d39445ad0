"""Reading the audit chain by what was done, newest first: looks and lists taken along."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from core.store.audit import AUDIT


@dataclass(frozen=True, kw_only=True, slots=True)
class LookedAt:
    """One entry of the chain, without its hashes."""

    seq: int
    at: datetime
    actor: str
    action: str
    object_id: str
    reason: str


def looks_page(
    connection: Connection,
    county: str,
    actions: tuple[str, ...],
    *,
    before: int | None,
    limit: int,
) -> list[LookedAt]:
    """Entries of these actions before a number of the chain, newest first."""
    rows = select(*(AUDIT.c[name] for name in LookedAt.__slots__)).where(
        AUDIT.c.county == county, AUDIT.c.action.in_(actions)
    )
    if before is not None:
        rows = rows.where(AUDIT.c.seq < before)
    got = connection.execute(rows.order_by(AUDIT.c.seq.desc()).limit(limit))
    return [LookedAt(**dict(row)) for row in got.mappings()]
