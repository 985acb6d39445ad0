"""Finding people 检索 and listing them, page by page: always one stretch of an index."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from core.people.rows import PERSON, SEARCH_KEY
from core.people.search_keys import PHONE_TAIL, folded
from core.places.rows import PLACE
from core.trust.secrets import Sealer

#: Of a longer question only this much is looked at.
LONGEST_QUESTION = 200
#: Sorts after every character that a key may hold.
LAST = "\U0010ffff"
#: Keys read at once for each person wanted: somebody may be found by several.
KEYS_EACH = 6
ID_NUMBER = "person.id_number"

Condition = ColumnElement[bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One row of a list of people: no address, no phone, no ID number."""

    id: int
    uuid: str
    code: str
    name: str
    sex: str
    birth_date: date | None
    site: str
    site_name: str
    has_phone: bool
    died_on: date | None


def search_people(
    connection: Connection,
    county: str,
    text: str,
    scope_filter: Condition | None = None,
    limit: int = 30,
) -> list[Found]:
    """People of whom a part of the name, its pinyin or initials, or the phone's tail begins so.

    ``scope_filter`` is a condition on ``PERSON`` and ``PLACE``. Of more than four digits the
    last four find the phone and the rest must agree. No character of ``text`` is special.
    """
    start = folded(text[:LONGEST_QUESTION])
    if not start:
        return []
    key, rows = SEARCH_KEY.c.key, _rows().add_columns(SEARCH_KEY.c.key)
    rows = rows.join(SEARCH_KEY, SEARCH_KEY.c.person_id == PERSON.c.id)
    rows = rows.where(SEARCH_KEY.c.county == county)
    if start.isascii() and start.isdigit() and len(start) > PHONE_TAIL:
        rows = rows.where(PERSON.c.phone.endswith(start, autoescape=True))
        start = start[-PHONE_TAIL:]
    rows = rows.where(key >= start, key < start + LAST)
    if scope_filter is not None:
        rows = rows.where(scope_filter)
    batch = limit * KEYS_EACH
    rows = rows.order_by(key, SEARCH_KEY.c.person_id).limit(batch)
    found: dict[int, Found] = {}
    after: tuple[str, int] | None = None
    while len(found) < limit:
        more = rows.where(tuple_(key, SEARCH_KEY.c.person_id) > after) if after else rows
        got = connection.execute(more).all()
        for row in got:
            if len(found) < limit:
                found.setdefault(row.id, _found(row))
        if len(got) < batch:
            break
        after = (got[-1].key, got[-1].id)
    return list(found.values())


def people_page(
    connection: Connection,
    county: str,
    scope_filter: Condition | None = None,
    after: tuple[int, int] | None = None,
    limit: int = 50,
) -> list[tuple[tuple[int, int], Found]]:
    """One page of a county's people by place, each with the cursor that continues after it."""
    order = (PERSON.c.place_id, PERSON.c.id)
    rows = _rows().add_columns(PERSON.c.place_id).where(PERSON.c.county == county)
    if scope_filter is not None:
        rows = rows.where(scope_filter)
    if after is not None:
        rows = rows.where(tuple_(*order) > after)
    got = connection.execute(rows.order_by(*order).limit(limit))
    return [((row.place_id, row.id), _found(row)) for row in got]


def person_by_id_number(
    connection: Connection, sealer: Sealer, county: str, number: str
) -> Found | None:
    """The person of exactly this ID number (as ``read_id_number`` gives it), or none."""
    index = sealer.blind_index(number, ID_NUMBER)
    wanted = _rows().where(PERSON.c.county == county, PERSON.c.id_number_index == index)
    row = connection.execute(wanted).first()
    return _found(row) if row else None


def _rows() -> Select[Any]:
    return select(
        PERSON.c.id,
        PERSON.c.uuid,
        PERSON.c.code,
        PERSON.c.name,
        PERSON.c.sex,
        PERSON.c.birth_date,
        PLACE.c.key.label("site"),
        PLACE.c.name.label("site_name"),
        PERSON.c.has_phone,
        PERSON.c.died_on,
    ).join(PLACE, PLACE.c.id == PERSON.c.place_id)


def _found(row: Any) -> Found:
    return Found(**{name: getattr(row, name) for name in Found.__slots__})
