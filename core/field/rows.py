"""Tables of field work: phones, receipts of what they sent, and conflicts until they are settled."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from core.store import ID, Instant, PermanentId, metadata

#: ``uuid`` names the phone and is made on it; a phone that two people use has a row for each.
#: ``recovery`` is the key of its outbox, sealed. ``session`` is the last one seen on it.
DEVICE = Table(
    "device",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False),
    Column("county", String(80), nullable=False),
    Column("account", PermanentId, nullable=False),
    Column("name", String(80), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("recovery", LargeBinary, nullable=False),
    Column("session", String(36), nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("revoked_at", Instant, nullable=True),
    Column("revoked_by", String(80), nullable=False),
    Column("revoke_reason", String(400), nullable=False),
    UniqueConstraint("uuid", "account"),
    Index("ix_device_account", "account"),
)

#: One row for each item that was taken in: saved, or kept as a conflict. ``digest`` is that of the
#: item as it came, so that the same item again gets its first answer. ``apart`` are whole seconds
#: by which the phone's time lies outside of what the station knows.
RECEIPT = Table(
    "receipt",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("record", PermanentId, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("did", String(12), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("version", ID, nullable=False),
    Column("account", String(80), nullable=False),
    Column("device_id", ForeignKey("device.id"), nullable=True),
    Column("seq", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("started_at", Instant, nullable=True),
    Column("nonce", String(120), nullable=False),
    Column("nonce_at", Instant, nullable=True),
    Column("received_at", Instant, nullable=False),
    Column("clocks", String(12), nullable=False),
    Column("apart", BigInteger, nullable=False),
    UniqueConstraint("record", "digest"),
)

#: The content that came second, whole. ``base`` is the version that a correction was made on, and
#: 0 when the record came a second time with other content.
CONFLICT = Table(
    "conflict",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("record", PermanentId, nullable=False),
    Column("content", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("base", ID, nullable=False),
    Column("reason", String(400), nullable=False),
    Column("account", String(80), nullable=False),
    Column("device_id", ForeignKey("device.id"), nullable=True),
    Column("made_at", Instant, nullable=True),
    Column("received_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Column("settled_how", String(10), nullable=False),
    Column("settled_by", String(80), nullable=False),
    Column("settled_at", Instant, nullable=True),
    Column("settled_reason", String(400), nullable=False),
    Index(
        "uq_conflict_waiting",
        "record",
        "digest",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(
        "ix_conflict_open",
        "county",
        "received_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)
