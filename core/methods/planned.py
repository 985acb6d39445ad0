"""Planned events as pages read them: what is coming, what was held, what was called off."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, exists, select

from core.activities.rows import RECORD
from core.methods.rows import PLANNED_EVENT
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """One planned event; ``held`` when its record is there."""

    uuid: str
    provider: str
    kind: str
    title: str
    day: date
    worker: str
    dropped: bool
    version: int
    site: str
    site_name: str
    held: bool


def _rows(county: str) -> Any:
    held = exists(select(RECORD.c.id).where(RECORD.c.uuid == PLANNED_EVENT.c.uuid))
    return (
        select(
            PLANNED_EVENT,
            PLACE.c.key.label("site"),
            PLACE.c.name.label("site_name"),
            held.label("held"),
        )
        .join(PLACE, PLACE.c.id == PLANNED_EVENT.c.place_id)
        .where(PLANNED_EVENT.c.county == county)
    )


def _planned(row: Any) -> Planned:
    values = {name: getattr(row, name) for name in Planned.__slots__}
    return Planned(**values | {"held": bool(row.held)})


def planned_event(connection: Connection, county: str, uuid: str) -> Planned | None:
    """One planned event, whoever may see it."""
    row = connection.execute(_rows(county).where(PLANNED_EVENT.c.uuid == uuid)).first()
    return _planned(row) if row else None


def planned_events(
    connection: Connection, county: str, scope: Scope, limit: int = 200
) -> list[Planned]:
    """The events that are still to be held, the nearest day first."""
    held = exists(select(RECORD.c.id).where(RECORD.c.uuid == PLANNED_EVENT.c.uuid))
    rows = connection.execute(
        _rows(county)
        .where(PLANNED_EVENT.c.dropped.is_(False), ~held, visible(scope, PLACE.c.key))
        .order_by(PLANNED_EVENT.c.day, PLANNED_EVENT.c.id)
        .limit(limit)
    )
    return [_planned(row) for row in rows]
