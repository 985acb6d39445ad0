"""Tables of notices: the inbox, what each person wants, robots of groups, and what has to leave."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from core.store import ID, Instant, PermanentId, metadata

NOTICE = Table(
    "notice",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("account", String(80), nullable=False),
    Column("event", String(40), nullable=False),
    Column("subject", String(160), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("number", Integer, nullable=False),
    Column("about", String(160), nullable=False),
    Column("link", String(200), nullable=False),
    Column("read_at", Instant, nullable=True),
    UniqueConstraint("account", "event", "subject", "slot"),
    Index("ix_notice_account", "account", "id"),
)
Index(
    "ix_notice_unread",
    NOTICE.c.account,
    sqlite_where=NOTICE.c.read_at.is_(None),
    postgresql_where=NOTICE.c.read_at.is_(None),
)

#: What one person wants of messages. ``mail`` is sealed; ``mailed`` are keys of events.
PREFERENCE = Table(
    "notice_preference",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("account", String(80), nullable=False, unique=True),
    Column("quiet_since", String(5), nullable=False),
    Column("quiet_until", String(5), nullable=False),
    Column("mail", LargeBinary, nullable=True),
    Column("mailed", JSON, nullable=False),
    Column("version", ID, nullable=False),
)

#: A group's robot. ``address`` is sealed: whoever has it may write into the group.
ROBOT = Table(
    "robot",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(80), nullable=False),
    Column("place", String(200), nullable=False),
    Column("agency", String(80), nullable=False),
    Column("address", LargeBinary, nullable=False),
    Column("events", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_robot_county", "county", "active"),
)

#: What has to leave the house. ``target`` is mail:<account> or robot:<uuid>.
DISPATCH = Table(
    "dispatch",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("target", String(90), nullable=False),
    Column("event", String(40), nullable=False),
    Column("subject", String(160), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("about", String(160), nullable=False),
    Column("link", String(200), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("sent_at", Instant, nullable=True),
    Column("given_up_at", Instant, nullable=True),
    Column("said", String(200), nullable=False),
    UniqueConstraint("target", "event", "subject", "slot"),
    Index("ix_dispatch_due", "county", "due_at"),
)

#: The address of a person's calendar: only the hash of its token is kept.
FEED = Table(
    "calendar_feed",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("account", String(80), nullable=False, unique=True),
    Column("token_hash", String(64), nullable=True, unique=True),
    Column("made_at", Instant, nullable=False),
)
