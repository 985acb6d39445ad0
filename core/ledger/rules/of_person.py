"""What conditions may ask of a person on a day: dated facts of the person and of the enrolment."""

from collections.abc import Callable, Iterable
from datetime import date

from core.facts import Assessment, Enrolment, Person, on_day
from core.ledger.rules.conditions import all_failed
from core.ledger.rules.facts import Words
from core.packages.fields import PERSON_FIELDS
from core.packages.terms import Alternatives, Condition

#: What a person tells by name; who somebody is as an audience is asked of the record.
PERSON_LOOKS = frozenset(PERSON_FIELDS) - {"audience"}
NO_WORDS = Words()


def person_fact(name: str, person: Person, enrolment: Enrolment | None, day: date) -> object:
    """One field of the closed list on that day; None where nothing is known."""
    if name.startswith("level."):
        return person.level_on(name.removeprefix("level."), day)
    if name.startswith("days_since."):
        return _days_since(name.removeprefix("days_since."), person, day)
    if name in ENROLMENT_FACTS:
        return ENROLMENT_FACTS[name](enrolment, day) if enrolment else None
    return PERSON_FACTS[name](person, day) if name in PERSON_FACTS else None


PERSON_FACTS: dict[str, Callable[[Person, date], object]] = {
    "category": lambda person, day: person.categories_on(day),
    "age_on": lambda person, day: person.age_on(day),
    "sex": lambda person, day: person.sex,
    "has_phone": lambda person, day: person.has_phone,
    "household": lambda person, day: person.household is not None,
}
ENROLMENT_FACTS: dict[str, Callable[[Enrolment, date], object]] = {
    "tier": lambda enrolment, day: enrolment.tier_on(day),
    "approved": lambda enrolment, day: (
        enrolment.on_roster(day) and (enrolment.approved_on is None or enrolment.approved_on <= day)
    ),
    "agreement": lambda enrolment, day: (
        enrolment.agreement_from is not None and enrolment.agreement_from <= day
    ),
    "roster_days": lambda enrolment, day: (day - enrolment.start).days + 1,
}


def _days_since(kind: str, person: Person, day: date) -> int | None:
    """Days since the latest assessment of that kind that was made by then."""
    held: Iterable[Assessment] = on_day(person.assessments, day)
    days = [(day - one.start).days for one in held if one.kind == kind]
    return min(days, default=None)


def fulfils(
    where: tuple[Condition, ...],
    alternatives: tuple[Alternatives, ...],
    person: Person,
    enrolment: Enrolment | None,
    day: date,
) -> bool:
    """Whether the person fulfils all conditions on that day, by dated facts alone."""

    def look(name: str) -> object:
        return person_fact(name, person, enrolment, day)

    refer = {"@service_date": day}.get
    return not all_failed(where, alternatives, look, NO_WORDS, refer)
