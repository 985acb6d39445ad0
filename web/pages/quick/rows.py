"""The rows of quick entry: what was typed, whom it means, and the record that comes of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from core.people.search import Found, search_people
from core.places.rows import PLACE
from core.plugin import ActivityKind, Question
from core.plugin.kinds import MET
from core.recording import RecordInput
from core.recording.answers import check_answers
from core.store.errors import Refused
from core.trust.visible import visible
from web.pages.record.draft import Draft, input_of
from web.pages.record.sheet import Sheet, counting, order_of, sheet_of
from web.said import Badge

TEXTS = ("who", "person", "day", "outcome", "contacted", "proxy_name", "minutes", "note")
#: Questions that every row answers for itself, when its kind asks them.
OWN = ("outcome", "contacted", "proxy_name", "proxy_phone")
MOST_ROWS = 40
MOST_FOUND = 8
NAMED = re.compile(r"row\.(\d{1,3})\.\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row as it was typed; ``number`` stays with it, so that sending twice is once."""

    number: int
    who: str = ""
    person: str = ""
    day: str = ""
    outcome: str = "reached"
    contacted: str = "self"
    proxy_name: str = ""
    minutes: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether nobody is named: such a row is left out."""
        return not self.who


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A row looked at: who is meant or may be meant, where it would count, what is wrong."""

    row: Row
    person: Found | None = None
    choices: tuple[Found, ...] = ()
    sheet: Sheet | None = None
    posted: RecordInput | None = None
    badges: tuple[Badge, ...] = ()
    problem: str = ""
    form: str = ""


def rows_from(posted: Any) -> list[Row]:
    """The rows of the form in their order."""
    numbers = sorted({int(named[1]) for name in posted.fields if (named := NAMED.fullmatch(name))})
    return [_row(posted, number) for number in numbers[:MOST_ROWS]]


def _row(posted: Any, number: int) -> Row:
    typed = {name: posted.text(f"row.{number}.{name}") for name in TEXTS}
    return Row(number=number, **{name: text for name, text in typed.items() if text})


def whom(desk: Any, connection: Connection, row: Row) -> Seen:
    """The person that a name, pinyin or phone tail means within reach; several are offered."""
    reach = visible(desk.scope("record.create"), PLACE.c.key)
    found = search_people(connection, desk.county, row.who, reach, MOST_FOUND)
    named = [one for one in found if one.name == row.who] or found
    chosen = [one for one in found if one.uuid == row.person] or named
    if len(chosen) == 1:
        others = tuple(found) if len(named) > 1 else ()
        return Seen(row=row, person=chosen[0], choices=others)
    say = "有几位，请选一位。" if chosen else f"没有找到“{row.who}”。"
    return Seen(row=row, choices=tuple(chosen), problem=say)


def record_of(
    desk: Any,
    station: Any,
    connection: Connection,
    seen: Seen,
    *,
    kind: ActivityKind,
    batch: str,
    common: Mapping[str, Any],
) -> Seen:
    """The row with the record that it makes, or with what is wrong beside it."""
    row, person = seen.row, seen.person
    if person is None:
        return seen
    form = f"/record?kind={kind.key}&person={person.uuid}"
    own = {name: getattr(row, name) for name in OWN if name in TEXTS and getattr(row, name)}
    if row.contacted == "self":
        own.pop("proxy_name", None)
    draft = Draft(
        id=str(uuid5(UUID(batch), f"row:{row.number}")),
        kind=kind.key,
        dates={kind.dates[0]: row.day or desk.day.isoformat()},
        title=row.note,
        minutes=row.minutes,
        people=(person.uuid,),
        answers={**common, **own},
    )
    try:
        sheet = sheet_of(desk, station, connection, draft)
        desk.require("record.create", place=sheet.draft.site)
        posted = input_of(sheet.draft, sheet.questions, order_of(draft, sheet.contracts))
    except Refused as refused:
        return replace(seen, problem=_first(refused), form=form)
    _, wrong = check_answers(sheet.questions, posted.fields, sheet.day)
    problem = next(iter(wrong.values()), "")
    return replace(seen, sheet=sheet, posted=posted, problem=problem, form=form)


def looked_ahead(desk: Any, station: Any, connection: Connection, seen: Seen) -> Seen:
    """The row with what it would count for, whatever is still to be answered."""
    if seen.sheet is None:
        return seen
    badges, pending, _ = counting(desk, station, connection, seen.sheet)
    return replace(seen, badges=badges, problem=seen.problem or pending)


def asked_alike(kind: ActivityKind, rows: Iterable[Seen]) -> tuple[Question, ...]:
    """What the forms of these rows must know beside the row: asked once, true of all of them.

    At a door every household is looked at by itself: of visits nothing is asked for all.
    """
    if kind.contact == "home":
        return ()
    every = {q.key: q for one in rows if one.sheet for q in one.sheet.questions}
    asked = {
        key for key, q in every.items() if q.required and q.when in (None, MET) and key not in OWN
    }
    return tuple(
        replace(q, when=None) if q.when == MET else q
        for q in every.values()
        if q.key in asked or (q.when is not None and q.when[0] in asked)
    )


def _first(refused: Refused) -> str:
    return next(iter(refused.problems.values()), refused.say)
