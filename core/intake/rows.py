"""Tables of imports 导入: one row for each, and the columns that an account chose the last time."""

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    select,
)

from core.store import ID, Instant, PermanentId, metadata

#: ``content`` and ``found`` are sealed: the file as it came, and what was found in it. Both go when
#: the import is over. ``told_at`` is when the work last gave a sign of life.
IMPORT = Table(
    "import_job",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("account", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("contract", String(80), nullable=False),
    Column("record_kind", String(60), nullable=False),
    Column("name", String(120), nullable=False),
    Column("sheet", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("mapping", JSON, nullable=False),
    Column("decisions", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("say", String(400), nullable=False),
    Column("result", JSON, nullable=False),
    Column("content", LargeBinary, nullable=True),
    Column("found", LargeBinary, nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_import_job_list", "county", "account", "id"),
)

MAPPING = Table(
    "import_mapping",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("account", String(80), nullable=False),
    Column("contract", String(80), nullable=False),
    Column("kind", String(80), nullable=False),
    Column("headings", String(64), nullable=False),
    Column("mapping", JSON, nullable=False),
    UniqueConstraint("county", "account", "contract", "kind", "headings"),
)


def import_row(connection: Connection, county: str, account: str, uuid: str) -> Any:
    """One import of this account, or none."""
    return connection.execute(
        select(IMPORT).where(
            IMPORT.c.county == county, IMPORT.c.account == account, IMPORT.c.uuid == uuid
        )
    ).first()


def imports_of(connection: Connection, county: str, account: str, limit: int = 30) -> list[Any]:
    """The account's imports, newest first, without their contents."""
    plain = [c for c in IMPORT.c if c.name not in ("content", "found")]
    rows = select(*plain).where(IMPORT.c.county == county, IMPORT.c.account == account)
    return list(connection.execute(rows.order_by(IMPORT.c.id.desc()).limit(limit)))
