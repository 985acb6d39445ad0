"""The audit chain 审计链: one hash chain a county, appended in the transaction of the change.

An entry stores a salted commitment of the content, never the content. Destroying the salt is
the only permitted update: the chain still verifies, and nothing can be guessed back.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
)

from core.store.prepared import Among, Prepared
from core.store.tables import ID, Instant, metadata

FIRST_LINK = "0" * 64

AUDIT = Table(
    "audit_entry",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("seq", ID, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("role", String(40), nullable=False),
    Column("action", String(60), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("object_id", String(80), nullable=False),
    Column("version", ID, nullable=False),
    Column("reason", String(400), nullable=False),
    Column("salt", LargeBinary(16), nullable=True),
    Column("commitment", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("county", "seq"),
    Index("ix_audit_entry_object", "kind", "object_id"),
)
LAST = Prepared(
    select(AUDIT.c.seq, AUDIT.c.hash)
    .where(AUDIT.c.county == bindparam("county"))
    .order_by(AUDIT.c.seq.desc())
    .limit(1)
)
APPEND = Prepared(insert(AUDIT))
OTHERS = Prepared(
    select(AUDIT.c.seq)
    .where(
        AUDIT.c.county == bindparam("county"),
        AUDIT.c.seq > bindparam("known"),
        ~Among(AUDIT.c.kind, "kinds"),
    )
    .limit(1)
)

SEALED_FIELDS = (
    "county",
    "seq",
    "at",
    "actor",
    "role",
    "action",
    "kind",
    "object_id",
    "version",
    "reason",
    "commitment",
    "previous",
)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(str(item) for item in value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
)


def canonical(content: Any) -> bytes:
    """One byte form for one content: sorted keys, no spaces, UTF-8."""
    return CANONICAL.encode(content).encode()


def _hash(entry: dict[str, Any]) -> str:
    return hashlib.sha256(canonical({name: entry[name] for name in SEALED_FIELDS})).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What one audit entry is about: an action on one version of one object."""

    action: str
    kind: str
    object_id: str
    version: int = 1
    content: Any = None
    reason: str = ""


def latest_act(connection: Connection, county: str) -> int:
    """The number of a county's latest audit entry, zero when there is none. It only grows."""
    last = LAST.first(connection, county=county)
    return int(last.seq) if last else 0


def others_since(connection: Connection, county: str, known: int, kinds: Iterable[str]) -> bool:
    """Whether anything else than these kinds was acted upon after the act of this number."""
    wanted = {"county": county, "known": known, "kinds": list(kinds)}
    return OTHERS.first(connection, **wanted) is not None


def append_many(
    connection: Connection,
    acts: Iterable[Act],
    *,
    county: str,
    at: datetime,
    actor: str,
    role: str,
) -> None:
    """Append entries to the county's chain, in this order and in two statements, however many.

    The caller holds the county's writing turn.
    """
    acts = tuple(acts)
    if not acts:
        return
    last = LAST.first(connection, county=county)
    seq, previous = (last.seq, last.hash) if last else (0, FIRST_LINK)
    rows: list[dict[str, Any]] = []
    for act in acts:
        seq += 1
        salt = secrets.token_bytes(16)
        entry: dict[str, Any] = {
            "county": county,
            "seq": seq,
            "at": at,
            "actor": actor,
            "role": role,
            "action": act.action,
            "kind": act.kind,
            "object_id": act.object_id,
            "version": act.version,
            "reason": act.reason,
            "salt": salt,
            "commitment": hashlib.sha256(salt + canonical(act.content)).hexdigest(),
            "previous": previous,
        }
        previous = _hash(entry)
        rows.append({**entry, "hash": previous})
    APPEND.write(connection, rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    county: str
    seq: int
    say: str


def verify(connection: Connection) -> Iterator[Break]:
    """Walk every chain from its first entry and yield each place that does not hold."""
    previous_county, previous_hash, expected = "", FIRST_LINK, 1
    rows = connection.execute(select(AUDIT).order_by(AUDIT.c.county, AUDIT.c.seq))
    for row in rows.mappings():
        if row["county"] != previous_county:
            previous_county, previous_hash, expected = row["county"], FIRST_LINK, 1
        if row["seq"] != expected:
            yield Break(county=row["county"], seq=row["seq"], say=f"缺少第 {expected} 条")
            expected = row["seq"]
        elif row["previous"] != previous_hash:
            yield Break(county=row["county"], seq=row["seq"], say="与上一条不相连")
        if _hash(dict(row)) != row["hash"]:
            yield Break(county=row["county"], seq=row["seq"], say="内容与校验值不符")
        previous_hash, expected = row["hash"], expected + 1
