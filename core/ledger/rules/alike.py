"""People of a roster who stand on it alike: what is asked of them is looked at once for all.

Of ten thousand people most stand on the roster all year in one tier, so that a handful of looks
tells what everybody is owed, or who of them is meant by a target.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.facts import Enrolment, Person
from core.ledger.rules.roster import Roster
from core.packages.terms import Alternatives, Condition

#: What decides a fact of a person on any day, beside standing, tiers and approval: those are always
#: looked at. A fact that is not named here says the same of everybody.
DECIDED_BY: Mapping[str, Callable[[Person, tuple[Enrolment, ...]], object]] = {
    "category": lambda person, own: person.categories,
    "age_on": lambda person, own: person.birth_date,
    "sex": lambda person, own: person.sex,
    "has_phone": lambda person, own: person.has_phone,
    "household": lambda person, own: person.household is None,
    "agreement": lambda person, own: tuple(one.agreement_from for one in own),
    "level": lambda person, own: person.assessments,
    "days_since": lambda person, own: person.assessments,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Alike:
    """People of whom one is owed what all are; ``enrolments`` in time order and ``person`` are one
    of them's. No ``person`` is known of whom the register says nothing."""

    enrolments: tuple[Enrolment, ...]
    person: Person | None
    people: tuple[str, ...]

    @property
    def somebody(self) -> Person:
        """The person, or one of whom nothing is known."""
        return self.person or Person(id=self.people[0])


def asked_by(where: Iterable[Condition], alternatives: Iterable[Alternatives]) -> frozenset[str]:
    """What conditions look at, by the names of ``DECIDED_BY``."""
    every = [*where, *(c for rows in alternatives for row in rows for c in row)]
    return frozenset(name for c in every if (name := c[0].split(".")[0]) in DECIDED_BY)


def alike(roster: Roster, asked: frozenset[str] = frozenset()) -> tuple[Alike, ...]:
    """The roster by standing, tiers, approval, absences, death, and what is asked besides."""
    return roster.once(("alike", asked), (), lambda: tuple(_alike(roster, sorted(asked))))


def _alike(roster: Roster, asked: list[str]) -> list[Alike]:
    together: dict[Any, list[str]] = {}
    for key, own in roster.held.items():
        known = roster.people.get(key)
        person = known or Person(id=key)
        stands = tuple((e.start, e.end, e.state, e.approved_on, e.tiers) for e in own)
        facts = tuple(DECIDED_BY[name](person, own) for name in asked)
        what = stands, person.died_on, person.absences, facts, known is None
        together.setdefault(what, []).append(key)
    return [
        Alike(
            enrolments=roster.held[people[0]],
            person=roster.people.get(people[0]),
            people=tuple(people),
        )
        for people in together.values()
    ]
