"""What a document belongs to, within reach: a case, a group, a planned event or its record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from core.activities.listing import record_listed
from core.cases.listing import case_listed
from core.methods.planned import planned_event
from core.store.errors import Missing

NOT_THERE = "没有这份文书，或者不在您的权限范围内。"
#: Which permission it takes to see and to write: of a case or group, of an event.
SEE = {"case": "case.see", "event": "activity.see"}
WRITE = {"case": "case.manage", "event": "record.create"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """The head of a document: whose it is, where, and the page it leads back to."""

    of: str
    uuid: str
    kind: str
    title: str
    site: str
    site_name: str
    href: str
    day: date
    people: tuple[str, ...]
    void: bool


def seen_subject(desk: Any, connection: Connection, uuid: str) -> Subject:
    """The case, group or event; raises Missing outside one's reach."""
    found = _found(desk, connection, uuid)
    if found is None or not desk.can(SEE[found.of], place=found.site):
        raise Missing(NOT_THERE)
    return found


def may_write(desk: Any, subject: Subject) -> bool:
    """Whether this person may write documents of it."""
    return not subject.void and bool(desk.can(WRITE[subject.of], place=subject.site))


def _found(desk: Any, connection: Connection, uuid: str) -> Subject | None:
    case = case_listed(connection, desk.county, uuid)
    if case is not None:
        return Subject(
            of="case",
            uuid=uuid,
            kind=case.kind,
            title=case.title,
            site=case.site,
            site_name=case.site_name,
            href=f"/cases/{uuid}",
            day=case.opened,
            people=tuple(member.name for member in case.members),
            void=case.void,
        )
    event = record_listed(connection, desk.county, uuid)
    planned = planned_event(connection, desk.county, uuid)
    one: Any = event or planned
    if one is None:
        return None
    return Subject(
        of="event",
        uuid=uuid,
        kind=one.kind,
        title=one.title or (planned.title if planned else ""),
        site=one.site,
        site_name=one.site_name,
        href=f"/activities/{uuid}" if event else f"/events/{uuid}",
        day=one.day,
        people=(),
        void=bool(event.void if event else planned and planned.dropped),
    )
