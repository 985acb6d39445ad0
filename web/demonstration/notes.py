"""The notebook: records as workers write them down, each with the instant of its arrival."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from core.recording import (
    AttendanceInput,
    EvidenceInput,
    HeadInput,
    ItemInput,
    RecordInput,
)
from web.demonstration.chance import Chance
from web.demonstration.county import STAFF
from web.demonstration.fates import Fate
from web.demonstration.timeline import Timeline, instant

AGENCY_OF = {one.login: one.agency for one in STAFF}
#: A worker hands in what was written within so many days at once.
TOGETHER = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One record, who wrote it, and when it arrived. ``fields`` are completed when it is sent."""

    at: datetime
    worker: str
    posted: RecordInput

    @property
    def provider(self) -> str:
        """The agency of who wrote it."""
        return AGENCY_OF[self.worker]


@dataclass(kw_only=True)
class Notebook:
    """Collects notes; what lies outside the days of the demonstration is not written."""

    chance: Chance
    timeline: Timeline
    fates: Mapping[str, Fate] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def write(
        self,
        *words: object,
        kind: str,
        day: date,
        site: str,
        worker: str,
        people: Sequence[str] = (),
        minutes: int | None = None,
        each: int | None = None,
        fields: Mapping[str, Any] | None = None,
        evidence: Iterable[str] = (),
        heads: Mapping[str, int] | None = None,
        items: Iterable[tuple[str, int | None]] = (),
        undone: Iterable[str] = (),
        dates: Mapping[str, date] | None = None,
        role_of_day: str = "service",
        title: str = "",
        case: str | None = None,
        role: str = "lead",
        delay: int = 0,
        order: tuple[str, ...] = (),
    ) -> str:
        """Write a record of that day; answers its id, or nothing when nobody is in or it is to come.

        ``words`` name the record for its id; ``items`` are codes with minutes, ``undone`` codes
        that were refused on the spot; ``each`` are the minutes of every person; ``delay`` counts
        the days that the note lay about before it was handed in.
        """
        handed_in = self._arrival(day) + timedelta(days=delay)
        if not self.timeline.has_been(day) or handed_in > self.timeline.last:
            return ""
        named = bool(people)
        people = [one for one in people if one not in self.fates or self.fates[one].is_in(day)]
        if named and not people:
            return ""
        own = (kind, *words, day)
        uuid = self.chance.id("record", *own, day=day)
        if uuid in self.written:
            raise ValueError(f"written twice: {own}")
        self.written.add(uuid)
        posted = RecordInput(
            id=uuid,
            kind=kind,
            site=site,
            dates={role_of_day: day, **(dates or {})},
            title=title,
            role=role,
            minutes=minutes,
            fields=dict(fields or {}),
            attendances=tuple(AttendanceInput(person=one, minutes=each) for one in people),
            heads=tuple(HeadInput(audience=a, number=n) for a, n in (heads or {}).items()),
            items=tuple(
                ItemInput(
                    id=self.chance.id("item", *own, code, day=day),
                    code=code,
                    minutes=length,
                    result="not_done" if code in tuple(undone) else "done",
                )
                for code, length in items
            ),
            evidence=tuple(
                EvidenceInput(id=self.chance.id("evidence", *own, name, day=day), kind=name)
                for name in evidence
            ),
            case=case,
            order=order,
        )
        self.notes.append(Note(at=instant(handed_in), worker=worker, posted=posted))
        return uuid

    def _arrival(self, day: date) -> date:
        """The evening on which notes of the day are handed in: right after it, with others."""
        late = day + timedelta(days=-day.toordinal() % TOGETHER)
        return min(late, self.timeline.last)
