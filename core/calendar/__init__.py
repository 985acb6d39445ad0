"""Periods, working days and deadlines. Days come in as arguments; nothing here looks at a clock."""

from core.calendar.business_day import SHANGHAI, business_day
from core.calendar.deadlines import DUES, Deadline, Due, due_of, due_on
from core.calendar.periods import add_months, cut, period_of
from core.calendar.typed import typed_period_of, within_term
from core.calendar.working_days import (
    OFFICIAL,
    Calendar,
    is_provisional,
    is_working_day,
    last_working_day,
    remark_on,
    working_days_after,
)

__all__ = [
    "DUES",
    "OFFICIAL",
    "SHANGHAI",
    "Calendar",
    "Deadline",
    "Due",
    "add_months",
    "business_day",
    "cut",
    "due_of",
    "due_on",
    "is_provisional",
    "is_working_day",
    "last_working_day",
    "period_of",
    "remark_on",
    "typed_period_of",
    "within_term",
    "working_days_after",
]
