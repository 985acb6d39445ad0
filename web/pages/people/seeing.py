"""Who may see a person, and what of them is masked."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.facts import Person
from core.facts.vocabulary import ADULT_AGE
from core.packages.roster_list import rosters_of
from core.people.rows import PERSON
from core.people.whole import whole_people
from core.store.errors import Missing

NOBODY = "没有这位对象，或者不在您的权限范围内。"


def seen_person(desk: Any, connection: Connection, uuid: str) -> dict[str, Any]:
    """The whole person, if within reach by the place or by a roster of a contract.

    Beside the parts of the whole: ``small`` and ``home`` are the small keys of person and household.
    """
    row = connection.execute(
        select(PERSON.c.id, PERSON.c.household_id).where(
            PERSON.c.uuid == uuid, PERSON.c.county == desk.county
        )
    ).first()
    if row is None:
        raise Missing(NOBODY)
    small = row.id
    whole = whole_people(connection, [small])[small] | {"small": small, "home": row.household_id}
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


def is_shielded(desk: Any, whole: dict[str, Any]) -> bool:
    """Whether a minor's address, contacts and assessments stay hidden from who sits there."""
    age = age_of(whole, desk.day)
    minor = age is not None and age < ADULT_AGE
    return minor and not desk.can("person.child", place=whole["place"])
