"""What is done about a matter after it was raised: each a step more, nothing is ever changed.

What was written wrongly is put right by a further step: a note, or reopening with a reason.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select, update

from core.ledger.book import Book
from core.matters.checking import LONGEST_NOTE, LONGEST_OFFICE, LONGEST_WHAT, told_step
from core.matters.facts import (
    MEANS,
    OUTCOMES,
    REGISTERED,
    UNANSWERED,
    Act,
    Matter,
    MatterState,
    Step,
)
from core.matters.inputs import ToldInput
from core.matters.loading import load_matter
from core.matters.rows import MATTER
from core.matters.rules.offices import OfficeKind, office_of
from core.matters.rules.standing import Standing
from core.matters.writing import (
    add_steps,
    judged,
    keep_standing,
    notify_who_raised,
    tell_next,
)
from core.people.rows import PERSON
from core.recording.answers import kept_text
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id

#: Steps of which the one who raised it is told.
ANSWERS = frozenset({Act.ACKNOWLEDGE, Act.CLOSE})
CLOSED = "这件事已经办结；要接着办，请先“重新办理”。"


def tell(unit: Unit, book: Book, uuid: str, told: ToldInput, *, version: int) -> Matter:
    """Somebody was told by hand: a call to the family, a word with the village."""
    small, matter, _ = _open(unit, book, uuid, version)
    kept_text(told.office, "office", LONGEST_OFFICE, missing="请写明告知了谁。")
    kept_text(told.note, "note", LONGEST_NOTE)
    if told.means not in MEANS:
        raise Refused("请选择怎样告知的。", field="means")
    return _done(unit, book, small, matter, told_step(unit, told))


def acknowledge(
    unit: Unit,
    book: Book,
    uuid: str,
    *,
    version: int,
    offices: Iterable[OfficeKind],
    note: str = "",
) -> Matter:
    """An office takes the matter on; ``offices`` are those for which the actor answers there.

    Where the text names a township or county office, only that office can; who raised it never.
    """
    small, matter, found = _open(unit, book, uuid, version)
    if found.state not in UNANSWERED:
        raise Refused("这件事已经有人接收。")
    if matter.worker == unit.actor.id:
        raise Refused("自己上报的事，不能由自己接收。")
    if not found.may_acknowledge(offices):
        raise Refused("合同写明报给乡镇（街道）或民政部门，请由他们接收；您可以加一条说明。")
    said = kept_text(note, "note", LONGEST_WHAT)
    return _done(unit, book, small, matter, _step(unit, Act.ACKNOWLEDGE, note=said))


def handle(unit: Unit, book: Book, uuid: str, *, version: int, note: str) -> Matter:
    """Something was done about it; what, is written down."""
    small, matter, _ = _open(unit, book, uuid, version)
    said = kept_text(note, "note", LONGEST_WHAT, missing="请写明怎样处理的。")
    return _done(unit, book, small, matter, _step(unit, Act.HANDLE, note=said))


def refer(
    unit: Unit, book: Book, uuid: str, *, version: int, office: str, note: str = ""
) -> Matter:
    """转介: another agency or service goes on with it."""
    small, matter, _ = _open(unit, book, uuid, version)
    to = kept_text(office, "office", LONGEST_OFFICE, missing="请写明转介到哪里。")
    said = kept_text(note, "note", LONGEST_WHAT)
    step = replace(_step(unit, Act.REFER, note=said), office=to, office_kind=office_of(to).kind)
    return _done(unit, book, small, matter, step)


def add_note(unit: Unit, book: Book, uuid: str, *, version: int, note: str) -> Matter:
    """A supplement or a correction, also of what is closed."""
    small, matter, _ = _found(unit, book, uuid, version)
    said = kept_text(note, "note", LONGEST_WHAT, missing="请写明要补充什么。")
    return _done(unit, book, small, matter, _step(unit, Act.NOTE, note=said))


def close(
    unit: Unit, book: Book, uuid: str, *, version: int, outcome: str, note: str, person: str = ""
) -> Matter:
    """办结, with what came of it. A lead that became a person names the person.

    What an office has to acknowledge is closed after it did, never past it.
    """
    small, matter, found = _open(unit, book, uuid, version)
    if found.has_office and found.state in UNANSWERED:
        raise Refused("还没有人接收，不能办结；请先由乡镇（街道）或民政部门接收。")
    if outcome not in OUTCOMES[matter.kind]:
        raise Refused("请选择结果。", field="outcome")
    said = kept_text(note, "note", LONGEST_WHAT, missing="请写明结果。")
    if outcome == REGISTERED:
        matter = _becomes(unit, small, matter, person)
    step = replace(_step(unit, Act.CLOSE, note=said), outcome=outcome)
    return _done(unit, book, small, matter, step)


def reopen(unit: Unit, book: Book, uuid: str, *, version: int, reason: str) -> Matter:
    """A new round, with its reason: the offices are told anew and have their time again."""
    small, matter, found = _found(unit, book, uuid, version)
    if found.state is not MatterState.CLOSED:
        raise Refused("这件事还没有办结。")
    said = kept_text(reason, "note", LONGEST_WHAT, missing="请写明为什么要重新办理。")
    return _done(unit, book, small, matter, _step(unit, Act.REOPEN, note=said))


def _becomes(unit: Unit, small: int, matter: Matter, person: str) -> Matter:
    missing = "请选择登记后的对象；还没有登记的，请先登记。"
    if not person:
        raise Refused(missing, field="person")
    row = unit.connection.execute(
        select(PERSON.c.id, PERSON.c.uuid).where(
            PERSON.c.uuid == checked_id(person), PERSON.c.county == unit.county
        )
    ).first()
    if row is None:
        raise Refused(missing, field="person")
    unit.connection.execute(update(MATTER).where(MATTER.c.id == small).values(person_id=row.id))
    return replace(matter, person=row.uuid)


def _step(unit: Unit, act: Act, *, note: str) -> Step:
    return Step(act=act, at=unit.at, recorded_at=unit.at, actor=unit.actor.id, note=note)


def _found(unit: Unit, book: Book, uuid: str, version: int) -> tuple[int, Matter, Standing]:
    known = load_matter(unit.connection, unit.county, checked_id(uuid))
    if known is None:
        raise Missing("没有这件事。")
    small, matter = known
    if matter.version != version:
        raise Conflict("这件事刚有新的进展，请先看过再办。")
    return small, matter, judged(unit, book, matter)[0]


def _open(unit: Unit, book: Book, uuid: str, version: int) -> tuple[int, Matter, Standing]:
    small, matter, found = _found(unit, book, uuid, version)
    if found.state is MatterState.CLOSED:
        raise Refused(CLOSED)
    return small, matter, found


def _done(unit: Unit, book: Book, small: int, matter: Matter, step: Step) -> Matter:
    matter = replace(matter, version=matter.version + 1)
    matter = add_steps(unit, small, matter, [step])
    if step.act in ANSWERS:
        notify_who_raised(unit, book, matter)
    matter = tell_next(unit, book, small, matter)
    keep_standing(unit, book, small, matter)
    return matter
