"""What waits for the person at the desk: matters that nobody has taken on, conflicts to settle."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine

from core.field.conflicts import number_open, within_reach
from core.matters.listing import unanswered
from core.matters.seeing import Reader
from core.store import reading
from core.trust import Grant, can_anywhere, scope


def reader_for(account: str, grants: Iterable[Grant], day: date) -> Reader:
    """Who looks at matters, with which reach."""
    grants = tuple(grants)
    return Reader(
        account=account,
        see=scope(grants, "need.see", day),
        child=scope(grants, "person.child", day),
        day=day,
    )


def waiting_for(
    engine: Engine, county: str, account: str, grants: Iterable[Grant], day: date, role: str
) -> int:
    """A worker's own ones; of everybody else all within reach."""
    grants = tuple(grants)
    if not can_anywhere(grants, "need.see", day=day):
        return 0
    mine = account if role == "worker" else ""
    with reading(engine) as connection:
        return unanswered(connection, county, reader_for(account, grants, day), mine)


def own_conflicts(desk: Any) -> ColumnElement[bool]:
    """The conflicts that are this person's to settle: one's own, or one's station's."""
    return within_reach(desk.actor.id, desk.scope("record.approve"))


def conflicts_waiting(desk: Any, connection: Connection) -> int:
    """How many wait; none for who corrects nothing."""
    if not desk.may("record.correct"):
        return 0
    return number_open(connection, desk.county, own_conflicts(desk))
