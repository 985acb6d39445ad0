"""The list of records 活动: one page at a time by a stretch of an index, newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, or_, select, tuple_

from core.activities.beside import (
    NOTHING,
    evidence_beside,
    heads_beside,
    names_beside,
    reasons_beside,
)
from core.activities.rows import ATTENDANCE, RECORD
from core.cases.rows import CASE
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.store.errors import Refused
from core.store.ids import checked_id, small_key
from core.trust import Scope
from core.trust.tables import ACCOUNT, GRANT
from core.trust.visible import visible

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


class Listed(Struct, frozen=True, kw_only=True):
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
    rows = _wanted(county, scope, wanted, also, among).limit(limit + 1)
    if after is not None:
        rows = rows.where(tuple_(RECORD.c.day, RECORD.c.id) < tuple_(*after))
    got = connection.execute(rows).all()
    return _listed(connection, got[:limit]), len(got) > limit


def every_record(
    connection: Connection,
    county: str,
    *,
    scope: Scope,
    wanted: Wanted,
    also: ColumnElement[bool] | None = None,
    among: ColumnElement[bool] | None = None,
    size: int = 2_000,
) -> Iterator[Listed]:
    """All rows of the same list, read as one stream: no more than ``size`` are in memory.

    The database narrows and sorts once, however many there are; what stands beside them is asked
    for ``size`` rows at a time.
    """
    rows = _wanted(county, scope, wanted, also, among).execution_options(yield_per=size)
    with connection.execute(rows) as got:
        for some in got.partitions():
            yield from _listed(connection, some)


def _wanted(
    county: str,
    scope: Scope,
    wanted: Wanted,
    also: ColumnElement[bool] | None,
    among: ColumnElement[bool] | None,
) -> Select[Any]:
    """The list, newest first; pages and streams narrow it alike."""
    seen = visible(scope, PLACE.c.key)
    return (
        _rows()
        .where(RECORD.c.county == county, seen if also is None else or_(seen, also))
        .where(*_conditions(wanted), *(() if among is None else (among,)))
        .order_by(RECORD.c.day.desc(), RECORD.c.id.desc())
    )


def record_listed(connection: Connection, county: str, uuid: str) -> Listed | None:
    """One record as the list shows it, whoever may see it."""
    got = connection.execute(_rows().where(RECORD.c.county == county, RECORD.c.uuid == uuid)).all()
    return next(iter(_listed(connection, got)), None)


#: What the row itself says of a ``Listed``, under the same names and in this order.
OWN: dict[str, ColumnElement[Any]] = {
    "id": RECORD.c.id,
    "uuid": RECORD.c.uuid,
    "kind": RECORD.c.kind,
    "day": RECORD.c.day,
    "title": RECORD.c.title,
    "site": PLACE.c.key,
    "site_name": PLACE.c.name,
    "provider": RECORD.c.provider,
    "worker": RECORD.c.worker,
    "minutes": RECORD.c.minutes,
    "role": RECORD.c.role,
    "accepted": RECORD.c.accepted,
    "void": RECORD.c.void,
    "version": RECORD.c.version,
    "received_at": RECORD.c.received_at,
    "case": CASE.c.uuid,
}


def _rows() -> Select[Any]:
    return (
        select(*(column.label(name) for name, column in OWN.items()), RECORD.c.fields)
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


def _listed(connection: Connection, rows: Sequence[Any]) -> list[Listed]:
    owns = [dict(zip(OWN, row, strict=False)) for row in rows]
    ids = [own["id"] for own in owns]
    if not ids:
        return []
    names = names_beside(connection, ids)
    heads = heads_beside(connection, ids)
    evidence = evidence_beside(connection, ids)
    workers = names_of(connection, {own["worker"] for own in owns})
    returned = reasons_beside(connection, [own["id"] for own in owns if not own["accepted"]])
    return [
        Listed(
            **own,
            **evidence.get(small, NOTHING),
            names=names.get(small, ()),
            heads=heads.get(small, 0),
            worker_name=workers.get(own["worker"], ""),
            outcome=str(row[-1].get("outcome", "")),
            sent_back=returned.get(small, ""),
        )
        for small, own, row in zip(ids, owns, rows, strict=True)
    ]


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
