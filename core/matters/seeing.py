"""Who sees which matters: near by place or contract; of children and abuse only what is assigned."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, not_, or_, select

from core.facts import RosterState
from core.facts.vocabulary import ADULT_AGE
from core.matters.rows import MATTER, MATTER_ROUTE
from core.packages.rows import ENROLMENT
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Who looks: where they see matters, where children's files too, and on which day."""

    account: str
    see: Scope
    child: Scope
    day: date


def seen_by(reader: Reader) -> ColumnElement[bool]:
    """A condition: within reach by place or contract; of children and abuse only what is assigned.

    Whoever raised it, and the responsible worker of an approved enrolment, are assigned; others
    need the permission for children's files at that place.
    """
    near = visible(reader.see, PLACE.c.key)
    if any(reach.contract for reach in reader.see.reaches):
        met = select(MATTER_ROUTE.c.id).where(
            MATTER_ROUTE.c.matter_id == MATTER.c.id,
            visible(reader.see, PLACE.c.key, MATTER_ROUTE.c.contract),
        )
        near = or_(near, met.correlate(MATTER, PLACE).exists())
    born_after = _years_before(reader.day, ADULT_AGE)
    sheltered = or_(
        MATTER.c.sheltered,
        and_(PERSON.c.birth_date.is_not(None), PERSON.c.birth_date > born_after),
    )
    return and_(
        near, or_(not_(sheltered), visible(reader.child, PLACE.c.key), assigned(reader.account))
    )


def assigned(account: str) -> ColumnElement[bool]:
    """A condition: raised by this account, or about somebody whom it is responsible for."""
    of_mine = select(ENROLMENT.c.person_id).where(
        ENROLMENT.c.person_id == MATTER.c.person_id,
        ENROLMENT.c.worker == account,
        ENROLMENT.c.state == RosterState.APPROVED.value,
    )
    return or_(MATTER.c.worker == account, of_mine.correlate(MATTER).exists())


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
