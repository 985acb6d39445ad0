"""Photos of children 未成年人的照片: of which records they stay hidden, and from whom.

The one rule for every way by which a photo is shown: the record's page, a timeline, the photo's own
page, its original, papers. Whoever made the record and the responsible worker of an approved
enrolment are assigned; others need the permission for children's files where the child lives. Asked
is who was a child on the day of the record: the photo does not grow up. Heads that nobody named are
not looked at: a class photo says no name.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, not_, select

from core.activities.rows import ATTENDANCE, RECORD
from core.cases.rows import CASE, MEMBER
from core.facts import Person, RosterState
from core.facts.vocabulary import ADULT_AGE
from core.packages.rows import ENROLMENT
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible


def photos_withheld(
    connection: Connection, records: Iterable[str], *, account: str, child: Scope
) -> frozenset[str]:
    """Which of these records' photos this account may not see; ``child`` is its ``person.child``."""
    wanted = sorted(set(records))
    if not wanted:
        return frozenset()
    rows = connection.execute(
        select(RECORD.c.uuid, RECORD.c.day, PERSON.c.birth_date)
        .join(ATTENDANCE, ATTENDANCE.c.record_id == RECORD.c.id)
        .join(PERSON, PERSON.c.id == ATTENDANCE.c.person_id)
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(
            RECORD.c.uuid.in_(wanted),
            RECORD.c.worker != account,
            _not_for(account, child),
        )
    )
    return frozenset(row.uuid for row in rows if _was_child(row.birth_date, row.day))


def case_photos_withheld(connection: Connection, case: str, *, account: str, child: Scope) -> bool:
    """The same of the photos and signatures in a case's documents, by the day it was opened."""
    rows = connection.execute(
        select(CASE.c.opened, PERSON.c.birth_date)
        .join(MEMBER, MEMBER.c.case_id == CASE.c.id)
        .join(PERSON, PERSON.c.id == MEMBER.c.person_id)
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(CASE.c.uuid == case, CASE.c.worker != account, _not_for(account, child))
    )
    return any(_was_child(row.birth_date, row.opened) for row in rows)


def _not_for(account: str, child: Scope) -> ColumnElement[bool]:
    """A condition: somebody whose birth date is known, whose child's file this account may not see."""
    own = select(ENROLMENT.c.person_id).where(
        ENROLMENT.c.person_id == PERSON.c.id,
        ENROLMENT.c.worker == account,
        ENROLMENT.c.state == RosterState.APPROVED.value,
    )
    return and_(
        PERSON.c.birth_date.is_not(None),
        not_(visible(child, PLACE.c.key)),
        not_(own.correlate(PERSON).exists()),
    )


def _was_child(born: date, day: date) -> bool:
    age = Person(id="", birth_date=born).age_on(day)
    return age is not None and age < ADULT_AGE
