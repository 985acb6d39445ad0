"""Events that are planned: made before the day, held later as the record of the same permanent id.

A planned event counts for nothing; its record does.
"""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from core.methods.rows import PLANNED_EVENT
from core.places.rows import place_by_key
from core.plugin.catalogue import Catalogue
from core.plugin.eventwork import EVENTS
from core.recording.answers import kept_text, wrong_text
from core.recording.checking import FIRST_DAY, LONGEST_TITLE
from core.recording.inputs import Input
from core.recording.record import LONGEST_REASON
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep


class PlannedEventInput(Input, frozen=True):
    """An event as it is planned; ``id`` is the permanent id that its record will have."""

    id: str
    kind: str
    site: str
    title: str
    day: date


def plan_event(
    unit: Unit, catalogue: Catalogue, posted: PlannedEventInput, provider: str, *, version: int = 0
) -> int:
    """Plan an event, or plan it anew for another day, place or name; returns its version.

    Sent twice it is still one; raises Conflict when it was changed meanwhile.
    """
    uuid = checked_id(posted.id)
    values = _checked(unit, catalogue, posted)
    row = _row(unit, uuid)
    if row is None:
        values |= {"uuid": uuid, "county": unit.county, "provider": provider}
        values |= {"worker": unit.actor.id, "made_at": unit.at}
        unit.connection.execute(insert(PLANNED_EVENT).values(**values, dropped=False, version=1))
        return _kept(unit, uuid, 1, "event.plan", posted)
    if all(getattr(row, name) == value for name, value in values.items()):
        return int(row.version)
    _is(row, version)
    unit.connection.execute(
        update(PLANNED_EVENT)
        .where(PLANNED_EVENT.c.id == row.id)
        .values(**values, version=row.version + 1)
    )
    return _kept(unit, uuid, row.version + 1, "event.plan", posted)


def drop_event(unit: Unit, uuid: str, *, version: int, reason: str) -> int:
    """Call a planned event off 取消, with a reason; it stays readable."""
    row = _row(unit, checked_id(uuid))
    if row is None:
        raise Missing("没有这项计划。")
    _is(row, version)
    why = kept_text(reason, "reason", LONGEST_REASON, missing="请写明取消的原因。")
    unit.connection.execute(
        update(PLANNED_EVENT)
        .where(PLANNED_EVENT.c.id == row.id)
        .values(dropped=True, version=row.version + 1)
    )
    return _kept(unit, row.uuid, row.version + 1, "event.drop", None, why)


def _checked(unit: Unit, catalogue: Catalogue, posted: PlannedEventInput) -> dict[str, Any]:
    problems: dict[str, str] = {}
    kind = catalogue.kinds.get(posted.kind)
    if kind is None or kind.group != EVENTS:
        problems["kind"] = "请选择活动的种类。"
    place = place_by_key(unit.connection, posted.site)
    if place is None or place["county"] != unit.county:
        problems["site"] = "请选择地点。"
    title = posted.title.strip()
    if wrong := wrong_text(title, LONGEST_TITLE) or ("" if title else "请填写名称。"):
        problems["title"] = wrong
    if posted.day < FIRST_DAY:
        problems["day"] = "日期过早，请核对年份。"
    if problems:
        raise Refused(next(iter(problems.values())), problems=problems)
    assert place is not None
    return {"kind": posted.kind, "place_id": place["id"], "title": title, "day": posted.day}


def _row(unit: Unit, uuid: str) -> Any:
    return unit.connection.execute(
        select(PLANNED_EVENT).where(
            PLANNED_EVENT.c.uuid == uuid, PLANNED_EVENT.c.county == unit.county
        )
    ).first()


def _is(row: Any, version: int) -> None:
    if row.version != version:
        raise Conflict("这项计划刚被改过，请先看新的再改。")
    if row.dropped:
        raise Refused("这项计划已经取消。")


def _kept(
    unit: Unit,
    uuid: str,
    version: int,
    action: str,
    posted: PlannedEventInput | None,
    reason: str = "",
) -> int:
    content = {"dropped": True} if posted is None else msgspec.to_builtins(posted)
    keep(
        unit,
        action=action,
        kind="event",
        object_id=uuid,
        version=version,
        content=content,
        reason=reason,
    )
    return version
