"""What is asked before an output is saved: the same one is there already, a counter went down."""

from dataclasses import dataclass
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
    href: str


def reading_question(kind: ActivityKind) -> str:
    """The question that holds an outside counter's number, or nothing."""
    if kind.noun is not Noun.READING:
        return ""
    return next((q.key for q in kind.fields if q.kind is QuestionKind.NUMBER), "")


def last_reading(
    connection: Connection, county: str, provider: str, sheet: Any
) -> tuple[Before, str] | None:
    """The reading before this one, with its number and unit; none for other kinds."""
    key = reading_question(sheet.kind)
    if not key:
        return None
    before = reading_before(
        connection,
        county,
        provider,
        kind=sheet.kind.key,
        own=sheet.draft.id,
        site=sheet.draft.site,
        day=sheet.day,
    )
    unit = next(q.unit for q in sheet.kind.fields if q.key == key)
    return (before, f"{before.fields.get(key)} {unit}") if before else None


def doubts(
    connection: Connection, county: str, provider: str, sheet: Any, posted: RecordInput
) -> tuple[Doubt, ...]:
    """What the author is asked about this output; nothing once it was ticked, or for a correction."""
    if sheet.draft.sure or sheet.draft.version:
        return ()
    found = [
        Doubt(say=_already(one), href=f"/activities/{one.uuid}")
        for one in outputs_alike(
            connection,
            county,
            provider,
            kind=sheet.kind.key,
            own=posted.id,
            day=sheet.day,
            told={**posted.fields, "title": posted.title, "day": sheet.day.isoformat()},
            alike=sheet.kind.alike,
        )[:NAMED]
    ]
    key, last = reading_question(sheet.kind), last_reading(connection, county, provider, sheet)
    if last is not None and _less(posted.fields.get(key), last[0].fields.get(key)):
        before, number = last
        say = f"上次（{before.day.month} 月 {before.day.day} 日）读数是 {number}，这次比上次少。"
        found.append(Doubt(say=say, href=f"/activities/{before.uuid}"))
    return tuple(found)


def _already(one: Before) -> str:
    called = f"“{one.title}”" if one.title else "同样的"
    return f"已有一篇{called}（{one.day.year} 年 {one.day.month} 月 {one.day.day} 日，{one.site_name}）。"


def _less(now: Any, before: Any) -> bool:
    try:
        return Decimal(str(now)) < Decimal(str(before))
    except ArithmeticError:
        return False
