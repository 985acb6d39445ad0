"""From ledger entries to what may be paid: tier, approval and agreement of the day of service."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from core.facts import Enrolment, Entry, EntryStatus, Period, PeriodKind, Person, Record
from core.packages.schema import Measure, Package
from core.packages.terms import Terms
from core.settlement.rules.given import Served

#: Record and path of an item → its code in the catalogue.
ItemCodes = Mapping[tuple[str, str], str]
NO_CODES: ItemCodes = MappingProxyType({})


def served_of(
    terms: Terms,
    entries: Iterable[Entry],
    enrolments: Iterable[Enrolment],
    people: Mapping[str, Person],
    booking: str,
    codes: ItemCodes = NO_CODES,
) -> tuple[Served, ...]:
    """What the entries booked in a settlement month say was served, for every line or item with a price.

    A person's month is paid by any service of that month that may be paid, so duplicates of a counted
    one are looked at too. An entry counted for a contract that does not pay it (费用独占) is left out.
    ``codes`` tell which service an entry is about (``item_codes``). A service with a price of its own
    is paid once, whichever line counted it, unless a line with a price pays it already; one that is
    priced by the minute is read from a line of hours.
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
    of_item = {row.line for row in terms.package.price if row.line and row.item}
    found: list[Served] = []
    paid: set[tuple[str, ...]] = set()
    for entry in standing:
        counted = entry.status is EntryStatus.COUNTED
        again = entry.line in tiers and entry.status is EntryStatus.DUPLICATE
        if entry.line in priced and _in_first_scope(terms, entry) and (counted or again):
            code = _code_of(entry, codes) if entry.line in of_item else ""
            found.append(_served(terms, entry, mine, people, code, tiers.get(entry.line, "")))
            paid.add(entry.source)
    items = set(_priced_items(terms.package))
    for entry in standing:
        counted = entry.status is EntryStatus.COUNTED and _in_first_scope(terms, entry)
        code = _code_of(entry, codes)
        if counted and entry.source not in paid and (code, _is_timed(terms, entry)) in items:
            found.append(_served(terms, entry, mine, people, code, ""))
            paid.add(entry.source)
    return tuple(found)


def item_codes(records: Iterable[Record]) -> ItemCodes:
    """Which service of the catalogue each item of these records is."""
    return {
        (record.id, f"item:{item.id}"): item.code for record in records for item in record.items
    }


def unseen_items(package: Package) -> tuple[str, ...]:
    """The services with a price of their own that no line looks at as they are priced: codes."""
    seen = {code for line in package.line for code in line.items}
    timed = {code for line in package.line if line.measure is Measure.HOURS for code in line.items}
    return tuple(
        code
        for code, by_minutes in sorted(_priced_items(package))
        if code not in (timed if by_minutes else seen)
    )


def _priced_items(package: Package) -> Iterator[tuple[str, bool]]:
    """Each service with a price that names no line, and whether it is for minutes."""
    yield from ((item.code, False) for item in package.item if item.price is not None)
    yield from (
        (row.item, row.minutes is not None) for row in package.price if row.item and not row.line
    )


def _is_timed(terms: Terms, entry: Entry) -> bool:
    """Whether the entry counts minutes."""
    return terms.by_key[entry.line].measure is Measure.HOURS


def _code_of(entry: Entry, codes: ItemCodes) -> str:
    return codes.get((entry.source[0], entry.source[-1]), "")


def _in_first_scope(terms: Terms, entry: Entry) -> bool:
    """A line that counts within several scopes is paid by its first."""
    line = terms.by_key.get(entry.line)
    return line is not None and entry.scope.split(":")[0] == line.scopes[0]


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
    terms: Terms,
    entry: Entry,
    rosters: Mapping[str, list[Enrolment]],
    people: Mapping[str, Person],
    item: str,
    tier: str,
) -> Served:
    month = terms.period_of(PeriodKind.MONTH, entry.day)
    enrolments = rosters.get(entry.person or "", [])
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
        item=item,
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
