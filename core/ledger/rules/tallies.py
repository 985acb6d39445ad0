"""Folding entries into tallies: the same sums that the store keeps entry by entry."""

from collections.abc import Iterable
from decimal import Decimal

from core.facts import Entry, EntryStatus, PersonTally, Tally
from core.ledger.rules.book import scope_kind

TallyKey = tuple[str, str, str, str, str, str, str]
#: What is pending 待计 adds to no sum: it is shown by its own entries until the rule works again.
COLUMN_OF = {
    EntryStatus.COUNTED: "counted",
    EntryStatus.REFUSED: "refused",
    EntryStatus.CLAIMED: "claimed",
    EntryStatus.DUPLICATE: "duplicate",
    EntryStatus.OVERFLOW: "overflow",
}


def key_of(entry: Entry) -> TallyKey:
    """The tally that an entry belongs to."""
    return (
        entry.contract,
        entry.line,
        scope_kind(entry.scope),
        entry.site,
        entry.period,
        entry.booking,
        entry.facet,
    )


def changes_of(entry: Entry) -> dict[str, Decimal | int]:
    """What an entry adds to its tally (takes away, when its sign is -1)."""
    if entry.status is EntryStatus.PENDING:
        return {}
    changes: dict[str, Decimal | int] = {COLUMN_OF[entry.status]: entry.sign}
    if entry.status is EntryStatus.COUNTED:
        changes["quantity"] = entry.quantity * entry.sign
        if entry.late:
            changes["late"] = entry.sign
    return changes


def fold(entries: Iterable[Entry]) -> tuple[Tally, ...]:
    """The tallies of the entries, in key order; empty ones are left out."""
    sums: dict[TallyKey, dict[str, Decimal | int]] = {}
    for entry in entries:
        cell = sums.setdefault(key_of(entry), {})
        for name, change in changes_of(entry).items():
            cell[name] = cell.get(name, 0) + change
    return tuple(
        Tally(
            contract=key[0],
            line=key[1],
            scope=key[2],
            site=key[3],
            period=key[4],
            booking=key[5],
            facet=key[6],
            **cell,  # type: ignore[arg-type]
        )
        for key, cell in sorted(sums.items())
        if any(cell.values())
    )


def fold_people(
    entries: Iterable[Entry], judged: frozenset[tuple[str, str]]
) -> tuple[PersonTally, ...]:
    """Per-person sums of the (contract, line) pairs that are judged person by person."""
    sums: dict[tuple[str, str, str, str], Decimal] = {}
    for entry in entries:
        if entry.person and entry.status is EntryStatus.COUNTED:
            if (entry.contract, entry.line) not in judged:
                continue
            key = entry.contract, entry.line, entry.person, entry.period
            sums[key] = sums.get(key, Decimal(0)) + entry.quantity * entry.sign
    return tuple(
        PersonTally(contract=key[0], line=key[1], person=key[2], period=key[3], quantity=quantity)
        for key, quantity in sorted(sums.items())
        if quantity
    )
