"""What a whole roster is owed: looked at once for all people who stand on it alike. Pure.

Of ten thousand people most stand on the roster all year in one tier, so that a handful of looks
tells what everybody is owed in a period.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from core.facts import Enrolment, Period, Person
from core.ledger.rules.owed import owed_in
from core.ledger.rules.roster import Roster
from core.packages.terms import CountedLine, Terms

#: Nothing was done for anybody.
NOTHING: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Alike:
    """People of whom one is owed what all are; ``enrolments`` and ``person`` are one of them's."""

    enrolments: tuple[Enrolment, ...]
    person: Person
    people: tuple[str, ...]


def alike(roster: Roster) -> tuple[Alike, ...]:
    """The roster by all that ``owed_in`` looks at: standing, tiers, approval, absences, death."""
    return roster.once("alike", (), lambda: tuple(_alike(roster)))


def _alike(roster: Roster) -> list[Alike]:
    held: dict[str, list[Enrolment]] = {}
    for enrolment in roster.enrolments:
        held.setdefault(enrolment.person, []).append(enrolment)
    together: dict[Any, list[str]] = {}
    for key, own in held.items():
        own.sort(key=lambda one: one.start)
        person = roster.people.get(key) or Person(id=key)
        stands = tuple((e.start, e.end, e.state, e.approved_on, e.tiers) for e in own)
        together.setdefault((stands, person.died_on, person.absences), []).append(key)
    return [
        Alike(
            enrolments=tuple(held[people[0]]),
            person=roster.people.get(people[0]) or Person(id=people[0]),
            people=tuple(people),
        )
        for people in together.values()
    ]


def owed_on(
    terms: Terms, line: CountedLine, roster: Roster, period: Period
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(How many times, who) for everybody who is owed the quota in the period at all.

    Raises what ``owed_in`` raises.
    """

    def found() -> tuple[tuple[int, tuple[str, ...]], ...]:
        looks = (
            (owed_in(terms, line, one.enrolments, one.person, period), one.people)
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
