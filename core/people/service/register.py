"""Registering a person 建档: once, wherever and however often the form is sent."""

from sqlalchemy import select

from core.people.inputs import PersonInput
from core.people.rows import PERSON
from core.people.rules import business_day
from core.people.service.once import refuse, seen_before
from core.people.service.readying import made_ready
from core.people.service.writing import household_ids, insert_people
from core.people.whole import whole_people
from core.places.rows import place_ids
from core.store import Unit
from core.store.versions import keep
from core.trust.secrets import Sealer


def register_person(unit: Unit, sealer: Sealer, typed: PersonInput) -> str:
    """Write a new person with all parts that came along; answers the permanent id.

    The same id with the same content answers again and writes nothing, also after later
    corrections; with other content it is a ``Conflict``. An ID number is registered once in a
    county: two people with one number are for a person to sort out, never silently.
    """
    ready = made_ready(typed, sealer, business_day(unit.at))
    refuse(dict(ready.problems))
    person = ready.person
    if seen_before(unit.connection, PERSON, person.id, ready.first_content):
        return person.id
    places = place_ids(unit.connection, unit.county, [person.place])
    households = (
        household_ids(unit.connection, unit.county, [person.household]) if person.household else {}
    )
    refuse(
        {
            "place": "" if places else "本县没有这个村（社区），请从列表中选择。",
            "household": "没有这一户。" if person.household and not households else "",
            "id_number": id_number_taken(unit, ready.id_number_index),
        }
    )
    small = insert_people(unit, sealer, [ready], places, households)[person.id]
    keep(
        unit,
        action="register_person",
        kind="person",
        object_id=person.id,
        version=1,
        content=whole_people(unit.connection, [small])[small],
    )
    return person.id


def id_number_taken(unit: Unit, index: str | None, but_for: int = 0) -> str:
    """A sentence when the county already has this ID number under somebody else."""
    if index is None:
        return ""
    same = select(PERSON.c.code).where(
        PERSON.c.county == unit.county, PERSON.c.id_number_index == index, PERSON.c.id != but_for
    )
    code = unit.connection.execute(same).scalar()
    return f"这个身份证号已登记在 {code} 名下，请查找并使用原有档案。" if code else ""
