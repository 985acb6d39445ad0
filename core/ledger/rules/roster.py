"""The roster as verdicts need it: who was to be served in a period, and who is excluded and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from operator import is_
from typing import Any, TypeVar

from core.facts import Enrolment, Period, Person, vocabulary
from core.ledger.rules.of_person import fulfils
from core.packages.fields import EXCLUSIONS, NOBODY
from core.packages.schema import Target
from core.packages.terms import Terms

Made = TypeVar("Made")
#: So many things that were made of a roster are kept with it.
MOST_KEPT = 256

#: What newcomers and leavers owe in an every-person target.
NEWCOMERS: Mapping[str, str] = {
    "full": "中途到岗、离岗的同样要求全额",
    "by_days": "中途到岗、离岗的按在册天数折算",
    "excused": "中途到岗、离岗的不作要求",
}


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Enrolments of one contract with the people's own facts: never changed, only read anew."""

    enrolments: tuple[Enrolment, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    _made: dict[Any, tuple[tuple[object, ...], Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, key: Any, of: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` makes of this roster: made again only when it is made of other objects.

        ``of`` are the very objects, none of which is ever changed, that it is made of besides.
        """
        kept = self._made.get(key)
        if kept is not None and len(kept[0]) == len(of) and all(map(is_, kept[0], of)):
            found: Made = kept[1]
            return found
        found = make()
        if len(self._made) >= MOST_KEPT:
            self._made.clear()
        self._made[key] = of, found
        return found

    def expected(
        self, terms: Terms, target: Target, period: Period, day: date
    ) -> Iterator[tuple[str, Decimal]]:
        """Each person whom the target asks for, with the share of the full amount expected.

        Tiers are those of any day of the period; conditions are judged on the last day on the roster.
        """
        seen: set[str] = set()
        for enrolment in self.enrolments:
            if enrolment.person in seen or not enrolment.overlaps(period.start, period.end):
                continue
            if not any(enrolment.on_roster(d) for d in (max(enrolment.start, period.start),)):
                continue
            if not self._is_asked_for(terms, target, enrolment, period):
                continue
            seen.add(enrolment.person)
            share = _share(enrolment, period)
            rule = target.newcomers or "full"
            if share < 1 and rule == "excused":
                continue
            yield enrolment.person, share if rule == "by_days" else Decimal(1)

    def population(
        self, terms: Terms, target: Target, period: Period
    ) -> Iterator[tuple[str, str | None]]:
        """Everybody in a rate's denominator of that period, each with why they are left out, if so.

        ``target.of`` says on which days one has to stand on the roster to belong to it.
        """
        seen: set[str] = set()
        for enrolment in self.enrolments:
            if enrolment.person in seen or not _stood(enrolment, target.of, period):
                continue
            if self._is_asked_for(terms, target, enrolment, period):
                seen.add(enrolment.person)
                yield enrolment.person, self._excluded(enrolment, target, period)

    def _is_asked_for(
        self, terms: Terms, target: Target, enrolment: Enrolment, period: Period
    ) -> bool:
        if target.tiers and not _in_tiers(enrolment, target, period):
            return False
        if not target.when:
            return True
        person = self.people.get(enrolment.person) or Person(id=enrolment.person)
        day = _last_day(enrolment, period)
        return fulfils((), terms.alternatives(target.when), person, enrolment, day)

    def _excluded(self, enrolment: Enrolment, target: Target, period: Period) -> str | None:
        """Dead, or absent for the whole period, for one of the reasons that the target lists."""
        person = self.people.get(enrolment.person)
        if person is None:
            return None
        listed = target.excluding or tuple(EXCLUSIONS)
        if NOBODY in target.excluding:
            return None
        if "died" in listed and person.died_on is not None and person.died_on <= period.end:
            return EXCLUSIONS["died"]
        for absence in person.absences:
            whole = absence.start <= period.start and (
                absence.end is None or absence.end > period.end
            )
            if whole and (absence.reason in listed or not target.excluding):
                return vocabulary.ABSENCES.get(absence.reason, absence.reason)
        return None


def _stood(enrolment: Enrolment, of: str, period: Period) -> bool:
    """Whether the enrolment belongs to the denominator: by default, who stood on the last day."""
    if of == "roster_start":
        return enrolment.on_roster(period.start)
    if of == "roster_any":
        return enrolment.overlaps(period.start, period.end) and enrolment.on_roster(
            max(enrolment.start, period.start)
        )
    if of == "roster_whole":
        return enrolment.on_roster(period.start) and enrolment.on_roster(period.end)
    return enrolment.on_roster(period.end)


def _in_tiers(enrolment: Enrolment, target: Target, period: Period) -> bool:
    return any(
        t.tier in target.tiers and t.overlaps(period.start, period.end) for t in enrolment.tiers
    )


def _last_day(enrolment: Enrolment, period: Period) -> date:
    """The last day of the period on which the person stood on the roster."""
    return min(period.end, enrolment.end - timedelta(days=1)) if enrolment.end else period.end


def _share(enrolment: Enrolment, period: Period) -> Decimal:
    first = max(enrolment.start, period.start)
    return Decimal((_last_day(enrolment, period) - first).days + 1) / period.days
