"""Rounds 轮次 of a quota: how many of the people owed something in a period have it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from core.facts import Enrolment, Period, Person
from core.ledger.rules.owed import Owed, OwedState, owed_by, owed_by_gap
from core.ledger.rules.roster import Roster
from core.ledger.rules.verdicts import State
from core.packages.terms import CountedLine, Terms


@dataclass(frozen=True, kw_only=True)
class Round:
    """The running period of a quota, and how many were left out in the one before.

    ``owed`` and ``done`` are people; ``each`` says what every one of them is owed, lowest first.
    """

    period: Period
    each: tuple[Owed, ...]
    before: Period | None = None
    missed_before: int = 0

    @property
    def owed(self) -> int:
        """People who are owed something in this period."""
        return len(self.each)

    @property
    def done(self) -> int:
        """Those of them who have all of it."""
        return sum(1 for one in self.each if one.state is OwedState.MET)

    @property
    def state(self) -> State:
        """Met when everybody has theirs; behind once somebody is overdue."""
        states = {one.state for one in self.each}
        if not states:
            return State.INFO
        if states == {OwedState.MET}:
            return State.MET
        if OwedState.OVERDUE in states:
            return State.BEHIND
        if OwedState.AT_RISK in states:
            return State.AT_RISK
        return State.ON if any(one.done for one in self.each) else State.NOT_STARTED


def periods_of(terms: Terms, line: CountedLine, day: date) -> tuple[Period, Period | None]:
    """The period of a quota on that day (within the term), and the one before it."""
    period = terms.period_of(line.grid, min(max(day, terms.contract.start), terms.contract.end))
    if period.start == terms.contract.start:
        return period, None
    return period, terms.period_of(line.grid, date.fromordinal(period.start.toordinal() - 1))


def by_person(roster: Roster) -> list[tuple[Person, tuple[Enrolment, ...]]]:
    """Each person of a roster with their enrolments in time order."""
    rows = sorted(roster.enrolments, key=lambda e: (e.person, e.start))
    return [
        (roster.people.get(key) or Person(id=key), tuple(group))
        for key, group in groupby(rows, key=lambda e: e.person)
    ]


def _as_quota(terms: Terms, key: str) -> CountedLine | None:
    """The line as it was owed under these terms; None where it was owed by no period."""
    line = terms.by_key.get(key)
    return line if line and line.quota and line.quota.minimum is not None else None


def round_of(
    terms: Terms,
    line: CountedLine,
    roster: Roster,
    sums: Mapping[tuple[str, str], Decimal],
    day: date,
    *,
    last: Mapping[tuple[str, str], date] | None = None,
    looking_back: bool = True,
    period: Period | None = None,
) -> Round:
    """The round of a quota on a day; ``last`` are last contacts, for quotas with a longest gap.

    ``period`` is another one than that of the day: one that has ended, seen later.
    """
    now, before = periods_of(terms, line, day)
    period = period or now
    earlier = terms.on(before.start) if before is not None else terms
    agreed = _as_quota(earlier, line.key)
    each, missed = [], 0
    for person, enrolments in by_person(roster):
        if line.quota is not None and line.quota.longest_gap is not None:
            seen = (last or {}).get((line.key, person.id))
            one = owed_by_gap(terms, line, enrolments, person, seen, day)
        else:
            done = sums.get((person.id, period.key), Decimal(0))
            one = owed_by(terms, line, enrolments, person, period, done, day)
            if before is not None and agreed is not None and looking_back:
                done = sums.get((person.id, before.key), Decimal(0))
                then = owed_by(earlier, agreed, enrolments, person, before, done, day)
                missed += int(then is not None and then.state is OwedState.OVERDUE)
        if one is not None and one.owed > 0:
            each.append(one)
    each.sort(key=lambda one: (one.done - one.owed, one.due, one.person))
    return Round(period=period, each=tuple(each), before=before, missed_before=missed)
