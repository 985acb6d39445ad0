"""Who came to which session of a group: members × sessions at a glance, with sums that open."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.activities.listing import Listed
from core.cases.listing import CaseListed


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One line of the table: came or not to each session; None where the person was no member."""

    uuid: str
    name: str
    came: tuple[bool | None, ...]

    @property
    def times(self) -> int:
        """人次 of this person."""
        return sum(1 for one in self.came if one)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """The table; sessions in time order, members first, then who came without being a member."""

    sessions: tuple[Listed, ...]
    people: tuple[Person, ...]

    @property
    def times(self) -> int:
        """人次 of all sessions, heads without a name among them."""
        return sum(self.of(session) for session in self.sessions)

    def of(self, session: Listed) -> int:
        """人次 of one session: the named and the heads."""
        return len(session.names) + session.heads


def attendance_of(group: CaseListed, sessions: Iterable[Listed]) -> Attendance:
    """The table of a group; void sessions are no sessions."""
    held = tuple(sorted((s for s in sessions if not s.void), key=lambda s: (s.day, s.id)))
    names = {member.uuid: member.name for member in group.members}
    for session in held:
        for uuid, name in session.names:
            names.setdefault(uuid, name)
    return Attendance(
        sessions=held,
        people=tuple(
            Person(uuid=uuid, name=name, came=tuple(_came(group, uuid, s) for s in held))
            for uuid, name in names.items()
        ),
    )


def _came(group: CaseListed, uuid: str, session: Listed) -> bool | None:
    if any(uuid == named for named, _ in session.names):
        return True
    belonged = any(member.uuid == uuid for member in group.members_on(session.day))
    return False if belonged else None
