"""Raising a matter: about whom, the form with whom to call first, and saving it."""

from typing import Any

from litestar import Request, get, post
from sqlalchemy import Connection

from core.activities.loading import load_records
from core.matters.inputs import MatterInput
from core.matters.raising import contracts_of, raise_matter
from core.people.whole import whole_people
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.activities.showing import seen_record
from web.pages.activities.telling import questions_by_key
from web.pages.matters.form import (
    MatterDraft,
    contacts_to_call,
    context_of,
    draft_from,
    fresh,
    input_of,
    routes_for,
)
from web.pages.matters.prefilling import given_by
from web.pages.people.seeing import is_shielded
from web.pages.record.offered import found_people, places_within
from web.pages.record.sheet import people_named

ASKED = ("kind", "person", "record", "q")


def may_raise(desk: Any, connection: Connection, posted: MatterInput) -> None:
    """Raise Missing when the person or the place lies beyond the actor's reach."""
    sites = [posted.site] if posted.site else []
    if posted.person:
        sites += [one.site for one in people_named(desk, connection, [posted.person])]
    for site in sites:
        desk.require("need.report", place=site)


@get("/matters/new", opt={"permission": "need.report"}, sync_to_thread=True)
def blank_form(
    request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine
) -> Answer:
    """About whom, then the form; opened from a record or a file it knows already."""
    asked = filters(request, ASKED)
    with reading(engine) as connection:
        given: dict[str, Any] = {"kind": asked["kind"]} if asked["kind"] else {}
        if asked["person"]:
            given["person"] = checked_id(asked["person"])
        if asked["record"]:
            given = _from_record(desk, station, connection, checked_id(asked["record"])) | given
        draft = fresh(desk.now, **given)
        if draft.kind != "lead" and not draft.person:
            return page(
                desk,
                "pages/matter_whom.html",
                asked=asked,
                found=found_people(desk, connection, asked["q"]),
            )
        return _form(desk, station, connection, draft)


def _from_record(desk: Any, station: Any, connection: Connection, uuid: str) -> dict[str, Any]:
    row = seen_record(desk, station, connection, uuid)
    record = load_records(connection, [uuid])[uuid]
    questions = questions_by_key(station.catalogue, station.book(connection), row.kind)
    return given_by(record, station.catalogue.kinds.get(row.kind), questions)


def _form(
    desk: Any,
    station: Any,
    connection: Connection,
    draft: MatterDraft,
    refused: Refused | None = None,
) -> Answer:
    person, contacts, small, site = None, [], None, draft.site
    if draft.person and draft.kind != "lead":
        person = people_named(desk, connection, [draft.person])[0]
        whole = whole_people(connection, [person.id])[person.id]
        contacts = [] if is_shielded(desk, whole) else contacts_to_call(whole)
        small, site = person.id, site or person.site
    contracts = contracts_of(
        connection, station.book(connection), desk.actor.id, small, site, desk.day
    )
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return page(
        desk,
        "pages/matter_new.html",
        status=status,
        person=person,
        say=refused.say if refused else "",
        **context_of(
            draft,
            places=places_within(desk, connection, site),
            contacts=contacts,
            routes=routes_for(contracts, draft.kind),
            problems=refused.problems if refused else {},
        )
        | {"site": site},
    )


@post("/matters", opt={"permission": "need.report"}, status_code=200, sync_to_thread=True)
def keep(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Raise it; the first offices are told in the same moment. Sent twice it is still one."""
    draft = draft_from(posted)
    try:
        wanted = input_of(draft, desk.now)
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            may_raise(desk, unit.connection, wanted)
            raise_matter(unit, station.book(unit.connection), wanted)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            return _form(desk, station, connection, draft, refused)
    return redirect(desk, f"/matters/{draft.id}", say="已上报；告知了谁、什么时候，都在下面。")


HANDLERS = [blank_form, keep]
