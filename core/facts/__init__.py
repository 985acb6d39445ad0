"""Frozen records of what is: all that a pure function of this house ever sees.

One noun a file. Facts know no database, no clock and no contract type.
"""

from core.facts.contract import Contract, SharingGroup, SharingMode
from core.facts.dated import Dated, on_day
from core.facts.enrolment import Enrolment, RosterState, TierSpan
from core.facts.entry import Entry, EntryStatus, Reason
from core.facts.period import Period, PeriodKind
from core.facts.person import Absence, Assessment, Category, Person
from core.facts.record import TOTAL, TOTAL_OF, Attendance, HeadCount, Noun, Record, ServiceItem
from core.facts.tally import PersonTally, Tally

__all__ = [
    "TOTAL",
    "TOTAL_OF",
    "Absence",
    "Assessment",
    "Attendance",
    "Category",
    "Contract",
    "Dated",
    "Enrolment",
    "Entry",
    "EntryStatus",
    "HeadCount",
    "Noun",
    "Period",
    "PeriodKind",
    "Person",
    "PersonTally",
    "Reason",
    "Record",
    "RosterState",
    "ServiceItem",
    "SharingGroup",
    "SharingMode",
    "Tally",
    "TierSpan",
    "on_day",
]
