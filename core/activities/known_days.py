"""On which days something of a kind is recorded of people already: asked before an import."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from core.activities.rows import ATTENDANCE, RECORD
from core.people.loading import chunks, person_id_of


def days_recorded(
    connection: Connection, kind: str, people: Iterable[str], first: date, last: date
) -> set[tuple[str, date]]:
    """(person, day) of every record of the kind that stands, between two days, both included."""
    ids = person_id_of(connection, sorted(people))
    names = {small: uuid for uuid, small in ids.items()}
    found: set[tuple[str, date]] = set()
    for some in chunks(ids.values()):
        wanted = (
            select(ATTENDANCE.c.person_id, RECORD.c.day)
            .join(RECORD, RECORD.c.id == ATTENDANCE.c.record_id)
            .where(
                ATTENDANCE.c.person_id.in_(some),
                RECORD.c.kind == kind,
                RECORD.c.day.between(first, last),
                RECORD.c.void.is_(False),
            )
        )
        found |= {(names[row.person_id], row.day) for row in connection.execute(wanted)}
    return found
