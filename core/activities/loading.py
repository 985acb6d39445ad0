"""Records of the database as facts: a fixed number of statements, however many records."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    func,
    or_,
    select,
)

from core.activities.beside import PIECES, is_awaited
from core.activities.rows import ATTENDANCE, EVIDENCE, HEAD_COUNT, RECORD, SERVICE_ITEM
from core.cases.rows import CASE, MEMBER, case_record, member_uuids
from core.evidence.rows import awaited_kinds
from core.facts import Attendance, HeadCount, Noun, Record, ServiceItem
from core.people.rows import PERSON
from core.places.rows import PLACE, within
from core.store.prepared import Among, Prepared

CHUNK = 400
#: Keys that are passed as one value.
MANY = 2_000


def _chunks(values: Iterable[Any], size: int = CHUNK) -> Iterable[list[Any]]:
    found = list(dict.fromkeys(values))
    return (found[at : at + size] for at in range(0, len(found), size))


def _children_of(table: Table) -> Prepared:
    person = PERSON.alias("who")
    wanted = select(*(column for column in table.c if column.name != "person_id"))
    if "person_id" in table.c:
        wanted = wanted.add_columns(person.c.uuid.label("person")).outerjoin(
            person, person.c.id == table.c.person_id
        )
    return Prepared(wanted.where(Among(table.c.record_id, "ids")).order_by(table.c.id))


CHILDREN = {table.name: _children_of(table) for table in (ATTENDANCE, HEAD_COUNT, SERVICE_ITEM)} | {
    EVIDENCE.name: PIECES
}
LEFT_OUT = ("form", "content", "title", "started_at")
RECORDS = Prepared(
    select(
        *(column for column in RECORD.c if column.name not in LEFT_OUT),
        PLACE.c.key.label("site"),
        CASE.c.uuid.label("case_uuid"),
    )
    .join(PLACE, PLACE.c.id == RECORD.c.place_id)
    .outerjoin(CASE, CASE.c.id == RECORD.c.case_id)
    .where(Among(RECORD.c.uuid, "uuids"))
)


def _children(connection: Connection, table: Table, ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in CHILDREN[table.name].rows(connection, ids=ids):
        found.setdefault(row.record_id, []).append(row)
    return found


def load_records(connection: Connection, uuids: Iterable[str]) -> dict[str, Record]:
    """Records and cases by their permanent id; unknown ids are left out."""
    found: dict[str, Record] = {}
    for chunk in _chunks(uuids, MANY):
        found |= _load_activities(connection, chunk)
        missing = [uuid for uuid in chunk if uuid not in found]
        if missing:
            found |= _load_cases(connection, missing)
    return found


def _load_activities(connection: Connection, uuids: list[str]) -> dict[str, Record]:
    rows = RECORDS.rows(connection, uuids=uuids)
    ids = [row.id for row in rows]
    if not ids:
        return {}
    attendances = _children(connection, ATTENDANCE, ids)
    heads = _children(connection, HEAD_COUNT, ids)
    items = _children(connection, SERVICE_ITEM, ids)
    evidence = _children(connection, EVIDENCE, ids)
    return {
        row.uuid: _record(
            row,
            attendances.get(row.id, ()),
            heads.get(row.id, ()),
            items.get(row.id, ()),
            evidence.get(row.id, ()),
        )
        for row in rows
    }


def _record(
    row: Any,
    attendances: Iterable[Any],
    heads: Iterable[Any],
    items: Iterable[Any],
    evidence: Iterable[Any],
) -> Record:
    return Record(
        id=row.uuid,
        noun=Noun(row.noun),
        kind=row.kind,
        dates={role: date.fromisoformat(day) for role, day in row.dates.items()},
        county=row.county,
        provider=row.provider,
        site=row.site,
        worker=row.worker,
        role=row.role,
        minutes=row.minutes,
        fields=row.fields,
        attendances=tuple(
            Attendance(person=a.person, minutes=a.minutes, classes=frozenset(a.classes))
            for a in attendances
        ),
        heads=tuple(HeadCount(audience=h.audience, number=h.number) for h in heads),
        items=tuple(
            ServiceItem(
                id=i.uuid,
                code=i.code,
                person=i.person,
                minutes=i.minutes,
                result=i.result,
                accepted=i.accepted,
                evidence=frozenset(i.evidence),
            )
            for i in items
        ),
        evidence=frozenset(e.kind for e in evidence if not is_awaited(e)),
        awaited=awaited_kinds((e.kind, e.state) for e in evidence if is_awaited(e)),
        accepted=row.accepted,
        void=row.void,
        case=row.case_uuid,
        received_at=row.received_at,
        order=tuple(row.contract_order),
    )


def _load_cases(connection: Connection, uuids: list[str]) -> dict[str, Record]:
    rows = connection.execute(
        select(CASE, PLACE.c.key.label("site"))
        .join(PLACE, PLACE.c.id == CASE.c.place_id)
        .where(CASE.c.uuid.in_(uuids))
    ).all()
    if not rows:
        return {}
    ids = [row.id for row in rows]
    members = member_uuids(connection, ids)
    sizes = _session_sizes(connection, ids)
    return {
        row.uuid: case_record(
            row._mapping, row.site, members.get(row.id, ()), sizes.get(row.id, ())
        )
        for row in rows
    }


def _session_sizes(connection: Connection, case_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """How many people took part in each session of a case, in time order."""
    named = (
        select(ATTENDANCE.c.record_id, func.count().label("number"))
        .join(RECORD, RECORD.c.id == ATTENDANCE.c.record_id)
        .where(RECORD.c.case_id.in_(case_ids))
        .group_by(ATTENDANCE.c.record_id)
        .subquery()
    )
    rows = connection.execute(
        select(RECORD.c.case_id, func.coalesce(named.c.number, 0).label("number"))
        .outerjoin(named, named.c.record_id == RECORD.c.id)
        .where(RECORD.c.case_id.in_(case_ids), RECORD.c.void.is_(False))
        .order_by(RECORD.c.case_id, RECORD.c.day, RECORD.c.id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in rows:
        found[row.case_id] = (*found.get(row.case_id, ()), row.number)
    return found


def uuids_between(
    connection: Connection,
    county: str,
    first: date,
    last: date,
    kinds: Iterable[str],
    *,
    providers: Iterable[str] = (),
    sites: Iterable[str] = (),
) -> list[str]:
    """Records and cases of a county of these kinds whose day, opening or closing lies between.

    ``providers`` limits them to what these agencies did, ``sites`` to these places and all below.
    Records come newest first.
    """
    wanted = sorted(kinds)
    there = [within(site) for site in sites]
    places = select(PLACE.c.id).where(or_(*there)) if there else None
    agencies = sorted(providers)
    records = select(RECORD.c.uuid).where(
        RECORD.c.county == county,
        RECORD.c.day.between(first, last),
        RECORD.c.kind.in_(wanted),
        RECORD.c.void.is_(False),
        *([RECORD.c.provider.in_(agencies)] if agencies else []),
        *([RECORD.c.place_id.in_(places)] if places is not None else []),
    )
    cases = select(CASE.c.uuid).where(
        CASE.c.county == county,
        CASE.c.opened.between(first, last) | CASE.c.closed.between(first, last),
        CASE.c.kind.in_(wanted),
        CASE.c.void.is_(False),
        *([CASE.c.provider.in_(agencies)] if agencies else []),
        *([CASE.c.place_id.in_(places)] if places is not None else []),
    )
    newest = records.order_by(RECORD.c.day.desc(), RECORD.c.id.desc())
    return [*connection.execute(newest).scalars(), *connection.execute(cases).scalars()]


def uuids_of_people(connection: Connection, person_ids: Iterable[int]) -> list[str]:
    """Every record and case that names one of the people."""
    found: list[str] = []
    for chunk in _chunks(person_ids):
        found += connection.execute(
            select(RECORD.c.uuid)
            .join(ATTENDANCE, ATTENDANCE.c.record_id == RECORD.c.id)
            .where(ATTENDANCE.c.person_id.in_(chunk))
            .order_by(RECORD.c.id)
        ).scalars()
        found += connection.execute(
            select(RECORD.c.uuid)
            .join(SERVICE_ITEM, SERVICE_ITEM.c.record_id == RECORD.c.id)
            .where(SERVICE_ITEM.c.person_id.in_(chunk))
            .order_by(RECORD.c.id)
        ).scalars()
        found += connection.execute(
            select(CASE.c.uuid)
            .join(MEMBER, MEMBER.c.case_id == CASE.c.id)
            .where(MEMBER.c.person_id.in_(chunk))
        ).scalars()
    return list(dict.fromkeys(found))
