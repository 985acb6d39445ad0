"""The days of a demonstration: a term of twelve months whose eleventh holds the day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.calendar import SHANGHAI

MONTHS = 12
#: The month of the term in which the day of the demonstration lies.
PRESENT = 11


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """``on`` is the day on which the demonstration is looked at; nothing is recorded after it."""

    on: date

    def first(self, month: int) -> date:
        """The first day of a month of the term, counted from 1."""
        index = self.on.year * 12 + self.on.month - 1 + month - PRESENT
        return date(index // 12, index % 12 + 1, 1)

    @property
    def start(self) -> date:
        """The first day of the term."""
        return self.first(1)

    @property
    def end(self) -> date:
        """The last day of the term."""
        return self.first(MONTHS + 1) - timedelta(days=1)

    def day(self, month: int, number: int) -> date:
        """That day of a month of the term, or its last one when the month is shorter."""
        last = self.first(month + 1) - timedelta(days=1)
        return min(self.first(month) + timedelta(days=number - 1), last)

    def key(self, month: int) -> str:
        """The key of a settlement month."""
        return f"{self.first(month):%Y-%m}"

    @property
    def last(self) -> date:
        """The last day of which there are records: yesterday."""
        return self.on - timedelta(days=1)

    @property
    def months(self) -> range:
        """The months of the term that have begun."""
        return range(1, PRESENT + 1)

    def has_been(self, day: date) -> bool:
        """Whether the day lies in the term and before the day of the demonstration."""
        return self.start <= day <= self.last


def instant(day: date, hour: int = 18, minute: int = 30) -> datetime:
    """An instant of a day in China, in UTC."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)
