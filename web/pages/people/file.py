"""One person, one file: head, what is owed, timeline, rosters, categories, contacts, consent."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from core.activities.listing import names_of
from core.cases.listing import cases_page
from core.facts.vocabulary import ABSENCES, ASSESSMENTS, STAGES
from core.ledger.today import due_people, enrolled
from core.packages.fields import MATTER_KINDS
from core.packages.roster_list import rosters_of
from core.people.looks import looks_at
from core.people.plans import plan_for
from core.people.plans.inputs import GOAL_STATES
from core.people.service import reveal_id_number
from core.people.vocabulary import CONSENT_FORMS, GIVEN_BY, PURPOSES, RELATIONS
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page
from web.given import Desk, Engine, Posted, Station
from web.matters import matters_beside
from web.pages.activities.listing import fates_by_record
from web.pages.activities.showing import withheld_from
from web.pages.people.actions import ACTIONS
from web.pages.people.seeing import age_of, is_shielded, masked_phone, seen_person
from web.pages.people.timeline import moments
from web.said import due_row, tier_label

TIMELINE = 12
STATES = {
    "proposed": "待确认",
    "confirmed": "已确认，待批准",
    "approved": "在册",
    "refused": "未批准",
    "left": "已退出",
}


@get("/people/{person:uuid}", opt={"permission": "person.see"}, sync_to_thread=True)
def file(desk: Desk, station: Station, engine: Engine, person: FromPath[UUID]) -> Answer:
    """The file."""
    return show(desk, station, engine, str(person))


def show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    revealed: dict[str, str] | None = None,
    say: str = "",
    status: int = 200,
) -> Answer:
    """The person's page; with what was revealed just now, for this one answer."""
    with reading(engine) as connection:
        book = station.book(connection)
        whole = seen_person(desk, connection, uuid)
        place, small = whole["place"], whole["small"]
        rosters = rosters_of(connection, desk.county, [small]).get(small, ())
        dues = due_people(connection, book, desk.day, enrolled(person=uuid))
        found, more = moments(desk, station, connection, whole, limit=TIMELINE)
        may_audit = bool(desk.can("audit.see", place=place))
        looks = looks_at(connection, desk.county, uuid) if may_audit else []
        cases, _ = cases_page(connection, desk.county, scope=desk.scope("case.see"), person=uuid)
        versions = versions_of(connection, "person", uuid)
        who = {roster.worker for roster in rosters} | {v["actor"] for v in versions}
        who |= {look.account for look in looks}
        may_call = bool(desk.can("record.create", place=place))
        context = {
            "whole": whole,
            "age": age_of(whole, desk.day),
            "place_name": book.words.places.get(place, place),
            "shielded": is_shielded(desk, whole),
            "row": due_row(station.catalogue, book, dues[0], desk.day, may_call=may_call)
            if dues
            else None,
            "may_call": may_call,
            "rosters": rosters,
            "tier_label": lambda contract, tier: (
                tier_label(book.terms[contract], tier) if contract in book.terms else tier
            ),
            "found": found,
            "more_moments": more,
            "photos_hidden": withheld_from(
                desk, connection, [one.record.uuid for one in found if one.record is not None]
            ),
            "fates": fates_by_record(
                station, connection, [one.record.uuid for one in found if one.record is not None]
            ),
            "plan": plan_for(connection, person=small, household=whole["home"]),
            "looks": looks,
            "may_audit": may_audit,
            "kind_of": station.catalogue.label_of_kind,
            "cases": cases,
            "matters": matters_beside(desk, connection, person=uuid),
            "versions": versions[::-1],
            "workers": names_of(connection, {one for one in who if one}),
            "masked_phone": masked_phone(whole["phone"]),
        }
    actions = [a for a in ACTIONS.values() if any(desk.can(p, place=place) for p in a.permissions)]
    return page(
        desk,
        "pages/person.html",
        status=status,
        revealed=revealed,
        say=say,
        actions=actions,
        may_reveal=bool(desk.can("person.reveal", place=place)),
        may_correct=bool(desk.can("person.register", place=place)),
        may_see_photos=bool(desk.may("evidence.see")),
        may_record=bool(desk.can("record.create", place=place)),
        may_raise=bool(desk.can("need.report", place=place)),
        KINDS=MATTER_KINDS,
        may_print=bool(desk.can("paper.print", place=place)),
        GOAL_STATES=GOAL_STATES,
        ASSESSMENTS=ASSESSMENTS,
        ABSENCES=ABSENCES,
        STAGES=STAGES,
        RELATIONS=RELATIONS,
        PURPOSES=PURPOSES,
        CONSENT_FORMS=CONSENT_FORMS,
        GIVEN_BY=GIVEN_BY,
        ROSTER_STATES=STATES,
        **context,
    )


@post(
    "/people/{person:uuid}/reveal",
    opt={"permission": "person.reveal"},
    status_code=200,
    sync_to_thread=True,
)
def reveal(
    desk: Desk, station: Station, engine: Engine, posted: Posted, person: FromPath[UUID]
) -> Answer:
    """ID number and phone in full, with a reason that stays in the audit; for this answer only."""
    posted.only(("reason",))
    uuid = str(person)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            whole = seen_person(desk, unit.connection, uuid)
            if not desk.can("person.reveal", place=whole["place"]):
                raise Forbidden("没有查看证件号码的权限。")
            number = reveal_id_number(unit, station.sealer, uuid, posted.text("reason"))
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return show(desk, station, engine, uuid, say=refused.say, status=422)
    shown = {"id_number": number or "没有登记", "phone": whole["phone"] or "没有登记"}
    return show(desk, station, engine, uuid, revealed=shown)


HANDLERS = [file, reveal]
