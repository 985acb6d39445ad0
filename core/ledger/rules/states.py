"""State lines: how many people of the roster fulfil conditions on dated facts, day by day.

The reading says which day of a period speaks: its end, its least day, or the mean of its days.
"""

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from core.facts import Enrolment, Noun, Record
from core.ledger.rules.conditions import all_failed
from core.ledger.rules.facts import Words
from core.ledger.rules.roster import Roster
from core.packages.terms import CountedLine, Terms

PLACES = Decimal("0.01")


def number_on(terms: Terms, line: CountedLine, roster: Roster, day: date) -> int:
    """How many people on the roster fulfil the line's conditions on that day."""
    return sum(1 for e in roster.enrolments if e.on_roster(day) and _fulfils(line, roster, e, day))


def _fulfils(line: CountedLine, roster: Roster, enrolment: Enrolment, day: date) -> bool:
    person = roster.people.get(enrolment.person)
    selector = line.selectors[0]
    if selector.tiers and enrolment.tier_on(day) not in selector.tiers:
        return False
    if person is None:
        return not (selector.where or selector.alternatives)

    def look(name: str) -> object:
        if name == "category":
            return person.categories_on(day)
        if name == "age_on":
            return person.age_on(day)
        if name == "tier":
            return enrolment.tier_on(day)
        if name.startswith("level."):
            return person.level_on(name.removeprefix("level."), day)
        return getattr(person, name, None)

    empty = Record(id="", noun=Noun.ACTIVITY, kind="", dates={"service": day})
    refer = {"@service_date": empty.dates["service"]}.get
    return not all_failed(selector.where, selector.alternatives, look, Words(), refer)


def state_of_line(terms: Terms, line: CountedLine, roster: Roster, day: date) -> Decimal:
    """The line's value in the period that holds the day, by its declared reading."""
    day = min(max(day, terms.contract.start), terms.contract.end)
    period = terms.period_of(line.grid, day)
    if line.reading in ("", "period_end"):
        return Decimal(number_on(terms, line, roster, min(day, period.end)))
    span = (min(day, period.end) - period.start).days + 1
    numbers = [
        number_on(terms, line, roster, period.start + timedelta(days=n)) for n in range(span)
    ]
    if line.reading == "least_day":
        return Decimal(min(numbers))
    return (Decimal(sum(numbers)) / span).quantize(PLACES, rounding=ROUND_DOWN)
