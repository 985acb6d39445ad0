"""From ledger entries to what may be paid: tier, approval and agreement of the day of service."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from core.facts import Enrolment, Entry, EntryStatus, Period, PeriodKind, Person
from core.packages.schema import Package
from core.packages.terms import Terms
from core.settlement.rules.given import Served


def served_of(
    terms: Terms,
    entries: Iterable[Entry],
    enrolments: Iterable[Enrolment],
    people: Mapping[str, Person],
    booking: str,
) -> tuple[Served, ...]:
    """What the entries booked in a settlement month say was served, for every line with a price.

    A person's month is paid by any service of that month that may be paid, so duplicates of a counted
    one are looked at too. An entry counted for a contract that does not pay it (费用独占) is left out.
    """
    mine: dict[str, list[Enrolment]] = {}
    for enrolment in enrolments:
        if enrolment.contract == terms.contract.key:
            mine.setdefault(enrolment.person, []).append(enrolment)
    tiers = {tier.line: tier.key for tier in terms.package.tier if tier.line and tier.price}
    priced = {*tiers, *_priced_lines(terms.package)}
    standing = [
        entry
        for entry in _standing(entries)
        if entry.contract == terms.contract.key and entry.booking == booking and entry.paid
    ]
    found = []
    for entry in standing:
        own = (
            entry.line in priced and entry.scope.split(":")[0] == terms.by_key[entry.line].scopes[0]
        )
        again = entry.line in tiers and entry.status is EntryStatus.DUPLICATE
        if own and (entry.status is EntryStatus.COUNTED or again):
            month = terms.period_of(PeriodKind.MONTH, entry.day)
            held = mine.get(entry.person or "", [])
            found.append(_served(entry, month, held, people, tiers.get(entry.line, "")))
    return tuple(found)


def _standing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries that no later one took back."""
    kept: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        place = (entry.contract, entry.line, entry.scope, entry.unit, entry.booking, *entry.source)
        if entry.sign > 0:
            kept.setdefault(place, []).append(entry)
        elif kept.get(place):
            kept[place].pop()
    return tuple(entry for found in kept.values() for entry in found)


def _priced_lines(package: Package) -> Iterator[str]:
    yield from (line.key for line in package.line if line.price is not None)
    yield from (row.line for row in package.price if row.line)


def _served(
    entry: Entry,
    month: Period,
    enrolments: list[Enrolment],
    people: Mapping[str, Person],
    tier: str,
) -> Served:
    held = next((one for one in enrolments if one.on_roster(entry.day)), None)
    agreed = (
        held is not None
        and held.agreement_from is not None
        and held.agreement_from <= entry.day
        and (held.approved_on is None or held.approved_on <= entry.day)
    )
    person = people.get(entry.person or "")
    return Served(
        sources=(entry.record,),
        line=entry.line,
        person=entry.person or "",
        month=month.key,
        tier=tier or (held.tier_on(entry.day) or "" if held else ""),
        identity=person.categories_on(entry.day) if person else frozenset(),
        quantity=entry.quantity,
        days=_days_on_roster(enrolments, month),
        month_days=month.whole_days,
        approved=held is not None,
        agreed=agreed,
    )


def _days_on_roster(enrolments: list[Enrolment], month: Period) -> int:
    days = (month.start + timedelta(days=n) for n in range(month.days))
    return sum(1 for day in days if any(one.on_roster(day) for one in enrolments))
