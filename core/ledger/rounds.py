"""Rounds 轮次 of a quota: how many of the people owed something in a period have it. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from core.facts import Period
from core.ledger.rules.owed import Owed, OwedState, gap_on, seen_on, state_of, within_gap
from core.ledger.rules.owing import NOTHING, gaps_on, how_many, owed_on
from core.ledger.rules.roster import Roster
from core.ledger.rules.verdicts import State
from core.packages.terms import CountedLine, Terms


@dataclass(frozen=True, kw_only=True)
class Round:
    """The running period of a quota, and how many were left out in the one before.

    ``counts`` says how many people stand in each state; ``begun``, whether anything was done.
    """

    period: Period
    counts: Mapping[OwedState, int]
    begun: bool
    find: Callable[[], tuple[Owed, ...]] = field(compare=False, repr=False)
    before: Period | None = None
    missed_before: int = 0

    @property
    def owed(self) -> int:
        """People who are owed something in this period."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Those of them who have all of it."""
        return self.counts.get(OwedState.MET, 0)

    @property
    def state(self) -> State:
        """Met when everybody has theirs; behind once somebody is overdue."""
        if not self.counts:
            return State.INFO
        if self.counts.keys() == {OwedState.MET}:
            return State.MET
        if OwedState.OVERDUE in self.counts:
            return State.BEHIND
        if OwedState.AT_RISK in self.counts:
            return State.AT_RISK
        return State.ON if self.begun else State.NOT_STARTED

    @cached_property
    def each(self) -> tuple[Owed, ...]:
        """What every one of them is owed and has, those who lack most first."""
        return self.find()


def periods_of(terms: Terms, line: CountedLine, day: date) -> tuple[Period, Period | None]:
    """The period of a quota on that day (within the term), and the one before it."""
    period = terms.period_of(line.grid, min(max(day, terms.contract.start), terms.contract.end))
    if period.start == terms.contract.start:
        return period, None
    return period, terms.period_of(line.grid, date.fromordinal(period.start.toordinal() - 1))


def _as_quota(terms: Terms, key: str) -> CountedLine | None:
    """The line as it was owed under these terms; None where it was owed by no period."""
    line = terms.by_key.get(key)
    return line if line and line.quota and line.quota.minimum is not None else None


def round_of(
    terms: Terms,
    line: CountedLine,
    roster: Roster,
    sums: Mapping[str, Mapping[str, Decimal]],
    day: date,
    *,
    last: Mapping[str, Mapping[str, date]] | None = None,
    looking_back: bool = True,
    period: Period | None = None,
) -> Round:
    """The round of a quota on a day; ``last`` is line → person → last contact, for longest gaps.

    ``sums`` is period → person → quantity. ``period`` is another one than that of the day: one
    that has ended, seen later.
    """
    now, before = periods_of(terms, line, day)
    period = period or now
    if line.quota is not None and line.quota.longest_gap is not None:
        seen = (last or {}).get(line.key, {})
        return _by_gap(terms, line, roster, day, seen, period, before)
    done = sums.get(period.key, NOTHING)
    numbers = how_many(terms, line, roster, period, done)
    missed = 0
    if before is not None and looking_back:
        missed = _missed(terms.on(before.start), line.key, roster, before, sums, day)
    return Round(
        period=period,
        counts=_by_state(numbers, period, day),
        begun=any(did for _, did in numbers),
        find=lambda: _each(terms, line, roster, period, done, day),
        before=before,
        missed_before=missed,
    )


def _by_state(
    numbers: Mapping[tuple[int, int], int], period: Period, day: date
) -> Mapping[OwedState, int]:
    counts: Counter[OwedState] = Counter()
    for (owed, did), number in numbers.items():
        counts[state_of(owed, did, period, day)] += number
    return counts


def _missed(
    earlier: Terms,
    key: str,
    roster: Roster,
    before: Period,
    sums: Mapping[str, Mapping[str, Decimal]],
    day: date,
) -> int:
    """How many had too little in the period before, as the quota was owed then."""
    agreed = _as_quota(earlier, key)
    if agreed is None:
        return 0
    numbers = how_many(earlier, agreed, roster, before, sums.get(before.key, NOTHING))
    return _by_state(numbers, before, day).get(OwedState.OVERDUE, 0)


def _each(
    terms: Terms,
    line: CountedLine,
    roster: Roster,
    period: Period,
    done: Mapping[str, Decimal],
    day: date,
) -> tuple[Owed, ...]:
    return _lowest_first(
        seen_on(terms, line, person, period, owed, int(done.get(person, 0)), day)
        for owed, people in owed_on(terms, line, roster, period)
        for person in people
    )


def _lowest_first(each: Iterable[Owed]) -> tuple[Owed, ...]:
    return tuple(sorted(each, key=lambda one: (one.done - one.owed, one.due, one.person)))


def _by_gap(
    terms: Terms,
    line: CountedLine,
    roster: Roster,
    day: date,
    last: Mapping[str, date],
    period: Period,
    before: Period | None,
) -> Round:
    @cache
    def gap(since: date, seen: date | None) -> tuple[Period, OwedState]:
        return gap_on(terms, line, since, seen, day)

    def counts() -> Mapping[OwedState, int]:
        found: Counter[OwedState] = Counter()
        for since, people in gaps_on(terms, line, roster, day):
            for seen, number in Counter(map(last.get, people)).items():
                found[gap(since, seen)[1]] += number
        return found

    def each() -> tuple[Owed, ...]:
        return _lowest_first(
            within_gap(terms, line, person, gap(since, last.get(person)))
            for since, people in gaps_on(terms, line, roster, day)
            for person in people
        )

    return Round(
        period=period,
        counts=roster.once(("gaps", line.key, day), (terms, line, last), counts),
        begun=False,
        find=each,
        before=before,
    )
