"""Members of a case or group: they join and leave on days; the sessions until then stay theirs."""

from datetime import date

from sqlalchemy import insert, or_, select, update

from core.calendar import business_day
from core.cases.rows import MEMBER
from core.facts import Entry
from core.ledger.book import Book
from core.people.loading import person_id_of
from core.recording.answers import kept_text
from core.recording.case_changes import case_row, change_case
from core.recording.record import LONGEST_REASON
from core.store import Unit
from core.store.errors import Missing, Refused
from core.store.ids import checked_id


def add_member(
    unit: Unit, book: Book, uuid: str, person: str, joined: date, *, version: int
) -> tuple[Entry, ...]:
    """A person joins a group; who has left may join again later."""
    row = case_row(unit, uuid, version)
    if not row.opened <= joined <= business_day(unit.at):
        raise Refused("加入日期应在立案之后、今天之前。", field="joined")
    ids = person_id_of(unit.connection, [checked_id(person)])
    if not ids:
        raise Missing("没有这位对象。")
    person_id = next(iter(ids.values()))
    known = unit.connection.execute(
        select(MEMBER.c.id).where(
            MEMBER.c.case_id == row.id,
            MEMBER.c.person_id == person_id,
            or_(MEMBER.c.left.is_(None), MEMBER.c.left >= joined),
        )
    ).first()
    if known is not None:
        raise Refused("已经是成员。", field="person")
    unit.connection.execute(
        insert(MEMBER).values(case_id=row.id, person_id=person_id, joined=joined)
    )
    return change_case(unit, book, row, "case.member", "")


def end_membership(
    unit: Unit, book: Book, uuid: str, person: str, left: date, *, version: int, reason: str = ""
) -> tuple[Entry, ...]:
    """A member leaves on that day; the sessions until then stay theirs."""
    row = case_row(unit, uuid, version)
    ids = person_id_of(unit.connection, [checked_id(person)])
    member = unit.connection.execute(
        select(MEMBER).where(
            MEMBER.c.case_id == row.id,
            MEMBER.c.person_id.in_(ids.values()),
            MEMBER.c.left.is_(None),
        )
    ).first()
    if member is None:
        raise Refused("现在不是成员。", field="person")
    if not member.joined <= left <= business_day(unit.at):
        raise Refused("退出日期应在加入之后、今天之前。", field="left")
    unit.connection.execute(update(MEMBER).where(MEMBER.c.id == member.id).values(left=left))
    said = kept_text(reason, "reason", LONGEST_REASON)
    return change_case(unit, book, row, "case.leave", said)
