"""What a board reads: sums from the tallies, sums per person, rosters. Never a record.

Each function is a fixed number of statements, for one contract or for all of a county.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from sys import intern
from typing import Any

from sqlalchemy import BigInteger, Connection, func, or_, select, type_coerce

from core.facts import Enrolment, Tally
from core.ledger.book import Book
from core.ledger.rows import PERSON_TALLY, TALLY, TALLY_SUMS
from core.ledger.rules.roster import Roster
from core.packages.rows import enrolments_of_contracts
from core.people.loading import load_people
from core.store import Exact
from core.store.prepared import Among, Prepared
from core.trust.visible import at_or_below

#: Contract → line → its tallies.
ByLine = Mapping[str, Mapping[str, tuple[Tally, ...]]]
#: Contract → the places to which it is limited; of contracts without any, everything is meant.
Places = Mapping[str, tuple[str, ...]]
EVERYWHERE: Places = {}
#: Contract → line → the periods that are asked for, or all of them.
Wanted = Mapping[str, Mapping[str, frozenset[str] | None]]
#: Contract → line → period → person → quantity.
ByPerson = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Decimal]]]]
PEOPLE = select(
    *(PERSON_TALLY.c[name] for name in ("contract_id", "line", "period", "person", "quantity"))
).where(Among(PERSON_TALLY.c.contract_id, "contracts"), Among(PERSON_TALLY.c.line, "lines"))
PEOPLE_EVER = Prepared(PEOPLE)
PEOPLE_IN_PERIODS = Prepared(PEOPLE.where(Among(PERSON_TALLY.c.period, "periods")))


def _sums() -> list[Any]:
    quantity = func.sum(type_coerce(TALLY.c.quantity, BigInteger))
    counts = [func.sum(TALLY.c[name]).label(name) for name in TALLY_SUMS if name != "quantity"]
    return [type_coerce(quantity, Exact).label("quantity"), *counts]


def tallies_of(
    connection: Connection,
    book: Book,
    contracts: Iterable[str],
    *,
    places: Places = EVERYWHERE,
    by_site: bool = False,
    by_booking: bool = False,
    lines: tuple[str, ...] = (),
    until: str = "",
) -> ByLine:
    """Tallies of contracts by line, scope, period and facet: all booking months together.

    ``places`` limits contracts to some places and all below them; ``by_site`` keeps the places
    apart, ``by_booking`` the months in which was booked; ``lines`` are some lines only. ``until``
    leaves out what is booked after that month.
    """
    apart = {"site": by_site, "booking": by_booking}
    keys = [
        "contract_id",
        "line",
        "scope",
        "period",
        "facet",
        *(k for k, on in apart.items() if on),
    ]
    columns = [TALLY.c[key] for key in keys]
    wanted = select(*columns, *_sums()).group_by(*columns)
    contracts = list(contracts)
    wanted = wanted.where(TALLY.c.contract_id.in_([book.ids[key] for key in contracts]))
    if lines:
        wanted = wanted.where(TALLY.c.line.in_(lines))
    if until:
        wanted = wanted.where(TALLY.c.booking <= until)
    for key in contracts:
        if places.get(key):
            near = or_(*(at_or_below(TALLY.c.site, place) for place in places[key]))
            wanted = wanted.where(or_(TALLY.c.contract_id != book.ids[key], near))
    found: dict[str, dict[str, list[Tally]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(wanted):
        contract = book.keys[row.contract_id]
        found[contract][row.line].append(
            Tally(
                contract=contract,
                line=row.line,
                scope=row.scope,
                site=row.site if by_site else "",
                period=row.period,
                booking=row.booking if by_booking else "",
                facet=row.facet,
                quantity=row.quantity,
                **{name: int(getattr(row, name)) for name in TALLY_SUMS if name != "quantity"},
            )
        )
    return {
        contract: {line: tuple(tallies) for line, tallies in lines.items()}
        for contract, lines in found.items()
    }


def people_sums(
    connection: Connection,
    book: Book,
    wanted: Wanted,
) -> ByPerson:
    """Sums per person of some lines: of the named periods, or of all of them (``None``).

    One statement for the former and one for the latter, for however many contracts.
    """
    cells: defaultdict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(dict)
    for contract_id, line, period, person, quantity in _people_rows(connection, book, wanted):
        cells[contract_id, line, period][intern(person)] = quantity
    found: dict[str, dict[str, dict[str, dict[str, Decimal]]]] = {}
    for (contract_id, line, period), people in cells.items():
        contract = book.keys[contract_id]
        asked = wanted[contract].get(line, frozenset())
        if asked is None or period in asked:
            found.setdefault(contract, {}).setdefault(line, {})[period] = people
    return found


def _people_rows(
    connection: Connection,
    book: Book,
    wanted: Wanted,
) -> list[Any]:
    named: set[tuple[int, str]] = set()
    every: set[tuple[int, str]] = set()
    periods: set[str] = set()
    for contract, lines in wanted.items():
        for line, asked in lines.items():
            (every if asked is None else named).add((book.ids[contract], line))
            periods |= asked or frozenset()
    rows: list[Any] = []
    if periods:
        rows += PEOPLE_IN_PERIODS.rows(connection, **_of(named), periods=sorted(periods))
    if every:
        rows += PEOPLE_EVER.rows(connection, **_of(every))
    return rows


def _of(lines: set[tuple[int, str]]) -> dict[str, list[Any]]:
    return {
        "contracts": sorted({contract for contract, _ in lines}),
        "lines": sorted({line for _, line in lines}),
    }


def rosters_of(connection: Connection, book: Book, contracts: Iterable[str]) -> dict[str, Roster]:
    """The rosters of contracts with their people's dated facts: four statements in all."""
    contracts = list(contracts)
    if not contracts:
        return {}
    enrolments, people = enrolments_of_contracts(connection, [book.ids[key] for key in contracts])
    facts = {person.id: person for person in load_people(connection, people).values()}
    held: dict[str, list[Enrolment]] = {key: [] for key in contracts}
    for one in enrolments:
        held[one.contract].append(one)
    return {
        key: Roster(
            enrolments=tuple(own),
            people={e.person: facts[e.person] for e in own if e.person in facts},
        )
        for key, own in held.items()
    }


def within_places(roster: Roster, places: tuple[str, ...]) -> Roster:
    """The part of a roster that lives at some places or below them; none means everywhere."""
    if not places:
        return roster
    return roster.once(("within", places), (), lambda: _within(roster, places))


def _within(roster: Roster, places: tuple[str, ...]) -> Roster:
    people = {
        key: person
        for key, person in roster.people.items()
        if any(f"{person.site or ''}/".startswith(f"{place}/") for place in places)
    }
    return replace(
        roster, people=people, enrolments=tuple(e for e in roster.enrolments if e.person in people)
    )
