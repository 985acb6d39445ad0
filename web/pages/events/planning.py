"""Planning an event: which kind, when, where; changed while it is not held; called off."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath

from core.methods.planned import planned_event
from core.plugin.eventwork import EVENTS
from core.recording import PlannedEventInput, drop_event, plan_event
from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.events.showing import seen_event, show
from web.pages.record.offered import places_within
from web.pages.record.sheet import kinds_of, provider_of
from web.posted import whole_number

FIELDS = ("id", "kind", "site", "title", "day", "version")


def _form(
    desk: Any,
    station: Any,
    engine: Any,
    typed: Mapping[str, str],
    *,
    refused: Refused | None = None,
) -> Answer:
    with reading(engine) as connection:
        book = station.book(connection)
        kinds = [kind for kind in kinds_of(desk, station, book) if kind.group == EVENTS]
        places = places_within(desk, connection, typed.get("site", ""))
    return page(
        desk,
        "pages/event_plan.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        typed=typed,
        kinds=kinds,
        places=places,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@get("/events/new", opt={"permission": "record.create"}, sync_to_thread=True)
def blank(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """An empty plan."""
    provider_of(desk)
    asked = filters(request, ("kind",))
    site = next(iter(sorted(desk.scope("record.create").places)), desk.county)
    typed = {
        "id": new_id(),
        "kind": asked["kind"],
        "site": site,
        "title": "",
        "day": "",
        "version": "0",
    }
    return _form(desk, station, engine, typed)


@get("/events/{event:uuid}/change", opt={"permission": "record.create"}, sync_to_thread=True)
def change(desk: Desk, station: Station, engine: Engine, event: FromPath[UUID]) -> Answer:
    """The plan again, for another day, place or name."""
    with reading(engine) as connection:
        row = seen_event(desk, connection, str(event))
    desk.require("record.create", place=row.site)
    typed = {name: str(getattr(row, name)) for name in FIELDS if name != "id"} | {"id": row.uuid}
    return _form(desk, station, engine, typed)


@post("/events", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def keep(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Plan it; sent twice it is still one."""
    posted.only(FIELDS)
    typed = {name: posted.text(name) for name in FIELDS}
    uuid = checked_id(typed["id"])
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            desk.require("record.create", place=typed["site"])
            before = planned_event(unit.connection, desk.county, uuid)
            if before is not None:
                desk.require("record.create", place=before.site)
            if before is not None and before.held:
                raise Refused("这次活动已经办过并记下了，要改请更正那条记录。")
            wanted = PlannedEventInput(
                id=uuid,
                kind=typed["kind"],
                site=typed["site"],
                title=typed["title"],
                day=_day(typed["day"]),
            )
            version = whole_number(typed["version"])
            plan_event(unit, station.catalogue, wanted, provider_of(desk), version=version)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _form(desk, station, engine, typed, refused=refused)
    return redirect(desk, f"/events/{uuid}", say="活动计划已保存，接下来写活动方案和预算。")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("请填写日期。", field="day") from None


@post(
    "/events/{event:uuid}/drop",
    opt={"permission": "record.create"},
    status_code=200,
    sync_to_thread=True,
)
def drop(
    desk: Desk, station: Station, engine: Engine, posted: Posted, event: FromPath[UUID]
) -> Answer:
    """Call it off, with a reason."""
    posted.only(("version", "reason"))
    uuid = str(event)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = seen_event(desk, unit.connection, uuid)
            desk.require("record.create", place=row.site)
            if row.held:
                raise Refused("这次活动已经办过，要作废请在记录里办理。")
            version = whole_number(posted.text("version"))
            drop_event(unit, uuid, version=version, reason=posted.text("reason"))
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return show(desk, station, engine, uuid, refused=refused)
    return redirect(desk, f"/events/{uuid}", say="已取消，计划仍然看得到。")


HANDLERS = [blank, change, keep, drop]
