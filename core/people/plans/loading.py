"""Reading plans: the one of a household, or of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from core.people.rows import PLAN


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan as it stands: its goals as plain rows, when it is looked at again, its version."""

    uuid: str
    goals: tuple[Mapping[str, Any], ...]
    review_on: date
    version: int
    of_household: bool

    def due_on(self, day: date) -> bool:
        """Whether it should have been looked at again by that day."""
        return self.review_on <= day


def plan_for(
    connection: Connection, *, person: int | None = None, household: int | None = None
) -> Plan | None:
    """The plan of these small keys; the household's comes before the person's own."""
    held = [
        column == key
        for column, key in ((PLAN.c.person_id, person), (PLAN.c.household_id, household))
        if key is not None
    ]
    if not held:
        return None
    rows = [_plan(row) for row in connection.execute(select(PLAN).where(or_(*held)))]
    return next(iter(sorted(rows, key=lambda one: not one.of_household)), None)


def _plan(row: Any) -> Plan:
    return Plan(
        uuid=row.uuid,
        goals=tuple(row.goals),
        review_on=row.review_on,
        version=row.version,
        of_household=row.household_id is not None,
    )
