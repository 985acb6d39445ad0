"""People as facts: what the counting rules see, in four statements for every 500 people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy.engine import RowMapping

from core.facts import Absence, Assessment, Category, Person
from core.people.rows import ABSENCE, ASSESSMENT, CATEGORY, HOUSEHOLD, PERSON
from core.places.rows import CHUNK, PLACE

Fact = TypeVar("Fact")
Wanted = TypeVar("Wanted")


def load_people(connection: Connection, person_ids: Iterable[int]) -> dict[int, Person]:
    """Small key → person with all dated facts, oldest first. Void rows (end = start) are left out.

    ``Person.id`` is the permanent id, ``site`` the place's path, ``household`` its permanent id.
    """
    found: dict[int, Person] = {}
    for ids in chunks(person_ids):
        found |= people_among(connection, ids)
    return found


def people_among(connection: Connection, ids: Any) -> dict[int, Person]:
    """The same for a list of small keys or for a statement that selects them: four statements."""
    categories = _dated(connection, CATEGORY, ids, _category)
    assessments = _dated(connection, ASSESSMENT, ids, _assessment)
    absences = _dated(connection, ABSENCE, ids, _absence)
    people = (
        select(PERSON, PLACE.c.key.label("site"), HOUSEHOLD.c.uuid.label("household"))
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .outerjoin(HOUSEHOLD, HOUSEHOLD.c.id == PERSON.c.household_id)
        .where(PERSON.c.id.in_(ids))
    )
    return {
        row.id: Person(
            id=row.uuid,
            name=row.name,
            sex=row.sex,
            birth_date=row.birth_date,
            household=row.household,
            site=row.site,
            has_phone=row.has_phone,
            died_on=row.died_on,
            categories=tuple(categories[row.id]),
            assessments=tuple(assessments[row.id]),
            absences=tuple(absences[row.id]),
        )
        for row in connection.execute(people)
    }


def person_id_of(connection: Connection, uuids: Iterable[str]) -> dict[str, int]:
    """Permanent id → small key, for those that exist."""
    found: dict[str, int] = {}
    for some in chunks(uuids):
        rows = connection.execute(select(PERSON.c.uuid, PERSON.c.id).where(PERSON.c.uuid.in_(some)))
        found.update((row.uuid, row.id) for row in rows)
    return found


def chunks(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    """The distinct keys in lists that one statement can ask for."""
    every = list(dict.fromkeys(wanted))
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def _dated(
    connection: Connection, table: Table, ids: Any, fact: Callable[[RowMapping], Fact]
) -> defaultdict[int, list[Fact]]:
    held: defaultdict[int, list[Fact]] = defaultdict(list)
    columns: Any = table.c
    rows = connection.execute(
        select(table)
        .where(columns.person_id.in_(ids))
        .where(columns.end.is_(None) | (columns.end > columns.start))
        .order_by(columns.start, columns.id)
    )
    for row in rows.mappings():
        held[row["person_id"]].append(fact(row))
    return held


def _category(row: RowMapping) -> Category:
    return Category(start=row["start"], end=row["end"], code=row["code"])


def _assessment(row: RowMapping) -> Assessment:
    return Assessment(
        start=row["start"],
        end=row["end"],
        kind=row["kind"],
        level=row["level"],
        score=row["score"],
    )


def _absence(row: RowMapping) -> Absence:
    return Absence(start=row["start"], end=row["end"], reason=row["reason"])
