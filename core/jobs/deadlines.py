"""Deadline warnings: what is due within some working days and has not been handed in."""

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import Connection

from core.calendar import business_day, working_days_after
from core.calendar.slots import Daily
from core.jobs.job import CatchUp, House, Job
from core.ledger.book import Book
from core.ledger.handed_in import not_handed_in
from core.notices.events import DEADLINE, Notice
from core.notices.telling import notify
from core.notices.who import holders
from core.packages.deadlines import DueDay, deadlines_between
from core.store import Unit


def coming_up(house: House, connection: Connection, slot: datetime, at: datetime) -> list[DueDay]:
    """What is due from today on, that many working days ahead, and not there yet."""
    book, day = house.book(connection), business_day(at)
    due = (
        one
        for terms in book.terms.values()
        for one in deadlines_between(
            terms, day, working_days_after(day, house.care.warn_working_days, terms.calendar)
        )
    )
    return not_handed_in(connection, book, due)


def warn(unit: Unit, book: Book, slot: datetime, seen: Iterable[DueDay]) -> str:
    """Tell the managers of the provider, once for each line and period."""
    day, told, lines = business_day(unit.at), 0, 0
    for one in seen:
        contract = book.terms[one.contract].contract
        agency = contract.provider
        people = holders(unit.connection, unit.county, DEADLINE.roles, day, agency=agency)
        notice = Notice(
            event=DEADLINE,
            subject=f"{one.contract}/{one.key}"[:120],
            slot=one.period.key,
            about=f"{contract.title}·{one.label}，{one.due.say}",
            link=f"/indicators/{one.contract}/{one.key}",
            place=unit.county,
            agency=agency,
        )
        told += notify(unit, notice, people)
        lines += 1
    return f"{lines} 项快到期，告知 {told} 人"


DEADLINE_WARNINGS = Job(
    key="deadlines",
    label="材料期限预警",
    hint="提交期限前几个工作日，告诉承接机构还有什么没有交。",
    when=Daily(at=time(8), working_days=True),
    catch_up=CatchUp.LATEST,
    look=coming_up,
    do=warn,
)
