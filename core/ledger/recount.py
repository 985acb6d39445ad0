"""Tallies added up afresh from the entries, and held against the tallies that are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Connection, case, delete, func, insert, select, type_coerce

from core.facts import EntryStatus
from core.ledger.book import Book
from core.ledger.rows import ENTRY, PERSON_TALLY, TALLY, TALLY_KEY, TALLY_SUMS
from core.store import Exact


@dataclass(kw_only=True, slots=True)
class Difference:
    """Something that does not agree, in one Chinese sentence."""

    what: str
    say: str


def _signed(condition: Any, value: Any = 1) -> Any:
    return func.coalesce(func.sum(case((condition, ENTRY.c.sign * value), else_=0)), 0)


def _quantity(condition: Any) -> Any:
    """The signed sum of quantities, added up as whole thousandths and read back exactly."""
    thousandths = type_coerce(ENTRY.c.quantity, BigInteger)
    return type_coerce(_signed(condition, thousandths), Exact)


def tallies_of_entries(connection: Connection) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every tally as the append-only entries add up to it; empty ones are left out."""
    counted = ENTRY.c.status == EntryStatus.COUNTED.value
    rows = connection.execute(
        select(
            ENTRY.c.contract_id,
            ENTRY.c.line,
            ENTRY.c.scope,
            ENTRY.c.site,
            ENTRY.c.period,
            ENTRY.c.booking,
            ENTRY.c.facet,
            _quantity(counted),
            *(
                _signed(ENTRY.c.status == name).label(name)
                for name in ("counted", "refused", "claimed", "duplicate", "overflow")
            ),
            _signed(counted & ENTRY.c.late).label("late"),
        ).group_by(*(ENTRY.c[name] for name in TALLY_KEY))
    )
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        key = (row[0], row[1], row[2].split(":", 1)[0], *row[3:7])
        sums = found.setdefault(key, [Decimal(0)] + [0] * 6)
        for position, value in enumerate(row[7:]):
            sums[position] += value
    return {key: tuple(sums) for key, sums in found.items() if any(sums)}


def tallies_kept(connection: Connection) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every tally as it is kept; empty ones are left out."""
    rows = connection.execute(select(TALLY)).mappings()
    kept = {
        tuple(row[name] for name in TALLY_KEY): tuple(row[name] for name in TALLY_SUMS)
        for row in rows
    }
    return {key: sums for key, sums in kept.items() if any(sums)}


def people_of_entries(
    connection: Connection, book: Book, contract: str = ""
) -> dict[tuple[Any, ...], Decimal]:
    """Every per-person tally as the entries add up to it; of one contract, or of all."""
    rows = connection.execute(
        select(
            ENTRY.c.contract_id,
            ENTRY.c.period,
            ENTRY.c.person,
            ENTRY.c.line,
            _quantity(ENTRY.c.status == EntryStatus.COUNTED.value),
        )
        .where(
            ENTRY.c.status == EntryStatus.COUNTED.value,
            ENTRY.c.person.is_not(None),
            *([ENTRY.c.contract_id == book.ids[contract]] if contract else []),
        )
        .group_by(ENTRY.c.contract_id, ENTRY.c.period, ENTRY.c.person, ENTRY.c.line)
    )
    found = {}
    for contract_id, period, person, line, quantity in rows:
        terms = book.terms.get(book.keys.get(contract_id, ""))
        if terms is not None and terms.sums_people(line) and quantity:
            found[contract_id, period, person, line] = quantity
    return found


def people_kept(connection: Connection) -> dict[tuple[Any, ...], Decimal]:
    """Every per-person tally as it is kept."""
    rows = connection.execute(select(PERSON_TALLY))
    return {(r.contract_id, r.period, r.person, r.line): r.quantity for r in rows if r.quantity}


def _compare(
    book: Book, kept: dict[Any, Any], meant: dict[Any, Any], what: str
) -> Iterator[Difference]:
    for key in sorted(set(kept) | set(meant), key=str):
        if kept.get(key) != meant.get(key):
            contract = book.keys.get(key[0], str(key[0]))
            say = f"{contract} {' '.join(map(str, key[1:]))}：现存 {kept.get(key, 0)}，应为 {meant.get(key, 0)}"
            yield Difference(what=what, say=say)


def sums_differ(connection: Connection, book: Book) -> Iterator[Difference]:
    """Where the kept tallies are not what the entries add up to."""
    yield from _compare(book, tallies_kept(connection), tallies_of_entries(connection), "tally")
    kept, meant = people_kept(connection), people_of_entries(connection, book)
    yield from _compare(book, kept, meant, "person_tally")


def mend_sums(connection: Connection, book: Book) -> Iterator[Difference]:
    """Write the tallies anew where they differ; yields what was wrong."""
    tallies, people = tallies_of_entries(connection), people_of_entries(connection, book)
    wrong = list(_compare(book, tallies_kept(connection), tallies, "tally"))
    if wrong:
        connection.execute(delete(TALLY))
        connection.execute(
            insert(TALLY),
            [
                {
                    **dict(zip(TALLY_KEY, key, strict=True)),
                    **dict(zip(TALLY_SUMS, sums, strict=True)),
                }
                for key, sums in tallies.items()
            ],
        )
    yield from wrong
    wrong = list(_compare(book, people_kept(connection), people, "person_tally"))
    if wrong:
        connection.execute(delete(PERSON_TALLY))
        _write_people(connection, people)
    yield from wrong


def mend_people(connection: Connection, book: Book, contract: str) -> None:
    """Write the per-person tallies of one contract anew, as its entries add up to them."""
    people = people_of_entries(connection, book, contract)
    connection.execute(delete(PERSON_TALLY).where(PERSON_TALLY.c.contract_id == book.ids[contract]))
    _write_people(connection, people)


def _write_people(connection: Connection, people: dict[tuple[Any, ...], Decimal]) -> None:
    names = ("contract_id", "period", "person", "line")
    rows = [
        {**dict(zip(names, key, strict=True)), "quantity": quantity}
        for key, quantity in people.items()
    ]
    if rows:
        connection.execute(insert(PERSON_TALLY), rows)
