"""A roster by conditions: from when to when a person belongs to which tier, by dated facts alone.

Nothing is enrolled here: it is what the conditions of the tiers propose, for somebody to approve,
and what a rehearsal may take as the roster.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from core.calendar import add_months
from core.facts import Enrolment, Person, TierSpan
from core.ledger.rules.of_person import fulfils
from core.packages.schema import Tier
from core.packages.terms import Terms


def enrolments_by_conditions(terms: Terms, people: Iterable[Person]) -> tuple[Enrolment, ...]:
    """One enrolment for each unbroken stretch of the term in which a person fits some tier.

    Of several tiers that fit, the first of the package is taken. Facts are looked at on the days on
    which they can change: a category, an assessment, a birthday, a death.
    """
    return tuple(
        Enrolment(contract=terms.contract.key, person=person.id, start=start, end=end, tiers=tiers)
        for person in people
        for start, end, tiers in _stretches(list(_spans(terms, person)), terms.contract.end)
    )


def _spans(terms: Terms, person: Person) -> Iterator[TierSpan]:
    contract = terms.contract
    tiers = [tier for tier in terms.package.tier if tier.when]
    past = contract.end + timedelta(days=1)
    days = sorted({contract.start, *(d for d in _turns(person, past) if contract.start < d < past)})
    for day, until in zip(days, [*days[1:], past], strict=True):
        if person.died_on is None or day < person.died_on:
            fitting = next((tier for tier in tiers if _fits(terms, tier, person, day)), None)
            if fitting is not None:
                yield TierSpan(tier=fitting.key, start=day, end=until)


def _fits(terms: Terms, tier: Tier, person: Person, day: date) -> bool:
    return fulfils((), terms.alternatives(tier.when), person, None, day)


def _turns(person: Person, past: date) -> Iterator[date]:
    """The days on which something that conditions may ask of the person can change."""
    for fact in (*person.categories, *person.assessments):
        yield fact.start
        if fact.end is not None:
            yield fact.end
    if person.died_on is not None:
        yield person.died_on
    if person.birth_date is not None:
        for years in range(past.year - person.birth_date.year + 1):
            birthday = add_months(person.birth_date, 12 * years)
            yield birthday
            # Who was born on 29 February has a birthday on 1 March of other years.
            yield birthday + timedelta(days=1)


def _stretches(
    spans: list[TierSpan], last: date
) -> Iterator[tuple[date, date | None, tuple[TierSpan, ...]]]:
    """Spans that follow each other without a gap stand in one enrolment; equal tiers are joined."""
    open_spans: list[TierSpan] = []
    for span in [*spans, None]:
        if open_spans and (span is None or open_spans[-1].end != span.start):
            end = open_spans[-1].end
            still = end is None or end > last
            yield open_spans[0].start, None if still else end, tuple(open_spans)
            open_spans = []
        if span is not None and open_spans and open_spans[-1].tier == span.tier:
            open_spans[-1] = TierSpan(tier=span.tier, start=open_spans[-1].start, end=span.end)
        elif span is not None:
            open_spans.append(span)
