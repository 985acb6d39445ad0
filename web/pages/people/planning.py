"""一户一策: the plan of a household, or of a person who belongs to none; made, then revised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import names_of
from core.people.plans import GoalInput, Plan, PlanInput, make_plan, plan_for, revise_plan
from core.people.plans.inputs import GOAL_STATES, MOST_GOALS
from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import versions_of
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.people.household import seen_home
from web.pages.people.seeing import seen_person
from web.posted import whole_number

#: Empty rows that are offered below the goals that are there.
SPARE = 3
#: When a new plan is looked at again, unless its author says otherwise.
QUARTER = timedelta(days=91)
TEXTS = ("goal", "measure", "who", "by", "state")
NOT_ALLOWED = "没有修改这份计划的权限。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Whom a plan is for: the name above the form, and where one goes back to."""

    name: str
    place: str
    path: str
    plan: Plan | None
    person: str = ""
    household: str = ""


def _subject(desk: Any, connection: Connection, kind: str, uuid: str) -> Subject:
    """The household or person; a person of a household is planned for with the household."""
    if kind == "people":
        whole = seen_person(desk, connection, uuid)
        if not whole["household"]:
            return Subject(
                name=whole["name"],
                place=whole["place"],
                path=f"/people/{uuid}",
                plan=plan_for(connection, person=whole["small"]),
                person=uuid,
            )
        uuid = whole["household"]
    elif kind != "households":
        raise Missing("没有这个页面。")
    home = seen_home(desk, connection, uuid)
    return Subject(
        name="、".join(one.name for one in home.people) or home.number,
        place=home.site,
        path=f"/households/{uuid}",
        plan=plan_for(connection, household=home.id),
        household=uuid,
    )


def _rows(goals: tuple[Mapping[str, Any], ...]) -> list[dict[str, str]]:
    """Goals as the form shows them, with a few empty ones below."""
    rows = [{name: str(goal.get(name) or "") for name in TEXTS} for goal in goals]
    spare = min(SPARE, MOST_GOALS - len(rows))
    return rows + [dict.fromkeys(TEXTS, "") | {"state": "open"} for _ in range(spare)]


@get("/plans/{kind:str}/{subject:uuid}", opt={"permission": "person.see"}, sync_to_thread=True)
def plan(desk: Desk, engine: Engine, kind: FromPath[str], subject: FromPath[UUID]) -> Answer:
    """The plan with its versions, and the form in which it is made or revised."""
    with reading(engine) as connection:
        found = _subject(desk, connection, kind, str(subject))
        goals = found.plan.goals if found.plan else ()
        review = (found.plan.review_on if found.plan else desk.day + QUARTER).isoformat()
        return _show(desk, connection, kind, str(subject), found, _rows(goals), review=review)


def _show(
    desk: Any,
    connection: Connection,
    kind: str,
    uuid: str,
    subject: Subject,
    rows: list[dict[str, str]],
    *,
    review: str,
    fresh: str = "",
    reason: str = "",
    refused: Refused | None = None,
) -> Answer:
    versions = versions_of(connection, "plan", subject.plan.uuid) if subject.plan else []
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return page(
        desk,
        "pages/plan.html",
        status=status,
        action=f"/plans/{kind}/{uuid}",
        subject=subject,
        rows=rows,
        review=review,
        reason=reason,
        fresh=fresh or new_id(),
        versions=versions[::-1],
        who=names_of(connection, {version["actor"] for version in versions}),
        may_change=bool(desk.can("person.register", place=subject.place)),
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
        GOAL_STATES=GOAL_STATES,
    )


def _typed(posted: Any) -> list[dict[str, str]]:
    """The rows of the form as typed."""
    rows = []
    for number in range(MOST_GOALS):
        row = {name: posted.text(f"{name}.{number}") for name in TEXTS}
        if any(row[name] for name in TEXTS if name != "state"):
            rows.append(row)
    return rows


def _day(text: str, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("日期应写成 2026-03-01 的样子。", field=field) from None


@post(
    "/plans/{kind:str}/{subject:uuid}",
    opt={"permission": "person.register"},
    status_code=200,
    sync_to_thread=True,
)
def save_plan(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    kind: FromPath[str],
    subject: FromPath[UUID],
) -> Answer:
    """Make the plan, or its next version with a reason; refused, everything typed stays."""
    names = {f"{name}.{number}" for name in TEXTS for number in range(MOST_GOALS)}
    posted.only({"fresh", "version", "review_on", "reason", *names})
    rows, uuid = _typed(posted), str(subject)
    fresh, reason = checked_id(posted.text("fresh")), posted.text("reason")
    review = posted.text("review_on")
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            found = _subject(desk, unit.connection, kind, uuid)
            if not desk.can("person.register", place=found.place):
                raise Forbidden(NOT_ALLOWED)
            version = whole_number(posted.text("version"))
            wanted = PlanInput(
                id=found.plan.uuid if found.plan and version else fresh,
                goals=tuple(
                    GoalInput(**row | {"by": _day(row["by"], f"by.{n}")})  # type: ignore[arg-type]
                    for n, row in enumerate(rows)
                ),
                review_on=_day(review, "review_on"),
                person=found.person,
                household=found.household,
            )
            if version:
                revise_plan(unit, wanted, version=version, reason=reason)
            else:
                make_plan(unit, wanted)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            found = _subject(desk, connection, kind, uuid)
            spare = _rows(tuple(rows))
            return _show(
                desk, connection, kind, uuid, found, spare,
                review=review, fresh=fresh, reason=reason, refused=refused,
            )  # fmt: skip
    return redirect(desk, found.path, say="计划已保存，以前的版本都留着。")


HANDLERS = [plan, save_plan]
