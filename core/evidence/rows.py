"""Tables of files: what was kept or refused, what a camera said of it, and what is still arriving."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    text,
)

from core.store import ID, Instant, metadata
from core.store.prepared import Among, Prepared

#: ``waiting``: there, but nobody has looked for malware in it yet.
KEPT, REFUSED, WAITING = "kept", "refused", "waiting"
#: Photos that do not count yet, the soonest first; without a state they have not come.
SOONEST = (WAITING, "", REFUSED)

#: One row for one content in a county, however many records it is attached to.
FILE = Table(
    "file",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("length", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("refused_because", String(400), nullable=False),
    Column("media", String(40), nullable=False),
    Column("width", Integer, nullable=True),
    Column("height", Integer, nullable=True),
    Column("looks", String(16), nullable=False),
    Column("looks_mirrored", String(16), nullable=False),
    Column("looks_cut", JSON, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("received_by", String(80), nullable=False),
    UniqueConstraint("county", "sha256"),
    Index("ix_file_received", "received_by", "received_on"),
    Index("ix_file_looks", "looks"),
    Index(
        "ix_file_waiting",
        "county",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

#: What a camera wrote: sealed, and in a table of its own, so that its reading can be restricted.
FILE_EXIF = Table(
    "file_exif",
    metadata,
    Column("id", ID, primary_key=True),
    Column("file_id", ForeignKey("file.id"), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
)

#: One account's way of bringing a file; ``parts`` are the ids of what has come, in their order.
UPLOAD = Table(
    "file_upload",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("account", String(80), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("length", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("county", "account", "sha256"),
)

NEW_FILE = Prepared(insert(FILE).returning(FILE.c.id))
FILE_OF = Prepared(
    select(FILE).where(FILE.c.county == bindparam("county"), FILE.c.sha256 == bindparam("sha256"))
)
UPLOAD_OF = Prepared(
    select(UPLOAD).where(
        UPLOAD.c.county == bindparam("county"),
        UPLOAD.c.account == bindparam("account"),
        UPLOAD.c.sha256 == bindparam("sha256"),
    )
)
KNOWN = Prepared(
    select(FILE.c.sha256, FILE.c.state).where(
        FILE.c.county == bindparam("county"), Among(FILE.c.sha256, "files")
    )
)

BROUGHT = tuple(
    Prepared(
        select(
            func.count().label("files"), func.coalesce(func.sum(table.c.length), 0).label("bytes")
        ).where(who == bindparam("account"), when == bindparam("day"))
    )
    for table, who, when in (
        (FILE, FILE.c.received_by, FILE.c.received_on),
        (UPLOAD, UPLOAD.c.account, UPLOAD.c.begun_on),
    )
)


def states_of(connection: Connection, county: str, files: Iterable[str]) -> dict[str, str]:
    """File (by SHA-256) → its state, of those of these files that have come whole."""
    wanted = sorted(set(filter(None, files)))
    if not wanted:
        return {}
    rows = KNOWN.rows(connection, county=county, files=wanted)
    return {row.sha256: row.state for row in rows}


def awaited_kinds(pieces: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Kind of evidence → state, of photos that do not count yet, given as (kind, state).

    Of several photos of a kind the one that will count soonest speaks: a waiting one by itself,
    one on its way once it comes, a refused one never.
    """
    found: dict[str, str] = {}
    for kind, state in pieces:
        if SOONEST.index(state) <= SOONEST.index(found.get(kind, REFUSED)):
            found[kind] = state
    return found


def file_row(connection: Connection, county: str, sha256: str) -> Any:
    """What is known of a file that came whole, kept or refused; none otherwise."""
    return FILE_OF.first(connection, county=county, sha256=sha256)


def upload_row(connection: Connection, county: str, account: str, sha256: str) -> Any:
    """What has come so far of a file that this account brings."""
    return UPLOAD_OF.first(connection, county=county, account=account, sha256=sha256)


def brought_on(connection: Connection, account: str, day: date) -> tuple[int, int]:
    """How many files the account brought that day, begun ones too, and their bytes in all."""
    found = [brought.first(connection, account=account, day=day) for brought in BROUGHT]
    return sum(one.files for one in found), sum(int(one.bytes) for one in found)
