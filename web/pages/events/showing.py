"""The events that are coming, one of them, and the form of its record once it was held."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import names_of
from core.methods.planned import Planned, planned_event, planned_events
from core.methods.rules import STATES
from core.store import reading
from core.store.errors import Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Station
from web.pages.documents.listed import shelf_of
from web.pages.documents.subject import seen_subject
from web.pages.record.draft import fresh
from web.pages.record.sheet import sheet_of, shown

NOT_THERE = "没有这项活动计划，或者不在您的权限范围内。"


def seen_event(desk: Any, connection: Connection, uuid: str) -> Planned:
    """The planned event, if it lies within reach."""
    found = planned_event(connection, desk.county, uuid)
    if found is None or not desk.can("activity.see", place=found.site):
        raise Missing(NOT_THERE)
    return found


@get("/events", opt={"permission": "activity.see"}, sync_to_thread=True)
def events(desk: Desk, station: Station, engine: Engine) -> Answer:
    """What is planned, the nearest day first."""
    with reading(engine) as connection:
        rows = planned_events(connection, desk.county, desk.scope("activity.see"))
        workers = names_of(connection, {row.worker for row in rows})
    return page(
        desk,
        "pages/events.html",
        rows=rows,
        workers=workers,
        kind_of=station.catalogue.label_of_kind,
        may_plan=bool(desk.may("record.create")),
    )


@get("/events/{event:uuid}", opt={"permission": "activity.see"}, sync_to_thread=True)
def one_event(desk: Desk, station: Station, engine: Engine, event: FromPath[UUID]) -> Answer:
    """The plan; of an event that was held, its record."""
    return show(desk, station, engine, str(event))


def show(
    desk: Any, station: Any, engine: Any, uuid: str, *, refused: Refused | None = None
) -> Answer:
    """The page of a planned event, after calling it off was refused too."""
    with reading(engine) as connection:
        row = seen_event(desk, connection, uuid)
        if row.held:
            return redirect(desk, f"/activities/{uuid}")
        shelf = shelf_of(desk, station, connection, seen_subject(desk, connection, uuid))
        versions = versions_of(connection, "event", uuid)
        workers = names_of(connection, {row.worker, *(v["actor"] for v in versions)})
    return page(
        desk,
        "pages/event.html",
        status=200 if refused is None else 422,
        row=row,
        shelf=shelf,
        document_states=STATES,
        versions=versions[::-1],
        workers=workers,
        kind_label=station.catalogue.label_of_kind(row.kind),
        may_write=not row.dropped and bool(desk.can("record.create", place=row.site)),
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@get("/events/{event:uuid}/held", opt={"permission": "record.create"}, sync_to_thread=True)
def held(desk: Desk, station: Station, engine: Engine, event: FromPath[UUID]) -> Answer:
    """The form of its record: it has the permanent id of the plan, so that it is one thing."""
    uuid = str(event)
    with reading(engine) as connection:
        row = seen_event(desk, connection, uuid)
        desk.require("record.create", place=row.site)
        if row.held:
            return redirect(desk, f"/activities/{uuid}", say="这次活动已经记下了。", kind="note")
        if row.dropped:
            return redirect(desk, f"/events/{uuid}", say="这项计划已经取消。", kind="note")
        draft = replace(
            fresh(row.kind),
            id=uuid,
            site=row.site,
            title=row.title,
            dates={"service": min(row.day, desk.day).isoformat()},
        )
        sheet = sheet_of(desk, station, connection, draft)
        context = shown(desk, station, connection, sheet)
    return page(desk, "pages/record.html", **context)


HANDLERS = [events, one_event, held]
