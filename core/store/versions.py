"""Versions: every state a record has had, with who, when and why. Nothing is ever deleted."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, UniqueConstraint, insert, select

from core.store.audit import Act
from core.store.prepared import Prepared
from core.store.tables import ID, Instant, PermanentId, metadata
from core.store.unit import Unit

VERSION = Table(
    "version",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("object_id", PermanentId, nullable=False),
    Column("version", ID, nullable=False),
    Column("content", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("reason", String(400), nullable=False),
    UniqueConstraint("kind", "object_id", "version"),
)
KEEP = Prepared(insert(VERSION))


def keep(
    unit: Unit,
    *,
    action: str,
    kind: str,
    object_id: str,
    version: int,
    content: Any,
    reason: str = "",
    named: str = "",
) -> None:
    """Keep one version of an object and its audit entry; ``content`` is plain JSON data.

    The pair (object, version) is unique: of two writers of the same version one fails. ``named``
    is what the audit calls it, where people know it by another name than its permanent id.
    """
    act = Act(
        action=action,
        kind=kind,
        object_id=object_id,
        version=version,
        content=content,
        reason=reason,
    )
    _keep(unit, [act])
    unit.audit_many([replace(act, object_id=named) if named else act])


def keep_many(unit: Unit, acts: Iterable[Act]) -> None:
    """Keep the version that each act made, and their audit entries, in three statements."""
    acts = tuple(acts)
    if acts:
        _keep(unit, acts)
        unit.audit_many(acts)


def _keep(unit: Unit, acts: Iterable[Act]) -> None:
    KEEP.write(
        unit.connection,
        [
            {
                "kind": act.kind,
                "object_id": act.object_id,
                "version": act.version,
                "content": act.content,
                "at": unit.at,
                "actor": unit.actor.id,
                "reason": act.reason,
            }
            for act in acts
        ],
    )


def versions_of(connection: Connection, kind: str, object_id: str) -> list[dict[str, Any]]:
    """All versions of one object, oldest first."""
    rows = connection.execute(
        select(VERSION)
        .where(VERSION.c.kind == kind, VERSION.c.object_id == object_id)
        .order_by(VERSION.c.version)
    )
    return [dict(row) for row in rows.mappings()]
