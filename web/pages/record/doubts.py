"""What is asked about an output: the same one is there already, a counter went down.

The page asks before it saves; what a phone or a program sends is saved, and the answer names them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from core.activities.alike import Before, outputs_alike, reading_before
from core.facts import Noun
from core.plugin import ActivityKind, QuestionKind
from core.recording import RecordInput

NAMED = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A sentence that wants a tick, and the record that it speaks of."""

    say: str
    record: str

    @property
    def href(self) -> str:
        """The page of that record."""
        return f"/activities/{self.record}"


def reading_question(kind: ActivityKind) -> str:
    """The question that holds an outside counter's number, or nothing."""
    if kind.noun is not Noun.READING:
        return ""
    return next((q.key for q in kind.fields if q.kind is QuestionKind.NUMBER), "")


def last_reading(
    connection: Connection,
    county: str,
    provider: str,
    kind: ActivityKind,
    *,
    own: str,
    site: str,
    day: date,
) -> tuple[Before, str] | None:
    """The reading before this one, with its number and unit; none for other kinds."""
    key = reading_question(kind)
    if not key:
        return None
    before = reading_before(
        connection, county, provider, kind=kind.key, own=own, site=site, day=day
    )
    unit = next(q.unit for q in kind.fields if q.key == key)
    return (before, f"{before.fields.get(key)} {unit}") if before else None


def asks(kind: ActivityKind | None) -> bool:
    """Whether anything is ever asked about records of this kind."""
    return kind is not None and bool(kind.alike or reading_question(kind))


def doubts(
    connection: Connection, county: str, provider: str, kind: ActivityKind, posted: RecordInput
) -> tuple[Doubt, ...]:
    """What the author of this output is asked before, or told after it was saved."""
    day = posted.dates.get(kind.dates[0])
    if day is None or not asks(kind):
        return ()
    found = [
        Doubt(say=_already(one), record=one.uuid)
        for one in outputs_alike(
            connection,
            county,
            provider,
            kind=kind.key,
            own=posted.id,
            day=day,
            told={**posted.fields, "title": posted.title, "day": day.isoformat()},
            alike=kind.alike,
        )[:NAMED]
    ]
    last = last_reading(
        connection, county, provider, kind, own=posted.id, site=posted.site, day=day
    )
    key = reading_question(kind)
    if last is not None and _less(posted.fields.get(key), last[0].fields.get(key)):
        before, number = last
        say = f"上次（{before.day.month} 月 {before.day.day} 日）读数是 {number}，这次比上次少。"
        found.append(Doubt(say=say, record=before.uuid))
    return tuple(found)


def _already(one: Before) -> str:
    called = f"“{one.title}”" if one.title else "同样的"
    return f"已有一篇{called}（{one.day.year} 年 {one.day.month} 月 {one.day.day} 日，{one.site_name}）。"


def _less(now: Any, before: Any) -> bool:
    try:
        return Decimal(str(now)) < Decimal(str(before))
    except ArithmeticError:
        return False
