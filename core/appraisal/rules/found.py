"""What people bring to an appraisal: observations 发现, score sheets, the percentage they chose."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One thing found for one score item, typed by a person or read from the ledger.

    ``quantity`` is in the item's unit (人次、项、次). ``points`` are the 分 that the scorer gives for
    one unit of a bonus, with a ``reason``. ``part`` of ``whole`` is a rate: 56 of 60 answers.
    ``sources`` are the ids of what it was read from, so that the number opens.
    """

    item: str
    quantity: Decimal = Decimal(1)
    person: str = ""
    points: Decimal | None = None
    part: int | None = None
    whole: int | None = None
    reason: str = ""
    sources: tuple[str, ...] = ()
    automatic: bool = False
    falsified: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One score sheet 评分表 of one scorer: observations, or the total that a paper sheet states.

    ``scorer`` is the key of the package's scorer row, ``by`` who filled it in, ``period`` the month
    that it is about: a year is folded from the sheets of its months.
    """

    scorer: str
    by: str
    period: str = ""
    observations: tuple[Observation, ...] = ()
    total: Decimal | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChosenPercent:
    """The percentage of payment that a person chose within the range of a grade, and why."""

    percent: Decimal
    reason: str
    by: str
