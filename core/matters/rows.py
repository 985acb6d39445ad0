"""Tables of matters: their own row, the routes that govern them, and their steps, which only grow."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from core.store import ID, Instant, PermanentId, metadata

#: ``state``, ``due_at`` and ``next_at`` are what the rule makes of the steps, written with each of
#: them, so that lists and the clock find their rows without judging every matter again.
MATTER = Table(
    "matter",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("severity", String(20), nullable=False),
    Column("what", Text, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=True),
    Column("name", String(40), nullable=False),
    Column("address", String(200), nullable=False),
    Column("record", PermanentId, nullable=True),
    Column("sheltered", Boolean, nullable=False),
    Column("worker", String(80), nullable=False),
    Column("found_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("due_at", Instant, nullable=True),
    Column("next_at", Instant, nullable=True),
    Column("content", String(64), nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_matter_list", "county", "state", "kind"),
    Index("ix_matter_next", "county", "next_at"),
    Index("ix_matter_person", "person_id"),
    Index("ix_matter_record", "record"),
)

MATTER_ROUTE = Table(
    "matter_route",
    metadata,
    Column("id", ID, primary_key=True),
    Column("matter_id", ForeignKey("matter.id"), nullable=False),
    Column("contract", String(80), nullable=False),
    Column("route", String(80), nullable=False),
    UniqueConstraint("matter_id", "contract"),
)

MATTER_STEP = Table(
    "matter_step",
    metadata,
    Column("id", ID, primary_key=True),
    Column("matter_id", ForeignKey("matter.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("act", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("office", String(120), nullable=False),
    Column("office_kind", String(20), nullable=False),
    Column("told_to", JSON, nullable=False),
    Column("means", String(20), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("by_system", Boolean, nullable=False),
    UniqueConstraint("matter_id", "seq"),
)
