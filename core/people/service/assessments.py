"""Ability assessments 能力评估: the latest one of a kind decides from its day on."""

from datetime import date

from core.facts.vocabulary import ASSESSMENTS
from core.people.inputs import AssessmentInput
from core.people.rows import ASSESSMENT
from core.people.rules import span_problem
from core.people.service.dated import add_fact, columns_of, end_fact, facts_of
from core.people.service.once import choice_problem, refuse, seen_before
from core.people.service.versions import person_row
from core.places.typed_text import text_problem
from core.store import Unit

HIGHEST_SCORE = 1000


def add_assessment(
    unit: Unit, person_uuid: str, assessment: AssessmentInput, reason: str = ""
) -> str:
    """Add one assessment; a second of the same kind on the same day is refused."""
    person = person_row(unit, person_uuid)
    refuse(assessment_problems(assessment))
    row = columns_of(assessment, person["uuid"])
    if seen_before(unit.connection, ASSESSMENT, row["uuid"], row["first_content"]):
        return str(person["uuid"])
    for held in facts_of(unit, person, ASSESSMENT):
        if held["kind"] == assessment.kind and held["start"] == assessment.start:
            refuse({"start": f"{held['start']} 已有一次同类评估，请先作废原来的一次。"})
    return add_fact(unit, person, ASSESSMENT, row, "add_assessment", reason)


def end_assessment(
    unit: Unit, person_uuid: str, assessment_id: str, end: date, reason: str = ""
) -> str:
    """The assessment no longer holds on ``end``; ending on its first day makes it void."""
    return end_fact(
        unit, person_uuid, ASSESSMENT, assessment_id, end, "end_assessment", reason=reason
    )


def assessment_problems(assessment: AssessmentInput) -> dict[str, str]:
    """What is wrong with an assessment as handed in, by field."""
    _, levels = ASSESSMENTS.get(assessment.kind, ("", {}))
    score_is_odd = assessment.score is not None and not 0 <= assessment.score <= HIGHEST_SCORE
    return {
        "kind": choice_problem(assessment.kind, ASSESSMENTS, "评估种类"),
        "level": choice_problem(assessment.level, levels, "评估等级"),
        "end": span_problem(assessment.start, assessment.end),
        "score": "评估得分超出范围。" if score_is_odd else "",
        "assessor": text_problem(assessment.assessor, "评估人", 80),
    }
