"""Rosters and people's sums as boards need them, remembered until something could change them.

A large county's roster takes longer to read than a page to draw. Here it is read once, until the
marks (``core/ledger/marks.py``) say that a person or a roster may have changed; sums are read
again only of those people of whom something was entered since. Only for readers of what is
committed: a writer that asked here would leave behind what it may yet take back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from sys import intern
from threading import Lock

from sqlalchemy import Connection, bindparam, select

from core.ledger.book import Book
from core.ledger.latest import latest_entry
from core.ledger.marks import Mark, mark_of, only_entries_since
from core.ledger.rows import ENTRY, PERSON_TALLY
from core.ledger.rules.roster import Roster
from core.ledger.tallied import ByPerson, people_sums, rosters_of
from core.store.prepared import Among, Prepared

#: Contract → line → the periods that are asked for, or all of them.
Wanted = Mapping[str, Mapping[str, frozenset[str] | None]]
#: (Line, period) → person → quantity. What is in it is never changed, only put in anew.
Sums = dict[tuple[str, str], Mapping[str, Decimal]]
#: So many periods of lines are kept for a contract.
MOST_KEPT = 64
ENTERED = Prepared(
    select(ENTRY.c.person)
    .distinct()
    .where(
        ENTRY.c.contract_id == bindparam("contract"),
        ENTRY.c.id > bindparam("known"),
        ENTRY.c.person.is_not(None),
    )
)
SUMS_OF_SOME = Prepared(
    select(PERSON_TALLY).where(
        PERSON_TALLY.c.contract_id == bindparam("contract"),
        Among(PERSON_TALLY.c.period, "periods"),
        Among(PERSON_TALLY.c.person, "people"),
    )
)


@dataclass(kw_only=True, slots=True)
class _Kept:
    mark: Mark
    rosters: dict[str, Roster] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    sums: dict[str, Sums] = field(default_factory=dict)


class PeopleKnown:
    """The rosters and people's sums of the counties of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counties: dict[str, _Kept] = {}

    def load(
        self, connection: Connection, book: Book, rosters: Iterable[str], sums: Wanted
    ) -> tuple[dict[str, Roster], ByPerson]:
        """What ``rosters_of`` and ``people_sums`` answer, with as little reading as can be."""
        rosters = list(rosters)
        with self._lock:
            kept = {
                county: self._still_true(connection, book, county)
                for county in {book.terms[key].contract.county for key in (*rosters, *sums)}
            }

            def of(key: str) -> _Kept:
                return kept[book.terms[key].contract.county]

            unread = [key for key in rosters if key not in of(key).rosters]
            for key, roster in rosters_of(connection, book, unread).items():
                of(key).rosters[key] = roster
            return (
                {key: of(key).rosters[key] for key in rosters},
                {key: _sums(connection, book, of(key), key, own) for key, own in sums.items()},
            )

    def _still_true(self, connection: Connection, book: Book, county: str) -> _Kept:
        kept, now = self._counties.get(county), mark_of(connection, book, county)
        if kept is None or not only_entries_since(connection, kept.mark, now):
            kept = self._counties[county] = _Kept(mark=now)
        kept.mark = now
        return kept


def _sums(
    connection: Connection,
    book: Book,
    kept: _Kept,
    contract: str,
    wanted: Mapping[str, frozenset[str] | None],
) -> dict[str, dict[str, Mapping[str, Decimal]]]:
    """Line → period → person → quantity; lines that are wanted of all periods are not kept."""
    known = _renewed(connection, book, kept, contract)
    unread = {
        line: None if periods is None else frozenset(p for p in periods if (line, p) not in known)
        for line, periods in wanted.items()
    }
    read = people_sums(connection, book, {contract: unread}).get(contract, {})
    found: dict[str, dict[str, Mapping[str, Decimal]]] = {}
    for line, periods in wanted.items():
        fresh = read.get(line, {})
        if periods is None:
            found[line] = dict(fresh)
            continue
        for period in unread.get(line) or ():
            known[line, period] = fresh.get(period, {})
        found[line] = {period: known[line, period] for period in periods}
    return found


def _renewed(connection: Connection, book: Book, kept: _Kept, contract: str) -> Sums:
    """What is kept of a contract, with the people read anew of whom something was entered."""
    known = kept.sums.setdefault(contract, {})
    before = kept.entries.get(contract, 0)
    now = kept.entries[contract] = latest_entry(connection, book, [contract])
    if now < before or len(known) > MOST_KEPT:
        known.clear()
    if not known or now == before:
        return known
    number = book.ids[contract]
    people = [intern(r.person) for r in ENTERED.rows(connection, contract=number, known=before)]
    periods = sorted({period for _, period in known})
    fresh: dict[tuple[str, str], dict[str, Decimal]] = {}
    rows = SUMS_OF_SOME.rows(connection, contract=number, periods=periods, people=people)
    for row in rows:
        fresh.setdefault((row.line, row.period), {})[intern(row.person)] = row.quantity
    for at, old in known.items():
        new = fresh.get(at, {})
        if any(old.get(person) != new.get(person) for person in people):
            others = {person: number for person, number in old.items() if person not in new}
            for person in people:
                others.pop(person, None)
            known[at] = others | new
    return known
