"""Lateness: a fact of its own, beside whether the record counts."""

from datetime import date

from core.calendar import Due, business_day, due_of
from core.facts import PeriodKind, Reason, Record
from core.packages.deadlines import deadline_of
from core.packages.terms import CountedLine, Terms

NOT_COUNTED = "not_counted"


def handed_in_on(record: Record) -> date | None:
    """The day on which the record was handed in, else the day the server received it."""
    if "handed_in" in record.dates:
        return record.dates["handed_in"]
    return business_day(record.received_at) if record.received_at else None


def _in_time(due: Due, record: Record, handed_in: date) -> bool:
    """Whether it came by the day and, on the last day, by the hour in China.

    A record that was handed in on that day and entered later keeps the day's benefit: nobody
    wrote down the hour.
    """
    if handed_in != due.day:
        return handed_in < due.day
    received = record.received_at
    return received is None or business_day(received) != due.day or received <= due.at


def lateness(terms: Terms, line: CountedLine, record: Record) -> tuple[bool, Reason | None]:
    """Whether the record came after its deadline, and the reason when late ones do not count."""
    target = line.deadline
    if target is None:
        return False, None
    day = record.dates.get(line.decides)
    handed_in = handed_in_on(record)
    if day is None or handed_in is None:
        return False, None
    period = terms.period_of(PeriodKind(target.period or line.grid), day)
    due = due_of(deadline_of(target), period, terms.calendar)
    if _in_time(due, record, handed_in):
        return False, None
    hour = f" {due.time}" if due.time else ""
    say = f"迟交：{handed_in.month} 月 {handed_in.day} 日提交，期限 {due.day.month} 月 {due.day.day} 日{hour}"
    return True, Reason(code="late", say=say) if target.late == NOT_COUNTED else None
