"""People as facts: what the counting rules see, in two statements, however many people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from sys import intern
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Integer,
    Table,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from core.facts import Absence, Assessment, Category, Person
from core.people.rows import ABSENCE, ASSESSMENT, CATEGORY, HOUSEHOLD, PERSON
from core.places.rows import CHUNK, PLACE
from core.store.prepared import Among, Prepared

Wanted = TypeVar("Wanted")
OWN_COLUMNS = ("id", "uuid", "name", "sex", "birth_date", "has_phone", "died_on")


def load_people(connection: Connection, person_ids: Iterable[int]) -> dict[int, Person]:
    """Small key → person with all dated facts, oldest first. Void rows (end = start) are left out.

    ``Person.id`` is the permanent id, ``site`` the place's path, ``household`` its permanent id.
    """
    ids = sorted(set(person_ids))
    if not ids:
        return {}
    return _people(LISTED_PEOPLE.rows(connection, ids=ids), LISTED_FACTS.rows(connection, ids=ids))


def people_among(connection: Connection, ids: Any) -> dict[int, Person]:
    """The same for a statement that selects small keys: two statements."""

    def chosen(column: Any) -> Any:
        return column.in_(ids)

    return _people(
        connection.execute(_who(chosen)).all(), connection.execute(_dated_facts(chosen)).all()
    )


def _who(chosen: Callable[[Any], Any]) -> Any:
    return (
        select(
            *(PERSON.c[name] for name in OWN_COLUMNS),
            PLACE.c.key.label("site"),
            HOUSEHOLD.c.uuid.label("household"),
        )
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .outerjoin(HOUSEHOLD, HOUSEHOLD.c.id == PERSON.c.household_id)
        .where(chosen(PERSON.c.id))
    )


def _dated_facts(chosen: Callable[[Any], Any]) -> Any:
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
            .where(chosen(columns.person_id))
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
LISTED_PEOPLE = Prepared(_who(lambda column: Among(column, "ids")))
LISTED_FACTS = Prepared(_dated_facts(lambda column: Among(column, "ids")))
LISTED_KEYS = Prepared(select(PERSON.c.uuid, PERSON.c.id).where(Among(PERSON.c.uuid, "uuids")))


def _people(who: Iterable[Any], facts: Iterable[Any]) -> dict[int, Person]:
    held: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
    known: dict[tuple[Any, ...], Category | Assessment | Absence] = {}
    for row in facts:
        what = row.what, row.start, row.end, row.kind, row.level, row.score
        fact = known.get(what)
        if fact is None:
            fact = known[what] = _fact(row)
        held[row.person_id, row.what].append(fact)
    return {
        row.id: Person(
            id=intern(row.uuid),
            name=row.name,
            sex=intern(row.sex),
            birth_date=row.birth_date,
            household=row.household,
            site=intern(row.site),
            has_phone=row.has_phone,
            died_on=row.died_on,
            categories=tuple(held.get((row.id, _CATEGORY), ())),
            assessments=tuple(held.get((row.id, _ASSESSMENT), ())),
            absences=tuple(held.get((row.id, _ABSENCE), ())),
        )
        for row in who
    }


def _fact(row: Any) -> Category | Assessment | Absence:
    if row.what == _CATEGORY:
        return Category(start=row.start, end=row.end, code=row.kind)
    if row.what == _ABSENCE:
        return Absence(start=row.start, end=row.end, reason=row.kind)
    return Assessment(start=row.start, end=row.end, kind=row.kind, level=row.level, score=row.score)


def person_id_of(connection: Connection, uuids: Iterable[str]) -> dict[str, int]:
    """Permanent id → small key, for those that exist."""
    wanted = sorted(set(uuids))
    if not wanted:
        return {}
    return {row.uuid: row.id for row in LISTED_KEYS.rows(connection, uuids=wanted)}


def chunks(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    """The distinct keys in lists that one statement can ask for."""
    every = list(dict.fromkeys(wanted))
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]
