"""What a whole roster is owed: looked at once for all people who stand on it alike. Pure."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from core.facts import Period
from core.ledger.rules.alike import alike
from core.ledger.rules.owed import gap_since, owed_in
from core.ledger.rules.roster import Roster
from core.packages.terms import CountedLine, Terms

#: Nothing was done for anybody.
NOTHING: Mapping[str, Decimal] = MappingProxyType({})


def owed_on(
    terms: Terms, line: CountedLine, roster: Roster, period: Period
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(How many times, who) for everybody who is owed the quota in the period at all.

    Raises what ``owed_in`` raises.
    """

    def found() -> tuple[tuple[int, tuple[str, ...]], ...]:
        looks = (
            (owed_in(terms, line, one.enrolments, one.somebody, period), one.people)
            for one in alike(roster)
        )
        return tuple((owed, people) for owed, people in looks if owed)

    return roster.once(("owed", line.key, period.key), (terms, line, period), found)


def how_many(
    terms: Terms,
    line: CountedLine,
    roster: Roster,
    period: Period,
    done: Mapping[str, Decimal],
) -> Mapping[tuple[int, int], int]:
    """(Owed, done) → of how many people that is true; ``done`` is person → quantity."""

    def found() -> Mapping[tuple[int, int], int]:
        numbers: Counter[tuple[int, int]] = Counter()
        for owed, people in owed_on(terms, line, roster, period):
            for quantity, number in Counter(map(done.get, people)).items():
                numbers[owed, int(quantity or 0)] += number
        return numbers

    return roster.once(("how many", line.key, period.key), (terms, line, period, done), found)


def gaps_on(
    terms: Terms, line: CountedLine, roster: Roster, day: date
) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """(Since when at the earliest, for whom) the longest gap of a quota runs on a day.

    Raises what ``gap_since`` raises.
    """
    looks = (
        (gap_since(terms, line, one.enrolments, one.somebody, day), one.people)
        for one in alike(roster)
    )
    return tuple((since, people) for since, people in looks if since is not None)
