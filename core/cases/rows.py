"""Tables of cases and groups, and their facts."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    select,
)

from core.facts import Attendance, Noun, Record
from core.people.rows import PERSON
from core.store import ID, Instant, PermanentId, metadata

CASE = Table(
    "case_file",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("provider", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("title", String(120), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("opened", Date, nullable=False),
    Column("closed", Date, nullable=True),
    Column("closing_reason", String(200), nullable=False),
    Column("worker", String(80), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("void", Boolean, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_case_file_list", "county", "void", "opened"),
)

MEMBER = Table(
    "case_member",
    metadata,
    Column("id", ID, primary_key=True),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("joined", Date, nullable=False),
    Column("left", Date, nullable=True),
    UniqueConstraint("case_id", "person_id", "joined"),
    Index("ix_case_member_person", "person_id"),
)


def case_record(
    row: RowMapping,
    site: str,
    members: Iterable[str],
    sessions: Iterable[int],
) -> Record:
    """The fact of one case or group; ``sessions`` are the sizes of its sessions in time order."""
    members = tuple(members)
    dates: dict[str, date] = {"opened": row["opened"], "service": row["opened"]}
    if row["closed"] is not None:
        dates["closed"] = row["closed"]
    return Record(
        id=row["uuid"],
        noun=Noun.CASE,
        kind=row["kind"],
        dates=dates,
        county=row["county"],
        provider=row["provider"],
        site=site,
        worker=row["worker"],
        fields=row["fields"],
        attendances=tuple(Attendance(person=person) for person in members),
        evidence=frozenset(row["evidence"]),
        accepted=row["accepted"],
        void=row["void"],
        stage=row["stage"],
        members=len(members),
        session_sizes=tuple(sessions),
        received_at=row["received_at"],
    )


def member_uuids(connection: Connection, case_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Case → permanent ids of everyone who ever was a member, in order of joining."""
    found: dict[int, tuple[str, ...]] = {}
    rows = connection.execute(
        select(MEMBER.c.case_id, PERSON.c.uuid)
        .join(PERSON, PERSON.c.id == MEMBER.c.person_id)
        .where(MEMBER.c.case_id.in_(list(case_ids)))
        .order_by(MEMBER.c.case_id, MEMBER.c.joined, MEMBER.c.id)
    )
    for row in rows:
        if row.uuid not in found.get(row.case_id, ()):  # who left may have joined again
            found[row.case_id] = (*found.get(row.case_id, ()), row.uuid)
    return found
