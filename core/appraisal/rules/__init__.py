"""The pure arithmetic of appraisal: from what was found to a score, a grade and a percentage."""

from core.appraisal.rules.appraise import appraise
from core.appraisal.rules.automatic import (
    Questionnaire,
    empty_lines,
    missed_quotas,
    satisfaction,
)
from core.appraisal.rules.found import ChosenPercent, Observation, Sheet
from core.appraisal.rules.results import Appraisal, ItemScore, SheetScore, Weighted
from core.appraisal.rules.sheets import score_sheet

__all__ = [
    "Appraisal",
    "ChosenPercent",
    "ItemScore",
    "Observation",
    "Questionnaire",
    "Sheet",
    "SheetScore",
    "Weighted",
    "appraise",
    "empty_lines",
    "missed_quotas",
    "satisfaction",
    "score_sheet",
]
