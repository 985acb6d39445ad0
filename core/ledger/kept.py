"""Standings as they are in the database: read whole, and turned back into candidates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, select

from core.facts import EntryStatus, Reason
from core.ledger.book import Book
from core.ledger.rows import ENTRY, STANDING
from core.ledger.rules.book import Rulebook
from core.ledger.rules.settle import OVERFLOW_MARK, Standing
from core.store.prepared import Among, Prepared

SEPARATOR = "|"
STANDING_ENTRIES = select(ENTRY).join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
OF_RECORDS = Prepared(STANDING_ENTRIES.where(Among(STANDING.c.record, "records")))
Key = tuple[str, str, str, str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A standing as it is in the database, with its entry."""

    entry_id: int
    standing: Standing
    booking: str
    period: str
    sealed: bool

    @property
    def key(self) -> Key:
        """What tells it from every other standing."""
        return key_of(self.standing)


def key_of(standing: Standing) -> Key:
    """Contract, line, scope, unit and source: what tells a standing from every other."""
    return standing.contract, standing.line, standing.scope, standing.unit, standing.source


def kept_where(
    connection: Connection, book: Book, rulebook: Rulebook, condition: Any
) -> list[Kept]:
    """The standings that fulfil a condition.

    Those of a contract whose contract type is not installed just now are left as they are: nobody
    could say what they should be.
    """
    return _known(connection.execute(STANDING_ENTRIES.where(condition)), book, rulebook)


def kept_of(
    connection: Connection, book: Book, rulebook: Rulebook, records: Iterable[str]
) -> list[Kept]:
    """The standings of these records, likewise."""
    return _known(OF_RECORDS.rows(connection, records=list(records)), book, rulebook)


def _known(rows: Iterable[Any], book: Book, rulebook: Rulebook) -> list[Kept]:
    return [
        _from_row(row, book, rulebook)
        for row in rows
        if book.keys.get(row.contract_id) in rulebook.terms
    ]


def _from_row(row: Any, book: Book, rulebook: Rulebook) -> Kept:
    contract = book.keys[row.contract_id]
    return Kept(
        entry_id=row.id,
        booking=row.booking,
        period=row.period,
        sealed=row.booking in rulebook.sealed.get(contract, frozenset()),
        standing=Standing(
            contract=contract,
            line=row.line,
            scope=row.scope,
            unit=row.unit,
            source=tuple(row.source.split(SEPARATOR)),
            day=row.day,
            quantity=row.quantity,
            site=row.site,
            person=row.person,
            facet=row.facet,
            late=row.late,
            paid=row.paid,
            status=EntryStatus(row.status),
            reasons=tuple(Reason(code=code, say=say) for code, say in row.reasons),
        ),
    )


def bare(standing: Standing) -> Standing:
    """An overflow entry under the unit that it overflowed from."""
    return replace(standing, unit=standing.unit.removesuffix(OVERFLOW_MARK))


def as_candidates(kept: Iterable[Kept], in_seals: frozenset[Key]) -> list[Standing]:
    """Standings as candidates again: an overflow goes back to the entry that it was cut from.

    ``in_seals`` names those that are counted in a sealed month and stay: they come first.
    """
    found: dict[Key, Standing] = {}
    for one in kept:
        standing = bare(one.standing)
        key = key_of(standing)
        before = found.get(key)
        competes = standing.competes
        found[key] = replace(
            standing,
            quantity=standing.quantity + (before.quantity if before else 0),
            sealed=one.key in in_seals or (before.sealed if before else False),
            status=EntryStatus.COUNTED if competes else standing.status,
            reasons=() if competes else standing.reasons,
        )
    return list(found.values())


def same(one: Standing, kept: Standing) -> bool:
    """Whether a standing is what is kept already."""
    return (
        one.status is kept.status
        and one.quantity == kept.quantity
        and one.day == kept.day
        and one.site == kept.site
        and one.facet == kept.facet
        and one.late == kept.late
        and one.paid == kept.paid
        and one.reasons == kept.reasons
    )
