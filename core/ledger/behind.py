"""The records behind entries: title, kind, place, who, evidence. A fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.activities.listing import names_of
from core.activities.rows import AT_HAND, ATTENDANCE, EVIDENCE, HEAD_COUNT, RECORD
from core.calendar import business_day
from core.cases.rows import CASE, MEMBER
from core.facts import Person
from core.facts.vocabulary import ADULT_AGE
from core.people.rows import PERSON
from core.places.rows import PLACE

#: Names shown of a record with many people.
NAMED = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Somebody who took part; whether a minor decides who may read the name."""

    id: str
    name: str
    born: date | None

    def minor_on(self, day: date) -> bool:
        """Whether the person was under age on that day."""
        age = Person(id=self.id, birth_date=self.born).age_on(day)
        return age is not None and age < ADULT_AGE


@dataclass(frozen=True, kw_only=True)
class Behind:
    """What an officer sees of a record in a list; ``people`` are at most a few of its people.

    ``named`` is how many took part by name, ``heads`` the rest by audience class.
    """

    uuid: str
    kind: str
    title: str
    day: date
    site: str
    place: str
    worker: str
    is_case: bool
    people: tuple[Named, ...] = ()
    named: int = 0
    heads: tuple[tuple[str, int], ...] = ()
    evidence: tuple[str, ...] = ()
    minutes: int | None = None
    days_until_received: int = 0


def records_behind(connection: Connection, uuids: Iterable[str]) -> dict[str, Behind]:
    """Records and cases by permanent id, for one page of entries."""
    wanted = sorted(set(uuids))
    if not wanted:
        return {}
    records = connection.execute(
        select(RECORD, PLACE.c.key.label("site"), PLACE.c.name.label("place"))
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .where(RECORD.c.uuid.in_(wanted))
    ).all()
    cases = connection.execute(
        select(CASE, PLACE.c.key.label("site"), PLACE.c.name.label("place"))
        .join(PLACE, PLACE.c.id == CASE.c.place_id)
        .where(CASE.c.uuid.in_(wanted))
    ).all()
    named = _people(connection, ATTENDANCE, ATTENDANCE.c.record_id, [row.id for row in records])
    members = _people(connection, MEMBER, MEMBER.c.case_id, [row.id for row in cases])
    heads = _heads(connection, [row.id for row in records])
    evidence = _evidence(connection, [row.id for row in records])
    workers = names_of(connection, [row.worker for row in (*records, *cases)])
    found = {}
    for row in records:
        people = named.get(row.id, [])
        found[row.uuid] = Behind(
            uuid=row.uuid,
            kind=row.kind,
            title=row.title,
            day=row.day,
            site=row.site,
            place=row.place,
            worker=workers.get(row.worker, ""),
            is_case=False,
            people=tuple(people[:NAMED]),
            named=len(people),
            heads=tuple(heads.get(row.id, ())),
            evidence=tuple(evidence.get(row.id, ())),
            minutes=row.minutes,
            days_until_received=(business_day(row.received_at) - row.day).days,
        )
    for row in cases:
        people = members.get(row.id, [])
        found[row.uuid] = Behind(
            uuid=row.uuid,
            kind=row.kind,
            title=row.title,
            day=row.opened,
            site=row.site,
            place=row.place,
            worker=workers.get(row.worker, ""),
            is_case=True,
            people=tuple(people[:NAMED]),
            named=len(people),
            evidence=tuple(dict.fromkeys(row.evidence)),
        )
    return found


def _people(
    connection: Connection, table: Any, owner: Any, ids: list[int]
) -> dict[int, list[Named]]:
    found: dict[int, list[Named]] = defaultdict(list)
    rows = connection.execute(
        select(owner.label("owner"), PERSON.c.uuid, PERSON.c.name, PERSON.c.birth_date)
        .select_from(table.join(PERSON, PERSON.c.id == table.c.person_id))
        .where(owner.in_(ids))
        .order_by(owner, table.c.id)
    )
    for row in rows:
        found[row.owner].append(Named(id=row.uuid, name=row.name, born=row.birth_date))
    return found


def people_named(connection: Connection, uuids: Iterable[str]) -> dict[str, Named]:
    """The persons that entries name themselves, by permanent id."""
    rows = connection.execute(
        select(PERSON.c.uuid, PERSON.c.name, PERSON.c.birth_date).where(
            PERSON.c.uuid.in_(sorted(set(uuids)))
        )
    )
    return {row.uuid: Named(id=row.uuid, name=row.name, born=row.birth_date) for row in rows}


def _heads(connection: Connection, ids: list[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = connection.execute(
        select(HEAD_COUNT).where(HEAD_COUNT.c.record_id.in_(ids)).order_by(HEAD_COUNT.c.id)
    )
    for row in rows:
        found[row.record_id].append((row.audience, row.number))
    return found


def _evidence(connection: Connection, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        select(EVIDENCE.c.record_id, EVIDENCE.c.kind)
        .where(EVIDENCE.c.record_id.in_(ids), EVIDENCE.c.withdrawn_at.is_(None), AT_HAND)
        .order_by(EVIDENCE.c.id)
    )
    for row in rows:
        if row.kind not in found[row.record_id]:
            found[row.record_id].append(row.kind)
    return found
