"""Tables of documents and of planned events.

A document belongs to a case or group (``case``) or to an event (``event``): ``subject`` is the
permanent id of either. Each revision is a row of its own, so that what was approved stays as it
was. A planned event has the permanent id that its record will have.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
)

from core.store import ID, Instant, PermanentId, metadata

DOCUMENT = Table(
    "document",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("of", String(10), nullable=False),
    Column("subject", PermanentId, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("turn", ID, nullable=False),
    Column("revision", ID, nullable=False),
    Column("form_version", ID, nullable=False),
    Column("state", String(12), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("handed_in_at", Instant, nullable=True),
    Column("decided_at", Instant, nullable=True),
    Column("decided_by", String(80), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("version", ID, nullable=False),
    UniqueConstraint("subject", "kind", "turn", "revision"),
    Index("ix_document_waiting", "county", "state", "handed_in_at"),
)

PLANNED_EVENT = Table(
    "planned_event",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("provider", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("title", String(120), nullable=False),
    Column("day", Date, nullable=False),
    Column("worker", String(80), nullable=False),
    Column("dropped", Boolean, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_planned_event_list", "county", "dropped", "day"),
)
