"""The whole person as plain data: what a version keeps, and what a person's page shows.

The ID number is never in it: only its blind index, so that a change of it leaves a trace.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.people.loading import chunks
from core.people.rows import ABSENCE, ASSESSMENT, CATEGORY, CONSENT, CONTACT, HOUSEHOLD, PERSON
from core.places.rows import PLACE

#: Part of the whole → its table; always all of them, in this order.
PARTS = {
    "categories": CATEGORY,
    "assessments": ASSESSMENT,
    "absences": ABSENCE,
    "contacts": CONTACT,
    "consents": CONSENT,
}
INSIDE = ("id", "uuid", "person_id", "first_content")
OWN = (
    "code",
    "name",
    "sex",
    "birth_date",
    "id_number_index",
    "phone",
    "has_phone",
    "address",
    "died_on",
    "version",
)


def whole_people(connection: Connection, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Small key → the whole person, in six statements for every 500 people."""
    found: dict[int, dict[str, Any]] = {}
    for some in chunks(ids):
        people = (
            select(PERSON, PLACE.c.key.label("place"), HOUSEHOLD.c.uuid.label("household"))
            .join(PLACE, PLACE.c.id == PERSON.c.place_id)
            .outerjoin(HOUSEHOLD, HOUSEHOLD.c.id == PERSON.c.household_id)
            .where(PERSON.c.id.in_(some))
        )
        for row in connection.execute(people).mappings():
            whole = {"id": row["uuid"], **{name: plain(row[name]) for name in OWN}}
            whole |= {"place": row["place"], "household": row["household"]}
            found[row["id"]] = whole | {part: [] for part in PARTS}
        for part, table in PARTS.items():
            own = [column.name for column in table.c if column.name not in INSIDE]
            rows = (
                select(table.c.person_id, table.c.uuid, *(table.c[name] for name in own))
                .where(table.c.person_id.in_(some))
                .order_by(table.c.id)
            )
            for person_id, uuid, *values in connection.execute(rows):
                told = {name: plain(value) for name, value in zip(own, values, strict=True)}
                found[person_id][part].append({"id": uuid, **told})
    return found


def whole_person(connection: Connection, uuid: str) -> dict[str, Any] | None:
    """One whole person by permanent id, or none."""
    small = connection.execute(select(PERSON.c.id).where(PERSON.c.uuid == uuid)).scalar()
    return whole_people(connection, [small])[small] if small is not None else None


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value
