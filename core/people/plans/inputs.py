"""What is handed in as a plan, and what may be wrong with it."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from core.places.typed_text import text_problem

MOST_GOALS = 12
LONGEST_TEXT = 200
LONGEST_NAME = 40
#: What became of a goal.
GOAL_STATES: Mapping[str, str] = {"open": "进行中", "reached": "已达到", "dropped": "不再进行"}


class GoalInput(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One goal 目标 with its measure 措施, who does it, and until when."""

    goal: str
    measure: str
    who: str
    by: date | None = None
    state: str = "open"


class PlanInput(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan of one household or of one person who has none; either is a permanent id."""

    id: str
    goals: tuple[GoalInput, ...]
    review_on: date | None
    person: str = ""
    household: str = ""


def plan_problems(plan: PlanInput, today: date) -> dict[str, str]:
    """What is wrong, by field: ``review_on``, and ``goal.0``, ``measure.0`` … by row."""
    found: dict[str, str] = {}
    if not plan.goals:
        found["goal.0"] = "至少写一个目标。"
    if len(plan.goals) > MOST_GOALS:
        found["goal.0"] = f"目标最多 {MOST_GOALS} 个，先做最要紧的。"
    for number, one in enumerate(plan.goals):
        found[f"goal.{number}"] = found.get(f"goal.{number}", "") or text_problem(
            one.goal, "目标", LONGEST_TEXT, required=True
        )
        found[f"measure.{number}"] = text_problem(one.measure, "措施", LONGEST_TEXT, required=True)
        found[f"who.{number}"] = text_problem(one.who, "由谁做", LONGEST_NAME, required=True)
        if one.state not in GOAL_STATES:
            found[f"state.{number}"] = "请选择进展。"
    if plan.review_on is None:
        found["review_on"] = "请填写下次复核的日期。"
    elif plan.review_on < today:
        found["review_on"] = "下次复核的日期不能早于今天。"
    return {field: say for field, say in found.items() if say}
