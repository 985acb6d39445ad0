"""What was counted, side by side: by place, and by the month in which it was booked."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from sqlalchemy import Connection

from core.facts import Tally
from core.ledger.book import Book
from core.ledger.rules.seen import in_units
from core.ledger.tallied import tallies_of
from core.packages.terms import Terms

#: Line → place or month → quantity in the line's own unit.
SideBySide = Mapping[str, Mapping[str, Decimal]]


def by_site(
    connection: Connection, book: Book, contract: str, places: tuple[str, ...] = ()
) -> SideBySide:
    """Line → place → what was counted there, in the line's unit: for comparing stations."""
    near = {contract: places}
    found = tallies_of(connection, book, [contract], places=near, by_site=True)
    return _summed(book.terms[contract], found.get(contract, {}), "site")


def by_month(
    connection: Connection,
    book: Book,
    contract: str,
    places: tuple[str, ...] = (),
    lines: Iterable[str] = (),
) -> SideBySide:
    """Line → settlement month → what was booked in it, in the line's unit; some lines, or all."""
    near = {contract: places}
    found = tallies_of(
        connection, book, [contract], places=near, by_booking=True, lines=tuple(lines)
    )
    return _summed(book.terms[contract], found.get(contract, {}), "booking")


def _summed(
    terms: Terms, tallies: Mapping[str, Iterable[Tally]], name: Literal["site", "booking"]
) -> SideBySide:
    found = {}
    for line in terms.every_line.values():
        sums: dict[str, Decimal] = {}
        for tally in tallies.get(line.key, ()):
            if tally.scope == line.scopes[0] and tally.quantity:
                key = getattr(tally, name)
                sums[key] = sums.get(key, Decimal(0)) + tally.quantity
        found[line.key] = {key: in_units(line, quantity) for key, quantity in sums.items()}
    return found
