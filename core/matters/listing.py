"""The list of matters 需求与异常: the most urgent first, and how many wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, case, func, select

from core.matters.facts import OPEN, UNANSWERED
from core.matters.rows import MATTER
from core.matters.seeing import Reader, assigned, seen_by
from core.people.rows import PERSON
from core.places.rows import PLACE

SEVERITY_RANK = {"urgent": 0, "major": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the list is narrowed to; what is left empty narrows nothing. ``mine`` is an account."""

    kind: str = ""
    states: tuple[str, ...] = ()
    mine: str = ""
    person: str = ""
    record: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MatterListed:
    """One row of the list; ``name`` is the person's, or of a lead what was told."""

    id: int
    uuid: str
    kind: str
    severity: str
    what: str
    person: str | None
    name: str
    site: str
    site_name: str
    found_at: datetime
    received_at: datetime
    state: str
    due_at: datetime | None
    worker: str
    sheltered: bool
    version: int

    def overdue(self, at: datetime) -> bool:
        """Whether its time has passed without an answer."""
        return self.due_at is not None and self.due_at <= at


def matters_page(
    connection: Connection,
    county: str,
    reader: Reader,
    wanted: Wanted,
    *,
    at: datetime,
    skip: int = 0,
    limit: int = 40,
) -> tuple[list[MatterListed], bool]:
    """One page, overdue first, then what nobody has taken on, then by weight and time; and more?"""
    rows = (
        _from(select(*_COLUMNS))
        .where(MATTER.c.county == county, seen_by(reader), *_conditions(wanted))
        .order_by(*_urgency(at))
        .offset(skip)
        .limit(limit + 1)
    )
    got = connection.execute(rows).all()
    return [_listed(row) for row in got[:limit]], len(got) > limit


def numbers(
    connection: Connection, county: str, reader: Reader, wanted: Wanted
) -> dict[tuple[str, str], int]:
    """(kind, state) → how many of the open ones the reader sees."""
    counted = (
        _from(select(MATTER.c.kind, MATTER.c.state, func.count()))
        .where(
            MATTER.c.county == county,
            MATTER.c.state.in_(OPEN),
            seen_by(reader),
            *_conditions(wanted),
        )
        .group_by(MATTER.c.kind, MATTER.c.state)
    )
    return {(kind, state): number for kind, state, number in connection.execute(counted)}


def unanswered(county: str, reader: Reader, mine: str = "") -> ScalarSelect[int]:
    """How many matters within reach nobody has taken on, to be asked within another statement."""
    counted: Select[tuple[int]] = _from(select(func.count(MATTER.c.id))).where(
        MATTER.c.county == county,
        MATTER.c.state.in_(UNANSWERED),
        seen_by(reader),
        *_conditions(Wanted(mine=mine)),
    )
    return counted.scalar_subquery()


def matter_seen(
    connection: Connection, county: str, reader: Reader, uuid: str
) -> MatterListed | None:
    """One matter, if the reader may see it."""
    row = connection.execute(
        _from(select(*_COLUMNS)).where(
            MATTER.c.county == county, MATTER.c.uuid == uuid, seen_by(reader)
        )
    ).first()
    return _listed(row) if row else None


_COLUMNS = (
    MATTER,
    PLACE.c.key.label("site"),
    PLACE.c.name.label("site_name"),
    PERSON.c.uuid.label("person"),
    PERSON.c.name.label("person_name"),
)


def _from(chosen: Any) -> Any:
    return (
        chosen.select_from(MATTER)
        .join(PLACE, PLACE.c.id == MATTER.c.place_id)
        .outerjoin(PERSON, PERSON.c.id == MATTER.c.person_id)
    )


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.kind:
        yield MATTER.c.kind == wanted.kind
    if wanted.states:
        yield MATTER.c.state.in_(wanted.states)
    if wanted.mine:
        yield assigned(wanted.mine)
    if wanted.person:
        mine = select(PERSON.c.id).where(PERSON.c.uuid == wanted.person)
        yield MATTER.c.person_id == mine.scalar_subquery()
    if wanted.record:
        yield MATTER.c.record == wanted.record


def _urgency(at: datetime) -> tuple[Any, ...]:
    return (
        case((MATTER.c.due_at <= at, 0), else_=1),
        case((MATTER.c.state.in_(UNANSWERED), 0), (MATTER.c.state.in_(OPEN), 1), else_=2),
        case(SEVERITY_RANK, value=MATTER.c.severity, else_=2),
        case((MATTER.c.due_at.is_(None), 1), else_=0),
        MATTER.c.due_at,
        MATTER.c.found_at.desc(),
        MATTER.c.id.desc(),
    )


def _listed(row: Any) -> MatterListed:
    plain = [name for name in MatterListed.__slots__ if name != "name"]
    return MatterListed(
        name=row.person_name or row.name, **{name: getattr(row, name) for name in plain}
    )
