"""Registering a person 建档, and correcting what stands in the file, with a reason."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.facts.vocabulary import CATEGORIES
from core.people.inputs import CategoryInput, PersonChanges, PersonInput
from core.people.service import correct_person, register_person
from core.people.vocabulary import SEXES
from core.recording import repost_people
from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.people.seeing import seen_person
from web.pages.record.offered import places_within
from web.posted import whole_number

FIELDS = (
    "name",
    "sex",
    "place",
    "birth_date",
    "id_number",
    "phone",
    "has_phone",
    "address",
    "category",
    "version",
    "reason",
    "fresh",
)


def _form(
    desk: Any,
    connection: Connection,
    typed: dict[str, str],
    *,
    person: dict[str, Any] | None = None,
    refused: Refused | None = None,
) -> Answer:
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return page(
        desk,
        "pages/person_form.html",
        status=status,
        typed=typed,
        person=person,
        places=places_within(desk, connection, typed.get("place", "")),
        SEXES=SEXES,
        problems=dict(refused.problems) if refused else {},
        say=refused.say if refused else "",
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("出生日期应写成 1950-03-01 的样子。", field="birth_date") from None


@get("/people/new", opt={"permission": "person.register"}, sync_to_thread=True)
def blank(desk: Desk, engine: Engine) -> Answer:
    """An empty form."""
    with reading(engine) as connection:
        return _form(desk, connection, {"fresh": new_id()})


@post("/people", opt={"permission": "person.register"}, status_code=200, sync_to_thread=True)
def register(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Write a new person; sent twice it is still one."""
    typed = {key: posted.text(key) for key in posted.only(FIELDS).fields if key in FIELDS}
    fresh = checked_id(typed.get("fresh", ""))
    try:
        category = typed.get("category", "")
        made = PersonInput(
            id=fresh,
            name=typed.get("name", ""),
            place=typed.get("place", ""),
            sex=typed.get("sex", ""),
            birth_date=_day(typed.get("birth_date", "")),
            id_number=typed.get("id_number", ""),
            phone=typed.get("phone", ""),
            has_phone=False if typed.get("has_phone") == "no" else None,
            address=typed.get("address", ""),
            categories=(CategoryInput(id=fresh, code=category, start=desk.day),)
            if category in CATEGORIES
            else (),
        )
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            if made.place:
                desk.require("person.register", place=made.place)
            uuid = register_person(unit, station.sealer, made)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            return _form(desk, connection, typed, refused=refused)
    return redirect(desk, f"/people/{uuid}", say="已建档。接下来可以提名进名册。")


@get("/people/{person:uuid}/correct", opt={"permission": "person.register"}, sync_to_thread=True)
def correction(desk: Desk, engine: Engine, person: FromPath[UUID]) -> Answer:
    """The form with what stands in the file; ID number and phone are typed anew or left alone."""
    with reading(engine) as connection:
        whole = _correctable(desk, connection, str(person))
        typed = {
            "name": whole["name"],
            "sex": whole["sex"],
            "place": whole["place"],
            "birth_date": whole["birth_date"] or "",
            "address": whole["address"],
            "has_phone": "yes" if whole["has_phone"] else "no",
            "version": str(whole["version"]),
        }
        return _form(desk, connection, typed, person=whole)


def _correctable(desk: Any, connection: Connection, uuid: str) -> dict[str, Any]:
    whole = seen_person(desk, connection, uuid)
    if not desk.can("person.register", place=whole["place"]):
        raise Forbidden("没有更正这份档案的权限。")
    return whole


@post(
    "/people/{person:uuid}/correct",
    opt={"permission": "person.register"},
    status_code=200,
    sync_to_thread=True,
)
def correct(
    desk: Desk, station: Station, engine: Engine, posted: Posted, person: FromPath[UUID]
) -> Answer:
    """A new version of the person, with its reason; their records are counted again."""
    uuid = str(person)
    typed = {key: posted.text(key) for key in posted.only(FIELDS).fields if key in FIELDS}
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            whole = _correctable(desk, unit.connection, uuid)
            if typed.get("place") and typed["place"] != whole["place"]:
                desk.require("person.register", place=typed["place"])
            changes: dict[str, Any] = {
                name: typed[name] for name in ("name", "sex", "place", "address") if name in typed
            }
            if "birth_date" in typed:
                changes["birth_date"] = _day(typed["birth_date"])
            if typed.get("id_number"):
                changes["id_number"] = typed["id_number"]
            if typed.get("has_phone") == "no":
                changes |= {"phone": "", "has_phone": False}
            elif typed.get("phone"):
                changes |= {"phone": typed["phone"], "has_phone": True}
            elif typed.get("has_phone") == "yes":
                changes["has_phone"] = True
            correct_person(
                unit,
                station.sealer,
                uuid,
                PersonChanges(**changes),
                whole_number(typed.get("version", "")),
                typed.get("reason", ""),
            )
            repost_people(unit, station.book(unit.connection), [uuid])
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            whole = _correctable(desk, connection, uuid)
            return _form(desk, connection, typed, person=whole, refused=refused)
    return redirect(desk, f"/people/{uuid}", say="已更正，原来的内容在“变动记录”里。")


HANDLERS = [blank, register, correction, correct]
