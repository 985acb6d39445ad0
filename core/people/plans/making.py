"""Making a plan once and revising it with a reason; every version stays readable."""

from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from core.calendar import business_day
from core.people.plans.inputs import PlanInput, plan_problems
from core.people.rows import HOUSEHOLD, PERSON, PLAN
from core.people.service.once import fingerprint, refuse, seen_before
from core.people.service.versions import REASON_LIMIT
from core.places.typed_text import text_problem
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep


def make_plan(unit: Unit, plan: PlanInput) -> str:
    """Write the first version; answers its permanent id. A household or person has one plan."""
    uuid = checked_id(plan.id)
    first_content = fingerprint(plan)
    if seen_before(unit.connection, PLAN, uuid, first_content):
        return uuid
    refuse(plan_problems(plan, business_day(unit.at)))
    subject = _subject(unit, plan)
    (column, key), *_ = subject.items()
    if unit.connection.execute(select(PLAN.c.id).where(PLAN.c[column] == key)).first():
        raise Conflict("已经有一份计划了，请在原来的计划上修订。")
    content = _content(plan)
    unit.connection.execute(
        insert(PLAN).values(
            uuid=uuid,
            county=unit.county,
            **subject,
            goals=content["goals"],
            review_on=plan.review_on,
            version=1,
            first_content=first_content,
        )
    )
    keep(unit, action="make_plan", kind="plan", object_id=uuid, version=1, content=content)
    return uuid


def revise_plan(unit: Unit, plan: PlanInput, *, version: int, reason: str) -> int:
    """The next version of the plan with this id, with its reason; answers its number."""
    uuid = checked_id(plan.id)
    row = unit.connection.execute(
        select(PLAN).where(PLAN.c.uuid == uuid, PLAN.c.county == unit.county)
    ).first()
    if row is None:
        raise Missing("没有这份计划。")
    if row.version != version:
        raise Conflict(f"这份计划已被改过（现为第 {row.version} 版），请先看新版再改。")
    why = text_problem(reason, "修订原因", REASON_LIMIT, required=True)
    refuse(plan_problems(plan, business_day(unit.at)) | ({"reason": why} if why else {}))
    content = _content(plan)
    unit.connection.execute(
        update(PLAN)
        .where(PLAN.c.id == row.id)
        .values(goals=content["goals"], review_on=plan.review_on, version=version + 1)
    )
    keep(
        unit,
        action="revise_plan",
        kind="plan",
        object_id=uuid,
        version=version + 1,
        content=content,
        reason=reason.strip(),
    )
    return version + 1


def _subject(unit: Unit, plan: PlanInput) -> dict[str, int]:
    """The column and small key of whom the plan is for; exactly one of the two is named."""
    if bool(plan.person) is bool(plan.household):
        raise Refused("计划是一户的，或者是一个人的。")
    table, column, uuid = (
        (HOUSEHOLD, "household_id", plan.household)
        if plan.household
        else (PERSON, "person_id", plan.person)
    )
    key = unit.connection.execute(
        select(table.c.id).where(table.c.uuid == checked_id(uuid), table.c.county == unit.county)
    ).scalar()
    if key is None:
        raise Missing("没有这一户或这位对象。")
    return {column: key}


def _content(plan: PlanInput) -> dict[str, Any]:
    """What a version keeps."""
    content: dict[str, Any] = msgspec.to_builtins(plan)
    return {"goals": content["goals"], "review_on": content["review_on"]}
