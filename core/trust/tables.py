"""Tables of trust: accounts, grants, sessions, sign-in attempts."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
)

from core.store import ID, Instant, PermanentId, metadata

#: ``agency`` is the key of the provider or purchaser the person works for; empty for none.
ACCOUNT = Table(
    "account",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("login", String(60), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("agency", String(80), nullable=False),
    Column("password_hash", String(200), nullable=True),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("version", ID, nullable=False),
)

GRANT = Table(
    "access_grant",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("account_id", ID, ForeignKey("account.id"), nullable=False, index=True),
    Column("role", String(40), nullable=False),
    Column("place", String(200), nullable=False),
    Column("contract", String(80), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=True),
    Column("granted_by", String(80), nullable=False),
    Column("granted_at", Instant, nullable=False),
    Column("reason", String(400), nullable=False),
    Column("version", ID, nullable=False),
    CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="days_in_order"),
)

SESSION = Table(
    "web_session",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("account_id", ID, ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant, nullable=True),
    Column("device", String(200), nullable=False),
    Column("csrf", String(64), nullable=False),
)

#: ``login`` holds a hash of what was typed: people type passwords into the wrong field.
ATTEMPT = Table(
    "sign_in_attempt",
    metadata,
    Column("id", ID, primary_key=True),
    Column("login", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("ok", Boolean, nullable=False),
    Index("ix_sign_in_attempt_login_at", "login", "at"),
    Index("ix_sign_in_attempt_address_at", "address", "at"),
)
