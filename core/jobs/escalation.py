"""Unanswered incidents: what nobody has taken on in its time is told to the next office."""

from datetime import datetime
from typing import Any

from core.calendar.slots import Every
from core.jobs.job import CatchUp, Job
from core.ledger.book import Book
from core.matters.escalating import anything_due, escalate
from core.store import Unit


def tell_next_offices(unit: Unit, book: Book, slot: datetime, seen: Any) -> str:
    """The existing escalation, as one job."""
    return f"告知下一级 {len(escalate(unit, book))} 件"


ESCALATION = Job(
    key="matters",
    label="无人接收的上报",
    hint="过了时限没有人接收的需求与异常，告知下一级。",
    when=Every(minutes=5),
    catch_up=CatchUp.LATEST,
    waits=anything_due,
    do=tell_next_offices,
)
