"""One person, one file: head, what is owed, timeline, rosters, categories, contacts, consent."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection, select

from core.activities.listing import Wanted, names_of, records_page
from core.cases.listing import cases_page
from core.facts import Person
from core.facts.vocabulary import ABSENCES, ADULT_AGE, ASSESSMENTS, STAGES
from core.ledger.record_filters import met_by_contracts
from core.ledger.today import due_people, enrolled
from core.packages.roster_list import rosters_of
from core.people.rows import PERSON
from core.people.service import reveal_id_number
from core.people.vocabulary import CONSENT_FORMS, GIVEN_BY, PURPOSES, RELATIONS
from core.people.whole import whole_people
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page
from web.given import Desk, Engine, Posted, Station
from web.pages.activities.listing import fates_by_record
from web.pages.people.actions import ACTIONS
from web.said import due_row, tier_label

TIMELINE = 12
STATES = {
    "proposed": "待确认",
    "confirmed": "已确认，待批准",
    "approved": "在册",
    "refused": "未批准",
    "left": "已退出",
}
NOBODY = "没有这位对象，或者不在您的权限范围内。"


def seen_person(desk: Any, connection: Connection, uuid: str) -> dict[str, Any]:
    """The whole person, if within reach by the place or by a roster of a contract."""
    small = connection.execute(
        select(PERSON.c.id).where(PERSON.c.uuid == uuid, PERSON.c.county == desk.county)
    ).scalar()
    if small is None:
        raise Missing(NOBODY)
    whole = whole_people(connection, [small])[small]
    whole["small"] = small
    if desk.can("person.see", place=whole["place"]):
        return whole
    for roster in rosters_of(connection, desk.county, [small]).get(small, ()):
        if desk.can("person.see", place=whole["place"], contract=roster.contract):
            return whole
    raise Missing(NOBODY)


def masked_phone(phone: str) -> str:
    """138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****" if phone else ""


def age_of(whole: dict[str, Any], day: date) -> int | None:
    """Full years on the day."""
    born = date.fromisoformat(whole["birth_date"]) if whole["birth_date"] else None
    return Person(id="", birth_date=born).age_on(day)


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
        scope = desk.scope("activity.see")
        records, more = records_page(
            connection,
            desk.county,
            scope=scope,
            wanted=Wanted(person=uuid),
            also=met_by_contracts(scope) if scope.contracts is not None else None,
            limit=TIMELINE,
        )
        cases, _ = cases_page(connection, desk.county, scope=desk.scope("case.see"), person=uuid)
        versions = versions_of(connection, "person", uuid)
        who = {roster.worker for roster in rosters} | {v["actor"] for v in versions}
        minor = (age := age_of(whole, desk.day)) is not None and age < ADULT_AGE
        may_call = bool(desk.can("record.create", place=place))
        context = {
            "whole": whole,
            "age": age,
            "place_name": book.words.places.get(place, place),
            "shielded": minor and not desk.can("person.child", place=place),
            "row": due_row(station.catalogue, book, dues[0], desk.day, may_call=may_call)
            if dues
            else None,
            "may_call": may_call,
            "rosters": rosters,
            "tier_label": lambda contract, tier: (
                tier_label(book.terms[contract], tier) if contract in book.terms else tier
            ),
            "records": records,
            "more_records": more,
            "fates": fates_by_record(station, connection, [row.uuid for row in records]),
            "kind_of": station.catalogue.label_of_kind,
            "cases": cases,
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
        may_record=bool(desk.can("record.create", place=place)),
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
