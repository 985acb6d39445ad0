"""Records that a contract asks for and counts nowhere, such as questionnaires: whose they are decides."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from core.activities.rows import ATTENDANCE, RECORD
from core.packages.rows import ENROLMENT


def of_the_roster(
    connection: Connection, contract_id: int, kinds: Collection[str], first: date, last: date
) -> set[str]:
    """The records of these kinds in these days about people who stood on the roster on the day."""
    rows = connection.execute(
        select(RECORD.c.uuid)
        .join(ATTENDANCE, ATTENDANCE.c.record_id == RECORD.c.id)
        .join(ENROLMENT, ENROLMENT.c.person_id == ATTENDANCE.c.person_id)
        .where(
            ENROLMENT.c.contract_id == contract_id,
            ENROLMENT.c.start <= RECORD.c.day,
            ENROLMENT.c.end.is_(None) | (ENROLMENT.c.end > RECORD.c.day),
            RECORD.c.kind.in_(kinds),
            RECORD.c.day.between(first, last),
            RECORD.c.void.is_(False),
        )
        .distinct()
    )
    return {row.uuid for row in rows}
