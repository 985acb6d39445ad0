"""Tables of people: every row carries its county; dated rows are half-open [start, end)."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from core.people.search_keys import KEY_LENGTH
from core.store import ID, PermanentId, metadata

#: Compared byte by byte on both databases, so that a prefix is one stretch of the index.
SEARCHED = String(KEY_LENGTH).with_variant(String(KEY_LENGTH, collation="C"), "postgresql")
FINGERPRINT = String(64)


def _dated(name: str, *columns: Column[object]) -> Table:
    """A table of facts about persons, each with a permanent id and the form it first had."""
    return Table(
        name,
        metadata,
        Column("id", ID, primary_key=True),
        Column("uuid", PermanentId, nullable=False, unique=True),
        Column("person_id", ForeignKey("person.id"), nullable=False),
        Column("first_content", FINGERPRINT, nullable=False),
        *columns,
        Index(f"ix_{name}_person", "person_id"),
    )


HOUSEHOLD = Table(
    "household",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("number", String(40), nullable=False),
    Column("address", String(200), nullable=False),
    Column("version", ID, nullable=False),
    Column("first_content", FINGERPRINT, nullable=False),
    Index("ix_household_place", "county", "place_id", "number"),
)

#: ``code`` is the short internal code that lists show in place of an ID number.
PERSON = Table(
    "person",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("place_id", ForeignKey("place.id"), nullable=False),
    Column("household_id", ForeignKey("household.id"), nullable=True),
    Column("code", String(12), nullable=False),
    Column("name", String(40), nullable=False),
    Column("sex", String(1), nullable=False),
    Column("birth_date", Date, nullable=True),
    Column("id_number_cipher", LargeBinary, nullable=True),
    Column("id_number_index", FINGERPRINT, nullable=True),
    Column("phone", String(20), nullable=False),
    Column("has_phone", Boolean, nullable=False),
    Column("address", String(200), nullable=False),
    Column("died_on", Date, nullable=True),
    Column("version", ID, nullable=False),
    Column("first_content", FINGERPRINT, nullable=False),
    UniqueConstraint("county", "code"),
    UniqueConstraint("county", "id_number_index", name="uq_person_id_number"),
    Index("ix_person_list", "county", "place_id", "id"),
    Index("ix_person_household", "household_id"),
)

CATEGORY = _dated(
    "person_category",
    Column("code", String(40), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=True),
)

ASSESSMENT = _dated(
    "assessment",
    Column("kind", String(40), nullable=False),
    Column("level", String(40), nullable=False),
    Column("score", Integer, nullable=True),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=True),
    Column("assessor", String(80), nullable=False),
)

ABSENCE = _dated(
    "absence",
    Column("reason", String(40), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=True),
)

CONTACT = _dated(
    "contact",
    Column("name", String(40), nullable=False),
    Column("relation", String(20), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("first_for_emergency", Boolean, nullable=False),
    Column("ended_on", Date, nullable=True),
)

CONSENT = _dated(
    "consent",
    Column("purpose", String(20), nullable=False),
    Column("given_by", String(20), nullable=False),
    Column("form", String(20), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("withdrawn_on", Date, nullable=True),
    Column("text_version", String(40), nullable=False),
)

#: 一户一策: one plan for a household, or for a person who belongs to none. ``goals`` are plain rows.
PLAN = Table(
    "service_plan",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=True, unique=True),
    Column("household_id", ForeignKey("household.id"), nullable=True, unique=True),
    Column("goals", JSON, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("version", ID, nullable=False),
    Column("first_content", FINGERPRINT, nullable=False),
)

#: Keys to find people by: a cache of names and phone tails that can be made again any time.
SEARCH_KEY = Table(
    "search_key",
    metadata,
    Column("county", String(80), primary_key=True),
    Column("key", SEARCHED, primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Index("ix_search_key_person", "person_id"),
    sqlite_with_rowid=False,
)
