"""State lines: how many people of the roster fulfil conditions on dated facts, day by day.

The reading says which day of a period speaks: its end, its least day, or the mean of its days.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from core.facts import Enrolment, Period
from core.ledger.rules.alike import Alike, alike, asked_by
from core.ledger.rules.of_person import fulfils
from core.ledger.rules.roster import Roster
from core.packages.terms import CountedLine, Selector, Terms

PLACES = Decimal("0.01")


def who_on(line: CountedLine, roster: Roster, day: date) -> frozenset[str]:
    """The people on the roster who fulfil the line's conditions on that day."""
    return frozenset(person for people in _groups_on(line, roster, day) for person in people)


def _groups_on(line: CountedLine, roster: Roster, day: date) -> Iterator[tuple[str, ...]]:
    selector = line.selectors[0]
    for one in alike(roster, asked_by(selector.where, selector.alternatives)):
        if any(e.on_roster(day) and _fulfils(selector, one, e, day) for e in one.enrolments):
            yield one.people


def _fulfils(selector: Selector, one: Alike, enrolment: Enrolment, day: date) -> bool:
    if selector.tiers and enrolment.tier_on(day) not in selector.tiers:
        return False
    if one.person is None:
        return not (selector.where or selector.alternatives)
    return fulfils(selector.where, selector.alternatives, one.person, enrolment, day)


def state_of_line(terms: Terms, line: CountedLine, roster: Roster, day: date) -> Decimal:
    """The line's value in the period that holds the day, by its declared reading."""
    day = min(max(day, terms.contract.start), terms.contract.end)
    return state_in(line, roster, terms.period_of(line.grid, day), day)


def state_in(line: CountedLine, roster: Roster, period: Period, day: date) -> Decimal:
    """The line's value in a period, of which nothing after that day is known yet."""
    last = min(day, period.end)
    if last < period.start:
        return Decimal(0)
    return roster.once(
        ("state", line.key, period, last), (line,), lambda: _read(line, roster, period, last)
    )


def _read(line: CountedLine, roster: Roster, period: Period, last: date) -> Decimal:
    def number(day: date) -> int:
        return sum(map(len, _groups_on(line, roster, day)))

    if line.reading in ("", "period_end"):
        return Decimal(number(last))
    span = (last - period.start).days + 1
    numbers = [number(period.start + timedelta(days=n)) for n in range(span)]
    if line.reading == "least_day":
        return Decimal(min(numbers))
    return (Decimal(sum(numbers)) / span).quantize(PLACES, rounding=ROUND_DOWN)
