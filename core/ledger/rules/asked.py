"""Whom a target asks for: everybody expected to have something, and a rate's denominator. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from core.facts import Enrolment, Period, vocabulary
from core.ledger.rules.alike import Alike, alike, asked_by
from core.ledger.rules.of_person import fulfils
from core.ledger.rules.roster import Roster
from core.packages.fields import EXCLUSIONS, NOBODY
from core.packages.schema import Target
from core.packages.terms import Terms


def expected(
    terms: Terms, target: Target, roster: Roster, period: Period
) -> Iterator[tuple[Decimal, tuple[str, ...]]]:
    """(Share of the full amount, of whom it is expected), for everybody whom the target asks for.

    Tiers are those of any day of the period; conditions are judged on the last day on the roster.
    """
    for one in _alike(terms, target, roster):
        for enrolment in one.enrolments:
            if not enrolment.overlaps(period.start, period.end):
                continue
            if not enrolment.on_roster(max(enrolment.start, period.start)):
                continue
            if not _is_asked_for(terms, target, one, enrolment, period):
                continue
            share = _share(enrolment, period)
            rule = target.newcomers or "full"
            if share == 1 or rule != "excused":
                yield share if rule == "by_days" else Decimal(1), one.people
            break


def population(
    terms: Terms, target: Target, roster: Roster, period: Period
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """(Why they are left out, if so, and who) for everybody in a rate's denominator of that period.

    ``target.of`` says on which days one has to stand on the roster to belong to it.
    """
    for one in _alike(terms, target, roster):
        if any(
            _stood(enrolment, target.of, period)
            and _is_asked_for(terms, target, one, enrolment, period)
            for enrolment in one.enrolments
        ):
            yield _excluded(one, target, period), one.people


def _alike(terms: Terms, target: Target, roster: Roster) -> tuple[Alike, ...]:
    return alike(roster, asked_by((), terms.alternatives(target.when)))


def _is_asked_for(
    terms: Terms, target: Target, one: Alike, enrolment: Enrolment, period: Period
) -> bool:
    if target.tiers and not _in_tiers(enrolment, target, period):
        return False
    if not target.when:
        return True
    day = _last_day(enrolment, period)
    return fulfils((), terms.alternatives(target.when), one.somebody, enrolment, day)


def _excluded(one: Alike, target: Target, period: Period) -> str | None:
    """Dead, or absent for the whole period, for one of the reasons that the target lists."""
    person = one.person
    if person is None:
        return None
    listed = target.excluding or tuple(EXCLUSIONS)
    if NOBODY in target.excluding:
        return None
    if "died" in listed and person.died_on is not None and person.died_on <= period.end:
        return EXCLUSIONS["died"]
    for absence in person.absences:
        whole = absence.start <= period.start and (absence.end is None or absence.end > period.end)
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
