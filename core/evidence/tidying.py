"""Clearing away parts of uploads that nobody goes on with, and those that never got a row."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from core.evidence.keeping import Files, Kind
from core.evidence.rows import UPLOAD
from core.store import Unit

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def give_up(unit: Unit, before: datetime) -> int:
    """Forget uploads without a new part since then; how many. The phone begins again, if ever."""
    gone = unit.connection.execute(
        delete(UPLOAD)
        .where(UPLOAD.c.county == unit.county, UPLOAD.c.changed_at < before)
        .returning(UPLOAD.c.id)
    ).all()
    if gone:
        unit.audit("file.give_up", "file_upload", unit.county, content={"uploads": len(gone)})
    return len(gone)


def forget_strays(unit: Unit, files: Files, before: datetime) -> int:
    """Delete parts older than that which no upload names; how many.

    A part is made before its row: a young one may be on its way, so ``before`` is hours ago.
    """
    rows = unit.connection.execute(select(UPLOAD.c.parts).where(UPLOAD.c.county == unit.county))
    named = {name for parts in rows.scalars() for name in parts}
    found = 0
    for name in files.names(unit.county, Kind.PART):
        if name not in named and _made(name) < before:
            files.delete(unit.county, Kind.PART, name)
            found += 1
    return found


def _made(name: str) -> datetime:
    """When a part was made: its name is a UUIDv7, which begins with the milliseconds."""
    return EPOCH + timedelta(milliseconds=UUID(name).int >> 80)
