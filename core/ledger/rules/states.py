"""State lines: how many people of the roster fulfil conditions on dated facts, day by day.

The reading says which day of a period speaks: its end, its least day, or the mean of its days.
"""

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from core.facts import Enrolment, Period
from core.ledger.rules.of_person import fulfils
from core.ledger.rules.roster import Roster
from core.packages.terms import CountedLine, Terms

PLACES = Decimal("0.01")


def who_on(line: CountedLine, roster: Roster, day: date) -> frozenset[str]:
    """The people on the roster who fulfil the line's conditions on that day."""
    return frozenset(
        e.person for e in roster.enrolments if e.on_roster(day) and _fulfils(line, roster, e, day)
    )


def _fulfils(line: CountedLine, roster: Roster, enrolment: Enrolment, day: date) -> bool:
    person = roster.people.get(enrolment.person)
    selector = line.selectors[0]
    if selector.tiers and enrolment.tier_on(day) not in selector.tiers:
        return False
    if person is None:
        return not (selector.where or selector.alternatives)
    return fulfils(selector.where, selector.alternatives, person, enrolment, day)


def state_of_line(terms: Terms, line: CountedLine, roster: Roster, day: date) -> Decimal:
    """The line's value in the period that holds the day, by its declared reading."""
    day = min(max(day, terms.contract.start), terms.contract.end)
    return state_in(line, roster, terms.period_of(line.grid, day), day)


def state_in(line: CountedLine, roster: Roster, period: Period, day: date) -> Decimal:
    """The line's value in a period, of which nothing after that day is known yet."""
    last = min(day, period.end)
    if last < period.start:
        return Decimal(0)
    if line.reading in ("", "period_end"):
        return Decimal(len(who_on(line, roster, last)))
    span = (last - period.start).days + 1
    numbers = [len(who_on(line, roster, period.start + timedelta(days=n))) for n in range(span)]
    if line.reading == "least_day":
        return Decimal(min(numbers))
    return (Decimal(sum(numbers)) / span).quantize(PLACES, rounding=ROUND_DOWN)
