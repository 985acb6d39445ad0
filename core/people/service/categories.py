"""Categories 人员类别 over time: 低保 from a day on, and until another day."""

from datetime import date

from core.facts.vocabulary import CATEGORIES
from core.people.inputs import CategoryInput
from core.people.rows import CATEGORY
from core.people.rules import span_problem
from core.people.service.dated import add_fact, columns_of, end_fact, facts_of
from core.people.service.once import choice_problem, refuse, seen_before
from core.people.service.versions import person_row
from core.store import Unit


def set_category(unit: Unit, person_uuid: str, category: CategoryInput, reason: str = "") -> str:
    """The person holds the category from its first day on; the same category never overlaps."""
    person = person_row(unit, person_uuid)
    refuse(category_problems(category))
    row = columns_of(category, person["uuid"])
    if seen_before(unit.connection, CATEGORY, row["uuid"], row["first_content"]):
        return str(person["uuid"])
    for held in facts_of(unit, person, CATEGORY):
        same = held["code"] == category.code
        if same and overlap(held["start"], held["end"], category.start, category.end):
            label = CATEGORIES[category.code]
            refuse({"start": f"“{label}”从 {held['start']} 起已经登记，请先结束或更正原来的一条。"})
    return add_fact(unit, person, CATEGORY, row, "set_category", reason)


def end_category(
    unit: Unit, person_uuid: str, category_id: str, end: date, reason: str = ""
) -> str:
    """The category no longer holds on ``end``; ending on its first day makes it void."""
    return end_fact(unit, person_uuid, CATEGORY, category_id, end, "end_category", reason=reason)


def category_problems(category: CategoryInput) -> dict[str, str]:
    """What is wrong with a category as handed in, by field."""
    return {
        "code": choice_problem(category.code, CATEGORIES, "人员类别"),
        "end": span_problem(category.start, category.end),
    }


def overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two half-open spans share a day."""
    return (other_end is None or start < other_end) and (end is None or other_start < end)
