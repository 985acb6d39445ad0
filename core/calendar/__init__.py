"""Periods, working days and deadlines. Days come in as arguments; nothing here looks at a clock."""

from core.calendar.business_day import SHANGHAI, business_day
from core.calendar.deadlines import Deadline, due_on
from core.calendar.periods import add_months, cut, period_of
from core.calendar.typed import typed_period_of, within_term
from core.calendar.working_days import is_working_day, last_working_day, working_days_after

__all__ = [
    "SHANGHAI",
    "Deadline",
    "add_months",
    "business_day",
    "cut",
    "due_on",
    "is_working_day",
    "last_working_day",
    "period_of",
    "typed_period_of",
    "within_term",
    "working_days_after",
]
