"""What no record says of a period: score sheets, questionnaires on paper, choices, what was falsified.

One row each; ``place`` is its table and row, so that a wrong one can be named once the package is
known. Amounts are in fen, scores and percentages exact.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.appraisal.rules import Questionnaire


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing told of a contract and a period (its key: ``2026-03``)."""

    place: str
    contract: str
    period: str
    what: Any


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A questionnaire on paper; ``form`` may be empty where the package has one only."""

    form: str
    questionnaire: Questionnaire


@dataclass(frozen=True, kw_only=True)
class OtherProject:
    """Another project of the agency: its score 分, the name of its grade, what it pays in percent."""

    project: str
    score: Decimal
    grade: str
    percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that was told; ``statements`` are earlier periods' payable sums, in fen.

    ``findings`` stand on their ``sheets`` and once more by themselves, with their places. Behind each
    field stands what its rows hold.
    """

    sheets: tuple[Said, ...] = ()  # of Sheet
    findings: tuple[Said, ...] = ()  # of Observation
    questionnaires: tuple[Said, ...] = ()  # of Answered
    chosen: tuple[Said, ...] = ()  # of ChosenPercent
    falsified: tuple[Said, ...] = ()  # of Falsified
    projects: tuple[Said, ...] = ()  # of OtherProject
    statements: tuple[Said, ...] = ()  # of int

    @property
    def to_rehearse(self) -> tuple[Said, ...]:
        """The rows whose periods are to be rehearsed: an earlier sum is only looked back at."""
        scored = (*self.sheets, *self.questionnaires, *self.chosen, *self.projects)
        return (*scored, *self.falsified)

    @property
    def everything(self) -> tuple[Said, ...]:
        """Every row, whatever it tells."""
        return (*self.to_rehearse, *self.statements)
