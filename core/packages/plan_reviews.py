"""When plans 一户一策 are to be looked at again: by day, for the worker who is responsible."""

from datetime import date

from sqlalchemy import Connection, func, or_, select

from core.facts import RosterState
from core.packages.rows import ENROLMENT
from core.people.rows import PERSON, PLAN


def reviews_ahead(
    connection: Connection, county: str, worker: str, first: date, last: date
) -> list[tuple[date, int]]:
    """(Day, how many plans) from first to last day, of people for whom the worker is responsible."""
    rows = connection.execute(
        select(PLAN.c.review_on, func.count(PLAN.c.id.distinct()))
        .join(
            PERSON,
            or_(PERSON.c.id == PLAN.c.person_id, PERSON.c.household_id == PLAN.c.household_id),
        )
        .join(ENROLMENT, ENROLMENT.c.person_id == PERSON.c.id)
        .where(
            PLAN.c.county == county,
            PLAN.c.review_on.between(first, last),
            ENROLMENT.c.worker == worker,
            ENROLMENT.c.state == RosterState.APPROVED.value,
        )
        .group_by(PLAN.c.review_on)
        .order_by(PLAN.c.review_on)
    )
    return [(row[0], row[1]) for row in rows]
