"""Finding people 检索 and listing them, page by page: always one stretch of an index."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from core.people.rows import PERSON, SEARCH_KEY
from core.people.search_keys import PHONE_TAIL, folded, is_usual
from core.places.rows import PLACE
from core.trust.secrets import Sealer

#: Of a longer question only this much is looked at.
LONGEST_QUESTION = 200
#: Sorts after every character that a key may hold.
LAST = "\U0010ffff"
#: Keys read beyond the people wanted: somebody may be found by several.
SPARE_KEYS = 50
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

    ``scope_filter`` is a condition on ``PERSON`` and ``PLACE``. More than four digits find a phone
    only whole: digit by digit what a page masks could be tried out. Whoever is usually read as it was
    typed comes first (wang: 王 before 方). No character of ``text`` is special.
    """
    start = folded(text[:LONGEST_QUESTION])
    if not start:
        return []
    who = _who_has_keys(county, scope_filter)
    if start.isascii() and start.isdigit() and len(start) > PHONE_TAIL:
        who = _who_has_keys(county, PERSON.c.phone == start, scope_filter)
        start = start[-PHONE_TAIL:]
    ids = _first_ids(connection, who, start, limit)
    rows = connection.execute(found_rows().where(PERSON.c.id.in_(ids))) if ids else ()
    found = {row.id: found_of(row) for row in rows}
    inorder = [found[small] for small in ids]
    if start.isascii() and start.isalpha():
        inorder.sort(key=lambda one: not is_usual(one.name, start))
    return inorder[:limit]


def _who_has_keys(county: str, *conditions: Condition | None) -> Select[Any]:
    who = select(SEARCH_KEY.c.key, SEARCH_KEY.c.person_id).where(SEARCH_KEY.c.county == county)
    told = [condition for condition in conditions if condition is not None]
    if told:
        who = who.join(PERSON, PERSON.c.id == SEARCH_KEY.c.person_id)
        who = who.join(PLACE, PLACE.c.id == PERSON.c.place_id).where(*told)
    return who


def _first_ids(connection: Connection, who: Select[Any], start: str, limit: int) -> list[int]:
    """The first people by key, each once, and some more; keys are read while people are missing."""
    order = (SEARCH_KEY.c.key, SEARCH_KEY.c.person_id)
    who = who.where(SEARCH_KEY.c.key >= start, SEARCH_KEY.c.key < start + LAST).order_by(*order)
    batch = limit + SPARE_KEYS
    ids: dict[int, None] = {}
    after: tuple[str, int] | None = None
    while len(ids) < limit:
        more = who.where(tuple_(*order) > after) if after else who
        got = connection.execute(more.limit(batch)).all()
        ids.update((row.person_id, None) for row in got)
        if len(got) < batch:
            break
        after = (got[-1].key, got[-1].person_id)
    return list(ids)


def people_page(
    connection: Connection,
    county: str,
    scope_filter: Condition | None = None,
    after: tuple[int, int] | None = None,
    limit: int = 50,
) -> list[tuple[tuple[int, int], Found]]:
    """One page of a county's people by place, each with the cursor that continues after it."""
    order = (PERSON.c.place_id, PERSON.c.id)
    rows = found_rows().add_columns(PERSON.c.place_id).where(PERSON.c.county == county)
    if scope_filter is not None:
        rows = rows.where(scope_filter)
    if after is not None:
        rows = rows.where(tuple_(*order) > after)
    got = connection.execute(rows.order_by(*order).limit(limit))
    return [((row.place_id, row.id), found_of(row)) for row in got]


def person_by_id_number(
    connection: Connection, sealer: Sealer, county: str, number: str
) -> Found | None:
    """The person of exactly this ID number (as ``read_id_number`` gives it), or none."""
    index = sealer.blind_index(number, ID_NUMBER)
    wanted = found_rows().where(PERSON.c.county == county, PERSON.c.id_number_index == index)
    row = connection.execute(wanted).first()
    return found_of(row) if row else None


def found_rows() -> Select[Any]:
    """What a row of a list of people is read from."""
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


def found_of(row: Any) -> Found:
    """The row of a list."""
    return Found(**{name: getattr(row, name) for name in Found.__slots__})
