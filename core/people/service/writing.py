"""Writing people: one at a desk or ten thousand of a workbook, in the same few steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from core.people.loading import chunks
from core.people.rows import (
    ASSESSMENT,
    CATEGORY,
    CONSENT,
    CONTACT,
    HOUSEHOLD,
    PERSON,
    SEARCH_KEY,
)
from core.people.search import ID_NUMBER
from core.people.search_keys import keys_of
from core.people.service.dated import columns_of
from core.people.service.readying import Ready
from core.store import Unit
from core.trust.secrets import Sealer

PARTS = {
    "categories": CATEGORY,
    "assessments": ASSESSMENT,
    "contacts": CONTACT,
    "consents": CONSENT,
}


def insert_people(
    unit: Unit,
    sealer: Sealer,
    people: Sequence[Ready],
    place_ids: Mapping[str, int],
    household_ids: Mapping[str, int],
) -> dict[str, int]:
    """Write new people with their parts and search keys; permanent id → small key."""
    if not people:
        return {}
    next_code = _last_code(unit) + 1
    rows = [
        {
            "uuid": ready.person.id,
            "county": unit.county,
            "place_id": place_ids[ready.person.place],
            "household_id": household_ids[ready.person.household]
            if ready.person.household
            else None,
            "code": f"R{code:06d}",
            **{name: getattr(ready.person, name) for name in COPIED},
            "id_number_cipher": sealed(sealer, ready.person.id_number, ready.person.id),
            "id_number_index": ready.id_number_index,
            "died_on": None,
            "version": 1,
            "first_content": ready.first_content,
        }
        for code, ready in enumerate(people, start=next_code)
    ]
    written = unit.connection.execute(insert(PERSON).returning(PERSON.c.uuid, PERSON.c.id), rows)
    ids = {row.uuid: row.id for row in written}
    _insert_parts(unit, people, ids)
    _insert_keys(
        unit,
        [
            (key, ids[row["uuid"]])
            for row in rows
            for key in keys_of(row["name"], row["phone"], row["code"])
        ],
    )
    return ids


COPIED = ("name", "sex", "birth_date", "phone", "has_phone", "address")


def renew_search_keys(unit: Unit, person_id: int, name: str, phone: str, code: str) -> None:
    """Make a person's search keys again, after the name or the phone was corrected."""
    unit.connection.execute(delete(SEARCH_KEY).where(SEARCH_KEY.c.person_id == person_id))
    _insert_keys(unit, [(key, person_id) for key in keys_of(name, phone, code)])


def sealed(sealer: Sealer, id_number: str, uuid: str) -> bytes | None:
    """The cipher text of an ID number, bound to its person; nothing for none."""
    return sealer.seal(id_number, ID_NUMBER, uuid) if id_number else None


def household_ids(connection: Connection, county: str, uuids: Sequence[str]) -> dict[str, int]:
    """Permanent id → small key of the county's households among these."""
    found: dict[str, int] = {}
    for some in chunks(uuids):
        wanted = select(HOUSEHOLD.c.uuid, HOUSEHOLD.c.id).where(
            HOUSEHOLD.c.county == county, HOUSEHOLD.c.uuid.in_(some)
        )
        found.update((row.uuid, row.id) for row in connection.execute(wanted))
    return found


def _insert_parts(unit: Unit, people: Sequence[Ready], ids: Mapping[str, int]) -> None:
    for part, table in PARTS.items():
        rows: list[dict[str, Any]] = [
            columns_of(fact, ready.person.id) | {"person_id": ids[ready.person.id]}
            for ready in people
            for fact in getattr(ready.person, part)
        ]
        if rows:
            unit.connection.execute(insert(table), rows)


def _insert_keys(unit: Unit, keys: Sequence[tuple[str, int]]) -> None:
    """Write (key, person) rows by the driver's own way: an import has a hundred thousand."""
    names = ("county", "key", "person_id")
    statement = insert(SEARCH_KEY).compile(dialect=unit.connection.dialect, column_keys=names)
    rows: list[Any] = [(unit.county, key, person_id) for key, person_id in sorted(keys)]
    if not statement.positional:
        rows = [dict(zip(names, row, strict=True)) for row in rows]
    unit.connection.exec_driver_sql(str(statement), rows)


def _last_code(unit: Unit) -> int:
    codes = select(func.max(PERSON.c.code)).where(PERSON.c.county == unit.county)
    last = unit.connection.execute(codes).scalar()
    return int(last[1:]) if last else 0
