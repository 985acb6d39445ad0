"""The evidence of one record, piece by piece, with what became of its photos."""

from typing import Any

from sqlalchemy import Connection, and_, func, select

from core.activities.rows import ATTENDANCE, EVIDENCE, RECORD
from core.evidence.rows import FILE


def evidence_of(connection: Connection, record_id: int) -> list[dict[str, Any]]:
    """Every piece of evidence of a record, withdrawn ones too, oldest first.

    With what became of its file, and how many other records show the same photo.
    """
    also = EVIDENCE.alias("also")
    elsewhere = (
        select(func.count(also.c.record_id.distinct()))
        .where(
            also.c.file == EVIDENCE.c.file,
            also.c.file != "",
            also.c.record_id != EVIDENCE.c.record_id,
            also.c.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            EVIDENCE,
            func.coalesce(FILE.c.refused_because, "").label("refused"),
            func.coalesce(FILE.c.state, "").label("file_state"),
            FILE.c.width,
            FILE.c.height,
            elsewhere.label("elsewhere"),
        )
        .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
        .outerjoin(FILE, and_(FILE.c.sha256 == EVIDENCE.c.file, FILE.c.county == RECORD.c.county))
        .where(EVIDENCE.c.record_id == record_id)
        .order_by(EVIDENCE.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def evidence_row(connection: Connection, county: str, uuid: str) -> Any:
    """One piece of evidence with the permanent id of its record, whoever may see it."""
    return connection.execute(
        select(EVIDENCE, RECORD.c.uuid.label("record"))
        .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
        .where(EVIDENCE.c.uuid == uuid, RECORD.c.county == county)
    ).first()


def photos_elsewhere(connection: Connection, record_id: int, most: int) -> list[str]:
    """Photos (by SHA-256) of the same person's other records of this kind at this place, newest first.

    None for a record with nobody or with several people: only a visit to one person is at that
    person's home.
    """
    this, own, other = RECORD.alias("this"), ATTENDANCE.alias("own"), ATTENDANCE.alias("other")
    number = select(func.count()).where(ATTENDANCE.c.record_id == this.c.id).scalar_subquery()
    rows = connection.execute(
        select(EVIDENCE.c.file)
        .select_from(this)
        .join(own, own.c.record_id == this.c.id)
        .join(other, other.c.person_id == own.c.person_id)
        .join(
            RECORD,
            and_(
                RECORD.c.id == other.c.record_id,
                RECORD.c.id != this.c.id,
                RECORD.c.kind == this.c.kind,
                RECORD.c.place_id == this.c.place_id,
                RECORD.c.void.is_(False),
            ),
        )
        .join(EVIDENCE, EVIDENCE.c.record_id == RECORD.c.id)
        .where(
            this.c.id == record_id,
            number == 1,
            EVIDENCE.c.arrived_at.is_not(None),
            EVIDENCE.c.withdrawn_at.is_(None),
        )
        .order_by(EVIDENCE.c.id.desc())
        .limit(most)
    )
    return list(rows.scalars())
