"""The list of cases and groups 个案与小组, and one of them with its members."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, cast, or_, select, tuple_

from core.cases.rows import CASE, MEMBER
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible

NUMBER_LENGTH = 8
#: What may be the end of a permanent id, or all of it.
NUMBER = re.compile("[0-9a-f-]{6,36}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person who belongs, or belonged, to a case or group."""

    uuid: str
    name: str
    code: str
    joined: date
    left: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseListed:
    """One row of the list."""

    id: int
    uuid: str
    kind: str
    title: str
    stage: str
    opened: date
    closed: date | None
    closing_reason: str
    worker: str
    provider: str
    void: bool
    version: int
    fields: dict[str, Any]
    evidence: tuple[str, ...]
    site: str
    site_name: str
    members: tuple[Member, ...]

    @property
    def number(self) -> str:
        """个案编号: the end of the permanent id, as it stands in the foot of the case's papers."""
        return self.uuid[-NUMBER_LENGTH:]

    @property
    def cursor(self) -> str:
        """The key that continues the list after this row."""
        return f"{self.opened.isoformat()}.{self.id}"

    def members_on(self, day: date) -> tuple[Member, ...]:
        """Who belonged to it on that day."""
        return tuple(
            member
            for member in self.members
            if member.joined <= day and (member.left is None or day <= member.left)
        )


def cases_page(
    connection: Connection,
    county: str,
    *,
    scope: Scope,
    kind: str = "",
    closed: bool | None = None,
    void: bool = False,
    text: str = "",
    people: Iterable[int] = (),
    person: str = "",
    after: tuple[date, int] | None = None,
    limit: int = 30,
) -> tuple[list[CaseListed], bool]:
    """One page, newest first, and whether there is more: two statements."""
    rows = (
        _rows()
        .where(CASE.c.county == county, CASE.c.void.is_(void), visible(scope, PLACE.c.key))
        .order_by(CASE.c.opened.desc(), CASE.c.id.desc())
        .limit(limit + 1)
    )
    for condition in _conditions(kind, closed, text, people, person):
        rows = rows.where(condition)
    if after is not None:
        rows = rows.where(tuple_(CASE.c.opened, CASE.c.id) < tuple_(*after))
    got = connection.execute(rows).all()
    return _listed(connection, got[:limit]), len(got) > limit


def case_listed(connection: Connection, county: str, uuid: str) -> CaseListed | None:
    """One case or group, whoever may see it."""
    got = connection.execute(_rows().where(CASE.c.county == county, CASE.c.uuid == uuid)).all()
    return next(iter(_listed(connection, got)), None)


def _rows() -> Any:
    return select(CASE, PLACE.c.key.label("site"), PLACE.c.name.label("site_name")).join(
        PLACE, PLACE.c.id == CASE.c.place_id
    )


def _conditions(
    kind: str, closed: bool | None, text: str, people: Iterable[int], person: str
) -> Iterable[ColumnElement[bool]]:
    if kind:
        yield CASE.c.kind == kind
    if closed is not None:
        yield CASE.c.closed.is_not(None) if closed else CASE.c.closed.is_(None)
    member = select(MEMBER.c.case_id).join(PERSON, PERSON.c.id == MEMBER.c.person_id)
    if person:
        yield CASE.c.id.in_(member.where(PERSON.c.uuid == person))
    if text:
        named = CASE.c.id.in_(member.where(PERSON.c.id.in_(list(people))))
        asked = [CASE.c.title.contains(text, autoescape=True), named]
        number = text.strip().casefold()
        if NUMBER.fullmatch(number):
            asked.append(cast(CASE.c.uuid, String).endswith(number))
        yield or_(*asked)


def _listed(connection: Connection, rows: Iterable[Any]) -> list[CaseListed]:
    rows = list(rows)
    members: dict[int, list[Member]] = {}
    for row in connection.execute(
        select(
            MEMBER.c.case_id,
            MEMBER.c.joined,
            MEMBER.c.left,
            PERSON.c.uuid,
            PERSON.c.name,
            PERSON.c.code,
        )
        .join(PERSON, PERSON.c.id == MEMBER.c.person_id)
        .where(MEMBER.c.case_id.in_([row.id for row in rows]))
        .order_by(MEMBER.c.joined, MEMBER.c.id)
    ):
        one = Member(uuid=row.uuid, name=row.name, code=row.code, joined=row.joined, left=row.left)
        members.setdefault(row.case_id, []).append(one)
    plain = [name for name in CaseListed.__slots__ if name not in ("members", "evidence")]
    return [
        CaseListed(
            **{name: getattr(row, name) for name in plain},
            members=tuple(members.get(row.id, ())),
            evidence=tuple(row.evidence),
        )
        for row in rows
    ]
