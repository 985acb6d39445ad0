"""The roster as verdicts need it: who was to be served in a period, and who is excluded and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from core.facts import Enrolment, Period, Person, vocabulary
from core.packages.schema import Target
from core.packages.terms import Terms

#: What newcomers and leavers owe in an every-person target.
NEWCOMERS: Mapping[str, str] = {
    "full": "中途到岗、离岗的同样要求全额",
    "by_days": "中途到岗、离岗的按在册天数折算",
    "excused": "中途到岗、离岗的不作要求",
}


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Enrolments of one contract with the people's own facts."""

    enrolments: tuple[Enrolment, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)

    def expected(
        self, terms: Terms, target: Target, period: Period, day: date
    ) -> Iterator[tuple[str, Decimal]]:
        """Each person of the target's tiers, with the share of the full amount that is expected."""
        seen: set[str] = set()
        for enrolment in self.enrolments:
            if enrolment.person in seen or not enrolment.overlaps(period.start, period.end):
                continue
            if not any(enrolment.on_roster(d) for d in (max(enrolment.start, period.start),)):
                continue
            if target.tiers and not _in_tiers(enrolment, target, period):
                continue
            seen.add(enrolment.person)
            share = _share(enrolment, period)
            rule = target.newcomers or "full"
            if share < 1 and rule == "excused":
                continue
            yield enrolment.person, share if rule == "by_days" else Decimal(1)

    def eligible(self, terms: Terms, period: Period) -> Iterator[str]:
        """People on the roster at the end of the period who are not excluded."""
        for enrolment in self.enrolments:
            if enrolment.on_roster(period.end) and self._excluded(enrolment, period) is None:
                yield enrolment.person

    def exclusions(self, period: Period) -> Iterator[tuple[str, str]]:
        """Who is excluded from the denominator of that period, each with the reason."""
        for enrolment in self.enrolments:
            if enrolment.on_roster(period.end):
                why = self._excluded(enrolment, period)
                if why:
                    yield enrolment.person, why

    def _excluded(self, enrolment: Enrolment, period: Period) -> str | None:
        person = self.people.get(enrolment.person)
        if person is None:
            return None
        if person.died_on is not None and person.died_on <= period.end:
            return "已去世"
        for absence in person.absences:
            covers = absence.start <= period.start
            if covers and (absence.end is None or absence.end > period.end):
                return vocabulary.ABSENCES.get(absence.reason, absence.reason)
        return None


def _in_tiers(enrolment: Enrolment, target: Target, period: Period) -> bool:
    return any(
        t.tier in target.tiers and t.overlaps(period.start, period.end) for t in enrolment.tiers
    )


def _share(enrolment: Enrolment, period: Period) -> Decimal:
    first = max(enrolment.start, period.start)
    last = min(period.end, enrolment.end - timedelta(days=1)) if enrolment.end else period.end
    return Decimal((last - first).days + 1) / period.days
