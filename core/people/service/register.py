"""Registering a person 建档: once, wherever and however often the form is sent."""

from collections.abc import Iterable

from sqlalchemy import select

from core.calendar import business_day
from core.people.inputs import HouseholdInput, PersonInput
from core.people.loading import person_id_of
from core.people.rows import PERSON
from core.people.service.households import add_households
from core.people.service.once import refuse, seen_before
from core.people.service.readying import made_ready
from core.people.service.writing import household_ids, insert_people
from core.people.whole import whole_people
from core.places.rows import place_ids
from core.store import Unit
from core.store.audit import Act
from core.store.ids import checked_id
from core.store.versions import keep, keep_many
from core.trust.secrets import Sealer

UNKNOWN_PLACE = "本县没有这个村（社区），请从列表中选择。"


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
            "place": "" if places else UNKNOWN_PLACE,
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


def register_many(
    unit: Unit, sealer: Sealer, homes: Iterable[HouseholdInput], people: Iterable[PersonInput]
) -> int:
    """Write new households and people in a few statements; answers how many people are new.

    The promises are those of one by one, but one wrong person refuses all: for beginnings and
    imports. Who is registered already, with the same id, is left alone.
    """
    day = business_day(unit.at)
    add_households(unit, homes)
    typed = list(people)
    known = person_id_of(unit.connection, [checked_id(one.id) for one in typed])
    fresh = [made_ready(one, sealer, day) for one in typed if checked_id(one.id) not in known]
    places = place_ids(unit.connection, unit.county, {ready.person.place for ready in fresh})
    households = household_ids(
        unit.connection,
        unit.county,
        [ready.person.household for ready in fresh if ready.person.household],
    )
    numbers = [ready.id_number_index for ready in fresh if ready.id_number_index]
    for ready in fresh:
        home_id = ready.person.household
        refuse(
            {
                **ready.problems,
                "place": "" if ready.person.place in places else UNKNOWN_PLACE,
                "household": "没有这一户。" if home_id and home_id not in households else "",
            }
        )
    refuse(
        {"id_number": "名单中有两人的身份证号相同。" if len(set(numbers)) < len(numbers) else ""}
    )
    for number in numbers:
        refuse({"id_number": id_number_taken(unit, number)})
    small = insert_people(unit, sealer, fresh, places, households)
    wholes = whole_people(unit.connection, small.values())
    keep_many(
        unit,
        (
            Act(action="register_person", kind="person", object_id=uuid, content=wholes[number])
            for uuid, number in small.items()
        ),
    )
    return len(small)


def id_number_taken(unit: Unit, index: str | None, but_for: int = 0) -> str:
    """A sentence when the county already has this ID number under somebody else."""
    if index is None:
        return ""
    same = select(PERSON.c.code).where(
        PERSON.c.county == unit.county, PERSON.c.id_number_index == index, PERSON.c.id != but_for
    )
    code = unit.connection.execute(same).scalar()
    return f"这个身份证号已登记在 {code} 名下，请查找并使用原有档案。" if code else ""
