"""Tables of months that were handed in 交账单, and of those that wait for a second person."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from core.store import ID, Instant, PermanentId, metadata

#: ``content`` is the canonical text whose SHA-256 is ``digest``; neither is ever changed.
SNAPSHOT = Table(
    "month_snapshot",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("period", String(20), nullable=False),
    Column("package_version", Integer, nullable=False),
    Column("handed_in_at", Instant, nullable=False),
    Column("handed_in_by", String(80), nullable=False),
    Column("content", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("contract_id", "period"),
)

#: Somebody asked for a month to be handed in where the package wants a second person.
ASKED = Table(
    "month_asked",
    metadata,
    Column("id", ID, primary_key=True),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("period", String(20), nullable=False),
    Column("asked_by", String(80), nullable=False),
    Column("asked_at", Instant, nullable=False),
    UniqueConstraint("contract_id", "period"),
)
