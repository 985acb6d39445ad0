"""Documents as pages and use cases read them: of one case, one of them, those that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.methods.rows import DOCUMENT, PLANNED_EVENT
from core.methods.rules import DocumentState
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One revision of one document."""

    id: int
    uuid: str
    of: str
    subject: str
    kind: str
    turn: int
    revision: int
    form_version: int
    state: str
    answers: dict[str, Any]
    authors: tuple[str, ...]
    made_at: datetime
    changed_at: datetime
    handed_in_at: datetime | None
    decided_at: datetime | None
    decided_by: str
    reason: str
    version: int
    site: str
    site_name: str
    place_id: int


_PLAIN = [name for name in Written.__slots__ if name != "authors"]


def _rows() -> Any:
    return select(DOCUMENT, PLACE.c.key.label("site"), PLACE.c.name.label("site_name")).join(
        PLACE, PLACE.c.id == DOCUMENT.c.place_id
    )


def _written(rows: Iterable[Any]) -> list[Written]:
    return [
        Written(**{name: getattr(row, name) for name in _PLAIN}, authors=tuple(row.authors))
        for row in rows
    ]


def documents_of_subject(connection: Connection, county: str, subject: str) -> list[Written]:
    """Every revision of every document of a case, group or event, oldest first."""
    return _written(
        connection.execute(
            _rows()
            .where(DOCUMENT.c.county == county, DOCUMENT.c.subject == subject)
            .order_by(DOCUMENT.c.turn, DOCUMENT.c.revision)
        )
    )


def document_written(connection: Connection, county: str, uuid: str) -> Written | None:
    """One revision, whoever may see it."""
    rows = connection.execute(_rows().where(DOCUMENT.c.county == county, DOCUMENT.c.uuid == uuid))
    return next(iter(_written(rows)), None)


def states_of(written: Iterable[Written]) -> dict[str, frozenset[str]]:
    """Document → the states of its revisions."""
    found: dict[str, frozenset[str]] = {}
    for one in written:
        found[one.kind] = found.get(one.kind, frozenset()) | {one.state}
    return found


def _waits(county: str, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Documents of void cases and void events wait for nobody."""
    return (
        DOCUMENT.c.county == county,
        DOCUMENT.c.state == DocumentState.HANDED_IN,
        *(
            DOCUMENT.c.subject.not_in(select(table.c.uuid).where(table.c.void))
            for table in (CASE, RECORD)
        ),
        visible(scope, PLACE.c.key),
    )


def number_waiting(connection: Connection, county: str, scope: Scope) -> int:
    """How many documents wait for approval within reach."""
    return connection.execute(
        select(func.count())
        .select_from(DOCUMENT.join(PLACE, PLACE.c.id == DOCUMENT.c.place_id))
        .where(*_waits(county, scope))
    ).scalar_one()


def waiting(
    connection: Connection, county: str, scope: Scope, limit: int = 100
) -> list[tuple[Written, str]]:
    """The documents that wait for approval, longest first, with their case's or event's name."""
    titles = (
        select(table.c.title).where(table.c.uuid == DOCUMENT.c.subject).scalar_subquery()
        for table in (CASE, PLANNED_EVENT, RECORD)
    )
    rows = connection.execute(
        _rows()
        .add_columns(func.coalesce(*titles, "").label("about"))
        .where(*_waits(county, scope))
        .order_by(DOCUMENT.c.handed_in_at, DOCUMENT.c.id)
        .limit(limit)
    ).all()
    return [(_written([row])[0], row.about) for row in rows]
