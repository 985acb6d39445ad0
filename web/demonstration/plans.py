"""Plans 一户一策 of a few households: made in spring, looked at again in summer or still waiting."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import msgspec

from core.people.plans import GoalInput, PlanInput, make_plan, revise_plan
from web.demonstration.chance import Chance
from web.demonstration.deeds import Acting, Diary
from web.demonstration.people import Someone

EVERY, MOST = 9, 12
MADE_IN, REVIEWED_IN = 3, 7
GOALS = (
    ("一日三餐有着落", "与村助餐点约好每天送午餐", "村妇女主任"),
    ("用电用气安全", "更换老化插座，每次上门查看", "责任社工"),
    ("有人说话", "邻居结对，每周至少来一次", "结对邻居"),
    ("按时服药", "把药盒分好七天的格子，电话提醒", "责任社工"),
)


def households_plans(diary: Diary, chance: Chance, people: Sequence[Someone]) -> None:
    """Every ninth household of the visits and of home care has a plan; two in three were reviewed."""
    timeline = diary.timeline
    there = [one for one in people if one.home and one.registered < timeline.start]
    chosen = [
        each
        for start in ("jinshan-", "care-")
        for each in enumerate([p for p in there if p.key.startswith(start)][::EVERY][:MOST])
    ]
    for number, one in chosen:
        day = timeline.day(MADE_IN, 2 + number)
        plan = _plan(chance, one, number, day)
        worker = one.places[0].worker
        diary.on(day, worker, partial(_make, plan), hour=15)
        if number % 3:
            day = timeline.day(REVIEWED_IN, 2 + number)
            diary.on(day, worker, partial(_review, plan, day), hour=15)


def _plan(chance: Chance, one: Someone, number: int, day: date) -> PlanInput:
    assert one.home is not None
    chosen = [GOALS[(number + turn) % len(GOALS)] for turn in range(2)]
    return PlanInput(
        id=chance.id("plan", one.key, day=day),
        household=one.home.id,
        goals=tuple(
            GoalInput(goal=goal, measure=measure, who=who, by=day + timedelta(days=90))
            for goal, measure, who in chosen
        ),
        review_on=day + timedelta(days=120),
    )


def _make(plan: PlanInput, acting: Acting) -> None:
    make_plan(acting.unit, plan)


def _review(plan: PlanInput, day: date, acting: Acting) -> None:
    first, *rest = plan.goals
    reviewed = msgspec.structs.replace(
        plan,
        goals=(msgspec.structs.replace(first, state="reached"), *rest),
        review_on=day + timedelta(days=180),
    )
    revise_plan(acting.unit, reviewed, version=1, reason="按期复核：第一个目标已达到。")
