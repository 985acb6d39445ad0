"""The list of records 活动: one page at a time by a stretch of an index, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from core.activities.rows import ATTENDANCE, EVIDENCE, HEAD_COUNT, RECORD
from core.activities.waiting import reasons_sent_back
from core.cases.rows import CASE
from core.evidence.rows import FILE
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.store.errors import Refused
from core.store.ids import checked_id, small_key
from core.trust import Scope
from core.trust.tables import ACCOUNT, GRANT
from core.trust.visible import visible

#: What other statements find for a row of the list.
FOUND_BESIDE = frozenset(
    {"names", "heads", "evidence", "awaited", "photos", "worker_name", "outcome", "sent_back"}
)
#: The roles whose people make records.
WHO_RECORDS = ("worker", "manager")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a list of records is narrowed to; what is left empty narrows nothing.

    ``people`` are small keys; ``first`` and ``last`` days, both included.
    """

    kind: str = ""
    first: date | None = None
    last: date | None = None
    worker: str = ""
    title: str = ""
    people: tuple[int, ...] = ()
    person: str = ""
    case: str = ""
    void: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One row of the list: what, when, where, who, how many; nothing sensitive.

    ``evidence`` are kinds that are at hand; ``awaited`` kinds whose photo does not count yet, each with
    its file's state: empty while it is on its way, waiting for the scanner, or refused. ``photos``
    are the ids of evidence that can be looked at. ``sent_back`` is why an output was sent
    back, until its author has mended it.
    """

    id: int
    uuid: str
    kind: str
    day: date
    title: str
    site: str
    site_name: str
    provider: str
    worker: str
    worker_name: str
    minutes: int | None
    role: str
    accepted: bool
    void: bool
    version: int
    received_at: datetime
    case: str | None
    names: tuple[tuple[str, str], ...]
    heads: int
    evidence: tuple[str, ...]
    awaited: tuple[tuple[str, str], ...]
    photos: tuple[str, ...]
    outcome: str
    sent_back: str

    @property
    def cursor(self) -> str:
        """The key that continues the list after this row."""
        return f"{self.day.isoformat()}.{self.id}"


def cursor(text: str) -> tuple[date, int] | None:
    """The place in the list that a cursor names, or none when it is not one."""
    day, _, key = text.partition(".")
    small = small_key(key)
    try:
        return (date.fromisoformat(day), small) if small is not None else None
    except ValueError:
        return None


def records_page(
    connection: Connection,
    county: str,
    *,
    scope: Scope,
    wanted: Wanted,
    also: ColumnElement[bool] | None = None,
    among: ColumnElement[bool] | None = None,
    after: tuple[date, int] | None = None,
    limit: int = 30,
) -> tuple[list[Listed], bool]:
    """One page and whether there is more: seven statements at most, however many records there are.

    ``also`` is a further way to be visible (a contract's own entries); ``among`` narrows further.
    """
    seen = visible(scope, PLACE.c.key)
    rows = (
        _rows()
        .where(RECORD.c.county == county, seen if also is None else or_(seen, also))
        .order_by(RECORD.c.day.desc(), RECORD.c.id.desc())
        .limit(limit + 1)
    )
    for condition in _conditions(wanted):
        rows = rows.where(condition)
    if among is not None:
        rows = rows.where(among)
    if after is not None:
        rows = rows.where(tuple_(RECORD.c.day, RECORD.c.id) < tuple_(*after))
    got = connection.execute(rows).all()
    return _listed(connection, got[:limit]), len(got) > limit


def record_listed(connection: Connection, county: str, uuid: str) -> Listed | None:
    """One record as the list shows it, whoever may see it."""
    got = connection.execute(_rows().where(RECORD.c.county == county, RECORD.c.uuid == uuid)).all()
    return next(iter(_listed(connection, got)), None)


def _rows() -> Any:
    return (
        select(
            RECORD.c.id,
            RECORD.c.uuid,
            RECORD.c.kind,
            RECORD.c.day,
            RECORD.c.title,
            RECORD.c.provider,
            RECORD.c.worker,
            RECORD.c.minutes,
            RECORD.c.role,
            RECORD.c.accepted,
            RECORD.c.void,
            RECORD.c.version,
            RECORD.c.received_at,
            RECORD.c.fields,
            PLACE.c.key.label("site"),
            PLACE.c.name.label("site_name"),
            CASE.c.uuid.label("case"),
        )
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .outerjoin(CASE, CASE.c.id == RECORD.c.case_id)
    )


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.kind:
        yield RECORD.c.kind == wanted.kind
    if wanted.first is not None:
        yield RECORD.c.day >= wanted.first
    if wanted.last is not None:
        yield RECORD.c.day <= wanted.last
    if wanted.worker:
        yield RECORD.c.worker == wanted.worker
    if wanted.void is not None:
        yield RECORD.c.void.is_(wanted.void)
    if wanted.case:
        yield CASE.c.uuid == wanted.case
    if wanted.person:
        yield RECORD.c.id.in_(
            select(ATTENDANCE.c.record_id)
            .join(PERSON, PERSON.c.id == ATTENDANCE.c.person_id)
            .where(PERSON.c.uuid == wanted.person)
        )
    if wanted.title:
        named = RECORD.c.id.in_(
            select(ATTENDANCE.c.record_id).where(ATTENDANCE.c.person_id.in_(wanted.people))
        )
        titled = RECORD.c.title.contains(wanted.title, autoescape=True)
        yield or_(titled, named)


def _listed(connection: Connection, rows: Iterable[Any]) -> list[Listed]:
    rows = list(rows)
    ids = [row.id for row in rows]
    names = _grouped(
        connection.execute(
            select(ATTENDANCE.c.record_id, PERSON.c.uuid, PERSON.c.name)
            .join(PERSON, PERSON.c.id == ATTENDANCE.c.person_id)
            .where(ATTENDANCE.c.record_id.in_(ids))
            .order_by(ATTENDANCE.c.id)
        )
    )
    heads = {
        row.record_id: int(row.n)
        for row in connection.execute(
            select(HEAD_COUNT.c.record_id, func.sum(HEAD_COUNT.c.number).label("n"))
            .where(HEAD_COUNT.c.record_id.in_(ids))
            .group_by(HEAD_COUNT.c.record_id)
        )
    }
    evidence = _grouped(
        connection.execute(
            select(
                EVIDENCE.c.record_id,
                EVIDENCE.c.kind,
                EVIDENCE.c.uuid,
                EVIDENCE.c.file,
                EVIDENCE.c.arrived_at,
                func.coalesce(FILE.c.state, ""),
            )
            .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
            .outerjoin(
                FILE,
                and_(
                    EVIDENCE.c.arrived_at.is_(None),
                    FILE.c.county == RECORD.c.county,
                    FILE.c.sha256 == EVIDENCE.c.file,
                ),
            )
            .where(EVIDENCE.c.record_id.in_(ids), EVIDENCE.c.withdrawn_at.is_(None))
            .order_by(EVIDENCE.c.id)
        )
    )
    workers = names_of(connection, {row.worker for row in rows})
    returned = reasons_sent_back(connection, [row.id for row in rows if not row.accepted])
    return [
        Listed(
            **dict(zip(OWN, own_of(row), strict=True)),
            names=tuple((uuid, name) for uuid, name in names.get(row.id, ())),
            heads=heads.get(row.id, 0),
            **_of_evidence(evidence.get(row.id, ())),
            worker_name=workers.get(row.worker, ""),
            outcome=str(row.fields.get("outcome", "")),
            sent_back=returned.get(row.id, ""),
        )
        for row in rows
    ]


OWN = tuple(name for name in Listed.__slots__ if name not in FOUND_BESIDE)
own_of = attrgetter(*OWN)


def _of_evidence(pieces: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """What is at hand, what is awaited, and what can be looked at; each kind once."""
    waits = [(kind, state) for kind, _, file, at, state in pieces if file and at is None]
    there = [(kind, uuid, file) for kind, uuid, file, at, _ in pieces if not file or at is not None]
    return {
        "evidence": tuple(dict.fromkeys(kind for kind, _, _ in there)),
        "awaited": tuple(dict.fromkeys(waits)),
        "photos": tuple(uuid for _, uuid, file in there if file),
    }


def _grouped(rows: Iterable[Any]) -> Mapping[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(tuple(rest))
    return found


def names_of(connection: Connection, accounts: Iterable[str]) -> dict[str, str]:
    """Account → the name of the person; machines and unknown ones are left out."""
    people = sorted(filter(None, map(_account_id, accounts)))
    rows = connection.execute(
        select(ACCOUNT.c.uuid, ACCOUNT.c.name).where(ACCOUNT.c.uuid.in_(people))
    )
    return {row.uuid: row.name for row in rows}


def _account_id(text: str) -> str | None:
    try:
        return checked_id(text)
    except Refused:
        return None


def workers_of(connection: Connection, county: str, scope: Scope) -> dict[str, str]:
    """Who works within the scope, by account: for a filter. Asks grants, never records."""
    rows = connection.execute(
        select(ACCOUNT.c.uuid, ACCOUNT.c.name)
        .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
        .where(
            ACCOUNT.c.county == county,
            GRANT.c.role.in_(WHO_RECORDS),
            visible(scope, GRANT.c.place),
        )
        .order_by(ACCOUNT.c.name)
    )
    return {row.uuid: row.name for row in rows}
