"""一人一档 on paper: one person's file on A4, masked; in full with a reason that stays in the audit."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import names_of
from core.facts.vocabulary import ABSENCES, ASSESSMENTS
from core.packages.roster_list import rosters_of
from core.people.plans import plan_for
from core.people.plans.inputs import GOAL_STATES
from core.people.service import reveal_id_number
from core.people.vocabulary import RELATIONS
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, page
from web.given import Desk, Engine, Posted, Station
from web.pages.people.seeing import age_of, is_shielded, masked_phone, seen_person
from web.pages.people.timeline import moments
from web.said import tier_label

#: Lines of the timeline that fit on the paper.
LINES = 40


@get("/people/{person:uuid}/paper", opt={"permission": "paper.print"}, sync_to_thread=True)
def paper(desk: Desk, station: Station, engine: Engine, person: FromPath[UUID]) -> Answer:
    """The file as it is printed, masked."""
    return _paper(desk, station, engine, str(person))


@post(
    "/people/{person:uuid}/paper",
    opt={"permission": "person.reveal"},
    status_code=200,
    sync_to_thread=True,
)
def paper_in_full(
    desk: Desk, station: Station, engine: Engine, posted: Posted, person: FromPath[UUID]
) -> Answer:
    """The same with ID number and phone; the reason is written down first."""
    posted.only(("reason",))
    uuid, reason = str(person), posted.text("reason")
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            whole = seen_person(desk, unit.connection, uuid)
            if not desk.can("person.reveal", place=whole["place"]):
                raise Forbidden("没有查看证件号码的权限。")
            said = f"打印档案：{reason}" if reason else ""
            number = reveal_id_number(unit, station.sealer, uuid, said)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _paper(desk, station, engine, uuid, say=refused.say)
    return _paper(desk, station, engine, uuid, revealed={"id_number": number, "reason": reason})


def _paper(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    revealed: dict[str, str] | None = None,
    say: str = "",
) -> Answer:
    with reading(engine) as connection:
        context = file_in_words(desk, station, connection, uuid)
    whole = context["whole"]
    if revealed:
        context["phone"] = whole["phone"]
    return page(
        desk,
        "pages/person_paper.html",
        status=422 if say else 200,
        say=say,
        revealed=revealed,
        may_reveal=bool(desk.can("person.reveal", place=whole["place"])),
        ASSESSMENTS=ASSESSMENTS,
        ABSENCES=ABSENCES,
        RELATIONS=RELATIONS,
        GOAL_STATES=GOAL_STATES,
        **context,
    )


def file_in_words(desk: Any, station: Any, connection: Connection, uuid: str) -> dict[str, Any]:
    """What the file on paper shows of somebody within reach, masked."""
    book = station.book(connection)
    whole = seen_person(desk, connection, uuid)
    place, small = whole["place"], whole["small"]
    rosters = rosters_of(connection, desk.county, [small]).get(small, ())
    found, _ = moments(desk, station, connection, whole, limit=LINES)
    return {
        "whole": whole,
        "age": age_of(whole, desk.day),
        "place_name": book.words.places.get(place, place),
        "shielded": is_shielded(desk, whole),
        "phone": masked_phone(whole["phone"]),
        "rosters": [
            (roster, [(tier_label(terms, tier.tier), tier) for tier in roster.tiers])
            for roster in rosters
            if (terms := book.terms.get(roster.contract)) is not None
        ],
        "workers": names_of(connection, {one.worker for one in rosters if one.worker}),
        "plan": plan_for(connection, person=small, household=whole["home"]),
        "found": found,
    }


HANDLERS = [paper, paper_in_full]
