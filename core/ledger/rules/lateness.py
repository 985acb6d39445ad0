"""Lateness: a fact of its own, beside whether the record counts."""

from datetime import date, time

from core.calendar import SHANGHAI, Deadline, business_day, due_on
from core.facts import PeriodKind, Reason, Record
from core.packages.schema import Target
from core.packages.terms import CountedLine, Terms

NOT_COUNTED = "not_counted"


def deadline_of(target: Target) -> Deadline:
    """The deadline that a target row declares."""
    return Deadline(
        day=target.day,
        due=target.due,
        months_after=target.months_after,
        inclusive=target.inclusive,
        holiday=target.holiday or "unchanged",
    )


def handed_in_on(record: Record) -> date | None:
    """The day on which the record was handed in, else the day the server received it."""
    if "handed_in" in record.dates:
        return record.dates["handed_in"]
    return business_day(record.received_at) if record.received_at else None


def _too_late_that_day(target: Target, record: Record, day: date) -> bool:
    """Whether it came after the hour of the last day, by the clock in China.

    A record that was handed in on that day and entered later keeps the day's benefit: nobody
    wrote down the hour.
    """
    if not target.time or record.received_at is None or business_day(record.received_at) != day:
        return False
    received = record.received_at.astimezone(SHANGHAI).time()
    return received > time.fromisoformat(target.time)


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
    due = due_on(deadline_of(target), period)
    hour = f" {target.time}" if target.time else ""
    if handed_in < due or (handed_in == due and not _too_late_that_day(target, record, due)):
        return False, None
    say = (
        f"迟交：{handed_in.month} 月 {handed_in.day} 日提交，期限 {due.month} 月 {due.day} 日{hour}"
    )
    return True, Reason(code="late", say=say) if target.late == NOT_COUNTED else None
