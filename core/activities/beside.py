"""What stands beside the rows of a list of records: people, heads, evidence, why sent back.

One statement each, for a whole page: the ids are given as one value, however many.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, func, select

from core.activities.rows import ATTENDANCE, EVIDENCE, HEAD_COUNT, RECORD, SENT_BACK
from core.evidence.rows import FILE, KEPT
from core.people.rows import PERSON
from core.store.prepared import Among, Prepared

NAMES = Prepared(
    select(ATTENDANCE.c.record_id, PERSON.c.uuid, PERSON.c.name)
    .join(PERSON, PERSON.c.id == ATTENDANCE.c.person_id)
    .where(Among(ATTENDANCE.c.record_id, "ids"))
    .order_by(ATTENDANCE.c.id)
)
HEADS = Prepared(
    select(HEAD_COUNT.c.record_id, func.sum(HEAD_COUNT.c.number).label("number"))
    .where(Among(HEAD_COUNT.c.record_id, "ids"))
    .group_by(HEAD_COUNT.c.record_id)
)
#: Evidence that stands; ``state`` is that of a file that came and does not count yet, else empty.
PIECES = Prepared(
    select(
        EVIDENCE.c.record_id,
        EVIDENCE.c.kind,
        EVIDENCE.c.uuid,
        EVIDENCE.c.file,
        EVIDENCE.c.arrived_at,
        func.coalesce(FILE.c.state, "").label("state"),
    )
    .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
    .outerjoin(
        FILE,
        and_(
            EVIDENCE.c.arrived_at.is_(None),
            FILE.c.county == RECORD.c.county,
            FILE.c.sha256 == EVIDENCE.c.file,
            FILE.c.state != KEPT,
        ),
    )
    .where(Among(EVIDENCE.c.record_id, "ids"), EVIDENCE.c.withdrawn_at.is_(None))
    .order_by(EVIDENCE.c.id)
)
REASONS = Prepared(
    select(SENT_BACK.c.record_id, SENT_BACK.c.reason)
    .where(Among(SENT_BACK.c.record_id, "ids"), SENT_BACK.c.mended_at.is_(None))
    .order_by(SENT_BACK.c.id)
)
NOTHING: dict[str, Any] = {"evidence": (), "awaited": (), "photos": ()}


def is_awaited(piece: Any) -> bool:
    """Whether a piece of evidence names a file whose bytes are not there yet, or not accepted."""
    return bool(piece.file) and piece.arrived_at is None


def names_beside(connection: Connection, ids: list[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Record → the people who took part, as (permanent id, name), in the order of the record."""
    grouped = _grouped(NAMES.rows(connection, ids=ids))
    return {record: tuple((one.uuid, one.name) for one in some) for record, some in grouped.items()}


def heads_beside(connection: Connection, ids: list[int]) -> dict[int, int]:
    """Record → heads that were counted without a name."""
    return {row.record_id: int(row.number) for row in HEADS.rows(connection, ids=ids)}


def evidence_beside(connection: Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    """Record → what is at hand, what is awaited (with its file's state), and what can be looked at."""
    return {
        record: _of_evidence(some)
        for record, some in _grouped(PIECES.rows(connection, ids=ids)).items()
    }


def reasons_beside(connection: Connection, ids: list[int]) -> dict[int, str]:
    """Record → why it was sent back, of those that are not yet mended."""
    if not ids:
        return {}
    return {row.record_id: row.reason for row in REASONS.rows(connection, ids=ids)}


def _of_evidence(pieces: Iterable[Any]) -> dict[str, Any]:
    standing = [(one, is_awaited(one)) for one in pieces]
    awaited = ((one.kind, one.state) for one, waits in standing if waits)
    return {
        "evidence": tuple(dict.fromkeys(one.kind for one, waits in standing if not waits)),
        "awaited": tuple(dict.fromkeys(awaited)),
        "photos": tuple(one.uuid for one, waits in standing if one.file and not waits),
    }


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.record_id, []).append(row)
    return found
