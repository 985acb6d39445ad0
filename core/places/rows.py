"""Tables of places, agencies and a county's own working days, and how places are looked up."""

from collections.abc import Iterable

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    bindparam,
    select,
)
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql.elements import ColumnElement

from core.places.typed_text import bad_character
from core.store import ID, Instant, PermanentId, metadata
from core.store.prepared import Among, Prepared

#: Compared byte by byte on both databases, so that a subtree is one stretch of the index.
PATH = String(200).with_variant(String(200, collation="C"), "postgresql")
#: Keys asked for in one statement.
CHUNK = 500

PLACE = Table(
    "place",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("key", PATH, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(80), nullable=False),
    Column("parent_id", ForeignKey("place.id"), nullable=True),
    Column("version", ID, nullable=False),
    Index("ix_place_county", "county", "key"),
    Index("ix_place_parent", "parent_id"),
)

AGENCY = Table(
    "agency",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("county", String(80), nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_agency_county", "county", "key"),
)

#: What a county said of a day; the newest row of a day holds, and ``working`` empty takes it back.
WORKING_DAY = Table(
    "working_day",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("day", Date, nullable=False),
    Column("working", Boolean, nullable=True),
    Column("reason", String(400), nullable=False),
    Column("set_by", String(80), nullable=False),
    Column("set_at", Instant, nullable=False),
    Index("ix_working_day_county", "county", "day"),
)


_KEYS = select(PLACE.c.key, PLACE.c.id).where(PLACE.c.county == bindparam("county"))
KEYS = Prepared(_KEYS)
LISTED_KEYS = Prepared(_KEYS.where(Among(PLACE.c.key, "keys")))


def place_by_key(connection: Connection, key: str) -> RowMapping | None:
    """The place of that path, or none."""
    if bad_character(key):
        return None
    return connection.execute(select(PLACE).where(PLACE.c.key == key)).mappings().first()


def agency_by_key(connection: Connection, key: str) -> RowMapping | None:
    """The agency of that key, or none."""
    if bad_character(key):
        return None
    return connection.execute(select(AGENCY).where(AGENCY.c.key == key)).mappings().first()


def place_ids(
    connection: Connection, county: str, keys: Iterable[str] | None = None
) -> dict[str, int]:
    """Path → small key, for a county; with ``keys`` only for those."""
    if keys is None:
        rows = KEYS.rows(connection, county=county)
    else:
        wanted = sorted(key for key in set(keys) if not bad_character(key))
        rows = LISTED_KEYS.rows(connection, county=county, keys=wanted)
    return {row.key: row.id for row in rows}


def places_of(connection: Connection, county: str) -> list[RowMapping]:
    """All places of a county, parents before children."""
    rows = connection.execute(select(PLACE).where(PLACE.c.county == county).order_by(PLACE.c.key))
    return list(rows.mappings())


def children(connection: Connection, key: str) -> list[RowMapping]:
    """The places directly under a place."""
    parent = select(PLACE.c.id).where(PLACE.c.key == key).scalar_subquery()
    rows = connection.execute(
        select(PLACE).where(PLACE.c.parent_id == parent).order_by(PLACE.c.key)
    )
    return list(rows.mappings())


def agencies_of(connection: Connection, county: str) -> list[RowMapping]:
    """All agencies of a county."""
    rows = connection.execute(
        select(AGENCY).where(AGENCY.c.county == county).order_by(AGENCY.c.key)
    )
    return list(rows.mappings())


def within(key: str) -> ColumnElement[bool]:
    """A condition on ``PLACE``: that place or anything under it. ``0`` follows ``/``."""
    return (PLACE.c.key == key) | ((PLACE.c.key >= f"{key}/") & (PLACE.c.key < f"{key}0"))
