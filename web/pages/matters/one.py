"""One matter: how it stands, whom each contract wants told, every step, and what may be done now."""

from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import names_of
from core.calendar import business_day
from core.matters.facts import MEANS, UNANSWERED, Act, Matter, MatterState
from core.matters.listing import MatterListed
from core.matters.loading import answering, load_matter, routes_of
from core.matters.rules.offices import answers_for
from core.matters.rules.standing import Standing, standing
from core.store import reading
from core.store.errors import Conflict, Missing, Refused
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.matters import ACTS, NOBODY, WORDS, seen_matter
from web.pages.matters.doing import DOINGS, Doing, asked_of
from web.pages.record.offered import found_people


def standing_at(
    connection: Connection, station: Any, county: str, matter: Matter, at: Any
) -> Standing:
    """How the matter stands, with the accounts that answer at its place today."""
    reach = answering(connection, county, matter.site, business_day(at))
    book = station.book(connection)
    return standing(matter, routes_of(book, matter), frozenset(reach))


def doings(desk: Any, row: MatterListed, matter: Matter, found: Standing) -> tuple[Doing, ...]:
    """What the desk may do now; what is refused anyway is not offered."""
    report = bool(desk.can("need.report", place=row.site))
    answer = bool(desk.can("need.answer", place=row.site))
    if not (report or answer):
        return ()
    if found.state is MatterState.CLOSED:
        return DOINGS["note"], DOINGS["reopen"]
    waits = found.has_office and found.state in UNANSWERED
    may_take = answer and matter.worker != desk.actor.id and found.state in UNANSWERED
    mine = answers_for(desk.grants, row.site, desk.day)
    keys = ["acknowledge"] if may_take and found.may_acknowledge(mine) else []
    keys += ["handle", "tell", "refer", "note"]
    if not waits and (answer or not found.has_office):
        keys.append("close_lead" if row.kind == "lead" else "close")
    return tuple(DOINGS[key] for key in keys)


@get("/matters/{matter:uuid}", opt={"permission": "need.see"}, sync_to_thread=True)
def one(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    matter: FromPath[UUID],
) -> Answer:
    """The page of one matter."""
    return show(desk, station, engine, str(matter), find=filters(request, ("q",))["q"])


def show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    find: str = "",
    refused: Refused | None = None,
    part: str = "",
    typed: dict[str, Any] | None = None,
) -> Answer:
    """The page, after a step that was refused too."""
    with reading(engine) as connection:
        row = seen_matter(desk, connection, uuid)
        known = load_matter(connection, desk.county, uuid)
        if known is None:
            raise Missing(NOBODY)
        matter = known[1]
        found = standing_at(connection, station, desk.county, matter, desk.now)
        who = {step.actor for step in matter.steps} | {
            one for step in matter.steps for one in step.told_to
        }
        context = {
            "row": row,
            "whole": matter,
            "standing": found,
            "overdue": found.overdue(desk.now),
            "names": names_of(connection, who),
            "doings": [
                (doing, asked_of(doing, row.kind, found))
                for doing in doings(desk, row, matter, found)
            ],
            "found": found_people(desk, connection, find) if row.kind == "lead" else [],
            "find": find,
            "may_register": bool(desk.can("person.register", place=row.site)),
            "may_answer": bool(desk.can("need.answer", place=row.site)),
        }
    return page(
        desk,
        "pages/matter.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        say=refused.say if refused else "",
        problems={f"{part}.{key}": say for key, say in refused.problems.items()} if refused else {},
        part=part,
        typed=typed or {},
        ACT=Act,
        ACTS=ACTS,
        MEANS=MEANS,
        **WORDS,
        **context,
    )


HANDLERS = [one]
