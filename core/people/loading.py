"""People as facts: what the counting rules see, in two statements for every 500 people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Integer,
    Table,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from core.facts import Absence, Assessment, Category, Person
from core.people.rows import ABSENCE, ASSESSMENT, CATEGORY, HOUSEHOLD, PERSON
from core.places.rows import CHUNK, PLACE

Wanted = TypeVar("Wanted")


def load_people(connection: Connection, person_ids: Iterable[int]) -> dict[int, Person]:
    """Small key → person with all dated facts, oldest first. Void rows (end = start) are left out.

    ``Person.id`` is the permanent id, ``site`` the place's path, ``household`` its permanent id.
    """
    found: dict[int, Person] = {}
    for ids in chunks(person_ids):
        found |= _people(connection, LISTED_PEOPLE, LISTED_FACTS, {"ids": ids})
    return found


def people_among(connection: Connection, ids: Any) -> dict[int, Person]:
    """The same for a statement that selects small keys: two statements."""
    return _people(connection, _who(ids), _dated_facts(ids), {})


def _who(ids: Any) -> Any:
    return (
        select(PERSON, PLACE.c.key.label("site"), HOUSEHOLD.c.uuid.label("household"))
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .outerjoin(HOUSEHOLD, HOUSEHOLD.c.id == PERSON.c.household_id)
        .where(PERSON.c.id.in_(ids))
    )


def _dated_facts(ids: Any) -> Any:
    """Categories, assessments and absences in one statement, told apart by ``what``."""

    def of(table: Table, what: int, kind: Any, level: Any, score: Any) -> Any:
        columns: Any = table.c
        return (
            select(
                literal_column(str(what)).label("what"),
                columns.person_id,
                columns.start,
                columns.end,
                columns.id,
                kind.label("kind"),
                level.label("level"),
                score.label("score"),
            )
            .where(columns.person_id.in_(ids))
            .where(columns.end.is_(None) | (columns.end > columns.start))
        )

    nothing: Any = literal_column("''")
    no_number = cast(null(), Integer)
    every = union_all(
        of(CATEGORY, _CATEGORY, CATEGORY.c.code, nothing, no_number),
        of(ASSESSMENT, _ASSESSMENT, ASSESSMENT.c.kind, ASSESSMENT.c.level, ASSESSMENT.c.score),
        of(ABSENCE, _ABSENCE, ABSENCE.c.reason, nothing, no_number),
    )
    found = every.subquery()
    return select(found).order_by(found.c.start, found.c.id)


_CATEGORY, _ASSESSMENT, _ABSENCE = 1, 2, 3
#: Built once: a statement costs more to build than to run.
LISTED_PEOPLE = _who(bindparam("ids", expanding=True))
LISTED_FACTS = _dated_facts(bindparam("ids", expanding=True))
LISTED_KEYS = select(PERSON.c.uuid, PERSON.c.id).where(
    PERSON.c.uuid.in_(bindparam("uuids", expanding=True))
)


def _people(
    connection: Connection, who: Any, facts: Any, wanted: dict[str, Any]
) -> dict[int, Person]:
    held: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in connection.execute(facts, wanted):
        held[row.person_id, row.what].append(_fact(row))
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
            categories=tuple(held[row.id, _CATEGORY]),
            assessments=tuple(held[row.id, _ASSESSMENT]),
            absences=tuple(held[row.id, _ABSENCE]),
        )
        for row in connection.execute(who, wanted)
    }


def _fact(row: Any) -> Category | Assessment | Absence:
    if row.what == _CATEGORY:
        return Category(start=row.start, end=row.end, code=row.kind)
    if row.what == _ABSENCE:
        return Absence(start=row.start, end=row.end, reason=row.kind)
    return Assessment(start=row.start, end=row.end, kind=row.kind, level=row.level, score=row.score)


def person_id_of(connection: Connection, uuids: Iterable[str]) -> dict[str, int]:
    """Permanent id → small key, for those that exist."""
    found: dict[str, int] = {}
    for some in chunks(uuids):
        rows = connection.execute(LISTED_KEYS, {"uuids": some})
        found.update((row.uuid, row.id) for row in rows)
    return found


def chunks(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    """The distinct keys in lists that one statement can ask for."""
    every = list(dict.fromkeys(wanted))
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]
