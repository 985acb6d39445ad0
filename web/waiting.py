"""What waits for the person at the desk: matters that nobody has taken on, notices, conflicts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, select

from core.field.conflicts import number_open, within_reach
from core.matters.listing import unanswered
from core.matters.seeing import Reader
from core.notices.inbox import unread
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What the navigation shows: matters that nobody has taken on, notices that are unread."""

    matters: int = 0
    inbox: int = 0

    def of(self, key: str) -> tuple[int, str]:
        """The number beside an entry of the navigation, and how it is read aloud."""
        words = {"matters": (self.matters, "件待接收"), "inbox": (self.inbox, "条未读")}
        number, unit = words.get(key, (0, ""))
        return number, f"{number} {unit}"


def waiting_for(
    engine: Engine, county: str, account: str, grants: Iterable[Grant], day: date, role: str
) -> Waiting:
    """A worker's own matters, of everybody else all within reach; and one's own notices: asked
    together, in one statement."""
    grants = tuple(grants)
    mine = account if role == "worker" else ""
    asked = [unread(account)]
    if can_anywhere(grants, "need.see", day=day):
        asked.append(unanswered(county, reader_for(account, grants, day), mine))
    with reading(engine) as connection:
        found = [int(number) for number in connection.execute(select(*asked)).one()]
    return Waiting(inbox=found[0], matters=found[1] if len(found) > 1 else 0)


def own_conflicts(desk: Any) -> ColumnElement[bool]:
    """The conflicts that are this person's to settle: one's own, or one's station's."""
    return within_reach(desk.actor.id, desk.scope("record.approve"))


def conflicts_waiting(desk: Any, connection: Connection) -> int:
    """How many wait; none for who corrects nothing."""
    if not desk.may("record.correct"):
        return 0
    return number_open(connection, desk.county, own_conflicts(desk))
