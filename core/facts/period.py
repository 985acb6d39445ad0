"""A period 分期: a stretch of business days, both ends included."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How a term is cut; ``contract_*`` counts from the contract's first day."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CONTRACT_MONTH = "contract_month"
    CONTRACT_QUARTER = "contract_quarter"
    CONTRACT_YEAR = "contract_year"
    TERM = "term"
    TYPED = "typed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """One period of a contract; ``partial`` when the term cut it short.

    ``whole_days`` is the length it would have had uncut. A typed period has a ``label`` of its own;
    ``outside`` marks a stretch between typed periods, in which nothing is wanted.
    """

    kind: PeriodKind
    key: str
    start: date
    end: date
    whole_days: int
    label: str = ""
    outside: bool = False

    @property
    def days(self) -> int:
        """Calendar days in the period."""
        return (self.end - self.start).days + 1

    @property
    def partial(self) -> bool:
        """Whether the term cut the period short."""
        return self.days < self.whole_days

    @property
    def after(self) -> date:
        """The first day that no longer belongs to the period."""
        return self.end + timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Whether the day belongs to the period."""
        return self.start <= day <= self.end
