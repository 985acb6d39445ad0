"""Opening a case or group: what, where, who, and what its form asks."""

from dataclasses import replace
from datetime import date
from typing import Any

from litestar import Request, get, post
from sqlalchemy import Connection

from core.facts import Noun
from core.plugin import Who
from core.recording import CaseInput, open_case
from core.recording.asking import Asked, forms_for, may_count_in, questions_of
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.record.answers import stored_answers
from web.pages.record.draft import Draft, draft_from, fresh
from web.pages.record.offered import found_people, places_offered, places_within
from web.pages.record.sheet import kinds_of, people_named, provider_of


def _kind(station: Any, key: str) -> Any:
    kind = station.catalogue.kinds.get(key)
    if kind is None or kind.noun is not Noun.CASE:
        raise Missing("没有这种个案或小组。")
    return kind


def forms_of(desk: Any, station: Any, connection: Connection, draft: Draft) -> tuple[Asked, ...]:
    """What is asked when a case is opened at this place."""
    book = station.book(connection)
    try:
        day = _day(draft.dates.get("opened", ""))
    except Refused:
        day = desk.day
    contracts = may_count_in(book, draft.kind, day, provider_of(desk), draft.site, ())
    return forms_for(station.catalogue, book, draft.kind, contracts)


def _form(
    desk: Any,
    station: Any,
    connection: Connection,
    draft: Draft,
    *,
    refused: Refused | None = None,
    template: str = "pages/case_new.html",
) -> Answer:
    kind = _kind(station, draft.kind)
    people = people_named(desk, connection, draft.people)
    site = draft.site or (people[0].site if len(people) == 1 else "")
    site = site or next(iter(sorted(desk.scope("case.manage").places)), desk.county)
    opened = draft.dates.get("opened", desk.day.isoformat())
    draft = replace(draft, site=site, dates={"opened": opened})
    forms = [(one, one.form.questions) for one in forms_of(desk, station, connection, draft)]
    places = places_within(desk, connection, draft.site)
    return page(
        desk,
        template,
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        kind=kind,
        draft=draft,
        sheet={"people": people},
        several=kind.who is Who.PEOPLE,
        members=(),
        roll_said="",
        found=[p for p in found_people(desk, connection, draft.find) if p.uuid not in draft.people],
        forms=forms,
        offer=places_offered(questions_of(one for one, _ in forms), places),
        places=places,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@get("/cases/new", opt={"permission": "case.manage"}, sync_to_thread=True)
def blank(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """Which kind, then an empty form."""
    asked = filters(request, ("kind", "person", "q"))
    person = checked_id(asked["person"]) if asked["person"] else ""
    with reading(engine) as connection:
        if not asked["kind"]:
            kinds = [
                k for k in kinds_of(desk, station, station.book(connection)) if k.noun is Noun.CASE
            ]
            return page(desk, "pages/case_kind.html", kinds=kinds)
        draft = replace(fresh(asked["kind"], [person] if person else ()), find=asked["q"])
        return _form(desk, station, connection, draft)


@post("/cases/people", opt={"permission": "case.manage"}, status_code=200, sync_to_thread=True)
def find(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """People to tick, beside those who are ticked already."""
    template = "fragments/record_people.html" if desk.is_htmx else "pages/case_new.html"
    with reading(engine) as connection:
        return _form(desk, station, connection, draft_from(posted), template=template)


@post("/cases", opt={"permission": "case.manage"}, status_code=200, sync_to_thread=True)
def open_one(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Open it; sent twice it is still one."""
    draft = draft_from(posted)
    _kind(station, draft.kind)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            made = case_of(desk, station, unit.connection, draft)
            book = station.book(unit.connection)
            open_case(unit, station.catalogue, book, made, provider_of(desk))
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            return _form(desk, station, connection, draft, refused=refused)
    return redirect(desk, f"/cases/{draft.id}", say="已立案。")


def case_of(desk: Any, station: Any, connection: Connection, draft: Draft) -> CaseInput:
    """The case that a form opens, within the reach of whoever sends it; raises Refused."""
    _kind(station, draft.kind)
    people_named(desk, connection, draft.people)
    desk.require("case.manage", place=draft.site)
    questions = questions_of(forms_of(desk, station, connection, draft))
    return CaseInput(
        id=draft.id,
        kind=draft.kind,
        site=draft.site,
        title=draft.title,
        opened=_day(draft.dates.get("opened", "")),
        members=draft.people,
        fields=stored_answers(draft.answers, questions),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("请填写立案日期。", field="opened") from None


HANDLERS = [blank, find, open_one]
