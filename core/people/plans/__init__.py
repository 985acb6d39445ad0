"""Plans 一户一策: what is to be reached for a household or a person, by whom and until when."""

from core.people.plans.inputs import GoalInput, PlanInput
from core.people.plans.loading import Plan, plan_for
from core.people.plans.making import make_plan, revise_plan

__all__ = [
    "GoalInput",
    "Plan",
    "PlanInput",
    "make_plan",
    "plan_for",
    "revise_plan",
]
