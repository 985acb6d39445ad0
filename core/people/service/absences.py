"""Absences 缺席: hospital, away, refusal; a time in which the usual contact is not possible."""

from datetime import date

from core.facts.vocabulary import ABSENCES
from core.people.inputs import AbsenceInput
from core.people.rows import ABSENCE
from core.people.rules import span_problem
from core.people.service.categories import overlap
from core.people.service.dated import add_fact, columns_of, end_fact, facts_of
from core.people.service.once import choice_problem, refuse, seen_before
from core.people.service.versions import person_row
from core.store import Unit


def add_absence(unit: Unit, person_uuid: str, absence: AbsenceInput, reason: str = "") -> str:
    """The person is absent from the first day on; one reason never overlaps itself."""
    person = person_row(unit, person_uuid)
    refuse(absence_problems(absence))
    row = columns_of(absence, person["uuid"])
    if seen_before(unit.connection, ABSENCE, row["uuid"], row["first_content"]):
        return str(person["uuid"])
    for held in facts_of(unit, person, ABSENCE):
        same = held["reason"] == absence.reason
        if same and overlap(held["start"], held["end"], absence.start, absence.end):
            label = ABSENCES[absence.reason]
            refuse({"start": f"“{label}”从 {held['start']} 起已经登记，请先填写它的结束日期。"})
    return add_fact(unit, person, ABSENCE, row, "add_absence", reason)


def end_absence(unit: Unit, person_uuid: str, absence_id: str, end: date, reason: str = "") -> str:
    """The person is back on ``end``; ending on the first day makes the absence void."""
    return end_fact(unit, person_uuid, ABSENCE, absence_id, end, "end_absence", reason=reason)


def absence_problems(absence: AbsenceInput) -> dict[str, str]:
    """What is wrong with an absence as handed in, by field."""
    return {
        "reason": choice_problem(absence.reason, ABSENCES, "缺席原因"),
        "end": span_problem(absence.start, absence.end),
    }
