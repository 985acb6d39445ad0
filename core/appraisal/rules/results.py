"""What an appraisal says: every number with the steps that led to it, in Chinese.

Scores and percentages are fractions: the mean of three sheets has no finite decimal, and nothing is
rounded but where the package declares it.
"""

from dataclasses import dataclass
from fractions import Fraction

from core.appraisal.rules.found import ChosenPercent, Observation, Sheet
from core.packages.schema import Band, ScoreItem, Scorer


@dataclass(frozen=True, kw_only=True)
class ItemScore:
    """One score item on one sheet: 分 taken off (or added, for a bonus) and what they rest on."""

    item: ScoreItem
    points: Fraction
    observations: tuple[Observation, ...]
    step: str
    missing: str = ""

    @property
    def bonus(self) -> bool:
        """Whether the points are added."""
        return self.item.kind == "bonus"


@dataclass(frozen=True, kw_only=True)
class SheetScore:
    """One scored sheet; ``total`` is nothing while something is missing."""

    sheet: Sheet
    items: tuple[ItemScore, ...]
    groups: tuple[tuple[str, Fraction], ...]
    total: Fraction | None
    steps: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """One group of scorers folded into one score, with its weight in percent."""

    scorer: Scorer
    score: Fraction
    weight: Fraction
    sheets: tuple[SheetScore, ...]


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """The appraisal of one project (a contract) in one period.

    ``own_score`` and ``own_band`` are the project's own; ``score`` and ``band`` those that rule, which
    the lowest project of the agency may set. ``percent`` is what the grade pays, nothing while a person
    has yet to choose it or where the grade pays nothing. ``missing`` says what has to be done first.
    """

    project: str
    period: str
    cycle: str
    sheets: tuple[SheetScore, ...]
    weighted: tuple[Weighted, ...]
    own_score: Fraction | None
    own_band: Band | None
    score: Fraction | None
    band: Band | None
    percent: Fraction | None
    chosen: ChosenPercent | None
    steps: tuple[str, ...]
    missing: tuple[str, ...] = ()
