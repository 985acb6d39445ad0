"""Tables of records: one table for everything that was done or made, with its children.

People, places, cases, dates and evidence are real columns; a form's answers are one versioned
JSON payload (``fields``), never a table of a plugin.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    or_,
    text,
)

from core.store import ID, Instant, PermanentId, metadata

#: ``day`` is the service day, or the earliest date of a record that has none.
RECORD = Table(
    "record",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("provider", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("noun", String(12), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("day", Date, nullable=False),
    Column("dates", JSON, nullable=False),
    Column("worker", String(80), nullable=False),
    Column("role", String(10), nullable=False),
    Column("title", String(120), nullable=False),
    Column("minutes", Integer, nullable=True),
    Column("started_at", Instant, nullable=True),
    Column("fields", JSON, nullable=False),
    Column("form", JSON, nullable=False),
    Column("case_id", ForeignKey("case_file.id"), nullable=True),
    Column("contract_order", JSON, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("void", Boolean, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("content", String(64), nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_record_list", "county", "day", "id"),
    Index("ix_record_worker", "worker", "day"),
    Index("ix_record_case", "case_id"),
    Index(
        "ix_record_waiting",
        "county",
        "day",
        "id",
        sqlite_where=text("accepted = 0"),
        postgresql_where=text("NOT accepted"),
    ),
    Index(
        "ix_record_output",
        "county",
        "kind",
        "day",
        sqlite_where=text("noun <> 'activity'"),
        postgresql_where=text("noun <> 'activity'"),
    ),
)

#: An output that was sent back 退回 waits for its author until ``mended_at``.
SENT_BACK = Table(
    "sent_back",
    metadata,
    Column("id", ID, primary_key=True),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(80), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("mended_at", Instant, nullable=True),
    Index("ix_sent_back_record", "record_id"),
)

ATTENDANCE = Table(
    "attendance",
    metadata,
    Column("id", ID, primary_key=True),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("minutes", Integer, nullable=True),
    Column("classes", JSON, nullable=False),
    UniqueConstraint("record_id", "person_id"),
    Index("ix_attendance_person", "person_id", "record_id"),
)

HEAD_COUNT = Table(
    "head_count",
    metadata,
    Column("id", ID, primary_key=True),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("audience", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("record_id", "audience"),
)

SERVICE_ITEM = Table(
    "service_item",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("code", String(40), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=True),
    Column("minutes", Integer, nullable=True),
    Column("result", String(20), nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("evidence", JSON, nullable=False),
    Index("ix_service_item_record", "record_id"),
    Index(
        "ix_service_item_person",
        "person_id",
        sqlite_where=text("person_id IS NOT NULL"),
        postgresql_where=text("person_id IS NOT NULL"),
    ),
)

#: ``file`` is the SHA-256 of a picture, empty for what is kept on paper elsewhere; ``arrived_at`` is
#: when its bytes were there and accepted. Until then the piece is awaited and does not count.
EVIDENCE = Table(
    "evidence",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("note", String(400), nullable=False),
    Column("file", String(64), nullable=False, server_default=""),
    Column("arrived_at", Instant, nullable=True),
    Column("added_at", Instant, nullable=False),
    Column("added_by", String(80), nullable=False),
    Column("withdrawn_at", Instant, nullable=True),
    Index("ix_evidence_record", "record_id"),
    Index(
        "ix_evidence_file",
        "file",
        sqlite_where=text("file <> ''"),
        postgresql_where=text("file <> ''"),
    ),
    Index(
        "ix_evidence_awaited",
        "record_id",
        sqlite_where=text("file <> '' AND arrived_at IS NULL"),
        postgresql_where=text("file <> '' AND arrived_at IS NULL"),
    ),
)
#: What counts of evidence, as far as its bytes are concerned: paper, or a picture that is there.
AT_HAND = or_(EVIDENCE.c.file == "", EVIDENCE.c.arrived_at.is_not(None))
