"""The month-end list: some working days before a month ends, what its indicators still lack."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection

from core.calendar import business_day
from core.calendar.slots import MonthEnd
from core.jobs.job import CatchUp, House, Job
from core.ledger.book import Book
from core.ledger.dashboard import boards
from core.ledger.rules.verdicts import State
from core.notices.events import MONTH_END, Notice
from core.notices.telling import notify
from core.notices.who import holders
from core.store import Unit

LACKING = (State.BEHIND, State.AT_RISK)


def lacking(house: House, connection: Connection, slot: datetime, at: datetime) -> dict[str, int]:
    """Contract → how many of its lines are behind or at risk on the day of the slot."""
    book, day = house.book(connection), business_day(slot)
    keys = [terms.contract.key for terms in book.in_force(day)]
    found = boards(connection, book, keys, day)
    return {key: sum(one.counts.get(state, 0) for state in LACKING) for key, one in found.items()}


def list_what_lacks(unit: Unit, book: Book, slot: datetime, seen: dict[str, Any]) -> str:
    """Tell the managers of each contract's provider, once a month and contract."""
    day, told = business_day(unit.at), 0
    month = f"{business_day(slot):%Y-%m}"
    for contract, number in sorted(seen.items()):
        if not number or contract not in book.terms:
            continue
        about = book.terms[contract].contract
        managers = holders(
            unit.connection, unit.county, MONTH_END.roles, day, agency=about.provider
        )
        notice = Notice(
            event=MONTH_END, subject=contract, slot=month, number=number,
            about=f"{about.title}，{int(month[5:])} 月", link=f"/month-end?contract={contract}&month={month}",
            place=unit.county, agency=about.provider,
        )  # fmt: skip
        told += notify(unit, notice, managers)
    return f"{sum(1 for n in seen.values() if n)} 个合同有没完成的，告知 {told} 人"


MONTH_END_LIST = Job(
    key="month_end",
    label="月末清单",
    hint="月底前几个工作日，告诉站长本月还有哪些指标没有完成。",
    when=MonthEnd(at=time(8, 30), left=4),
    catch_up=CatchUp.EACH,
    look=lacking,
    do=list_what_lacks,
)
