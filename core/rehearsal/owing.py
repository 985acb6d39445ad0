"""What everybody on the roster is owed, with what was counted for them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from core.facts import Entry
from core.ledger.rules import CountingFacts, Owed, owed_by
from core.ledger.rules.owed import owed_by_gap
from core.ledger.rules.tallies import fold_people
from core.packages.terms import Terms
from core.rehearsal.tables import GivenFacts


def owed_of(
    terms: Terms,
    entries: tuple[Entry, ...],
    facts: CountingFacts,
    given: GivenFacts,
    day: date,
) -> Iterator[Owed]:
    """Each quota of each person on the roster: its periods, or its gap as of the day."""
    everyone = frozenset((terms.contract.key, line.key) for line in terms.lines if line.quota)
    done = {
        (p.line, p.person, p.period): p.quantity
        for p in fold_people(entries, everyone)
        if p.contract == terms.contract.key
    }
    people = sorted({e.person for e in given.enrolments if e.contract == terms.contract.key})
    for line in terms.lines:
        if line.quota is None:
            continue
        for person_id in people:
            person = facts.person(person_id)
            enrolments = facts.enrolments_of(terms.contract.key, person_id)
            if line.quota.longest_gap is not None:
                days = [
                    e.day
                    for e in entries
                    if e.line == line.key and e.person == person_id and e.status == "counted"
                ]
                gap = owed_by_gap(terms, line, enrolments, person, max(days, default=None), day)
                if gap:
                    yield gap
            elif line.quota.minimum is not None and line.quota.period is not None:
                for period in terms.periods(line.quota.period):
                    quantity = done.get((line.key, person_id, period.key), Decimal(0))
                    one = owed_by(terms, line, enrolments, person, period, quantity, day)
                    if one:
                        yield one
