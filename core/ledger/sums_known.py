"""People's sums and last contacts of one contract, as boards look at them again and again.

Read once; after that only of those people of whom something was entered since.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from sys import intern

from sqlalchemy import Connection, bindparam, select

from core.ledger.book import Book
from core.ledger.contacts import Contacts, last_contacts, moved_on
from core.ledger.latest import latest_entry
from core.ledger.rows import ENTRY, PERSON_TALLY
from core.ledger.tallied import people_sums
from core.store.prepared import Among, Prepared

#: So many periods of lines are kept, and so many days of last contacts.
MOST_CELLS, MOST_DAYS = 160, 16
ENTERED = Prepared(
    select(ENTRY.c.line, ENTRY.c.period, ENTRY.c.person)
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
class SumsKnown:
    """What is known of a contract at an entry. Mappings in it are never changed, only put in anew.

    ``cells`` are (line, period) → person → quantity; of the lines in ``whole`` every period is
    there. ``last`` is (line, day) → person → the last contact up to that day.
    """

    contract: str
    entry: int = 0
    cells: dict[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    last: dict[tuple[str, date], Mapping[str, date]] = field(default_factory=dict)

    def sums(
        self, connection: Connection, book: Book, wanted: Mapping[str, frozenset[str] | None]
    ) -> dict[str, dict[str, Mapping[str, Decimal]]]:
        """What ``people_sums`` answers for this contract."""
        self._renew(connection, book)
        unread = {
            line: None
            if periods is None
            else frozenset(p for p in periods if not self._has(line, p))
            for line, periods in wanted.items()
            if line not in self.whole
        }
        read = people_sums(connection, book, {self.contract: unread}).get(self.contract, {})
        for line, periods in unread.items():
            fresh = read.get(line, {})
            for period in fresh if periods is None else periods:
                self.cells[line, period] = fresh.get(period, {})
            if periods is None:
                self.whole.add(line)
        found: dict[str, dict[str, Mapping[str, Decimal]]] = {line: {} for line in wanted}
        for (line, period), people in self.cells.items():
            if line in wanted and people:
                asked = wanted[line]
                if asked is None or period in asked:
                    found[line][period] = people
        return found

    def contacts(
        self, connection: Connection, book: Book, lines: Iterable[str], day: date
    ) -> Contacts:
        """What ``last_contacts`` answers for this contract."""
        lines = list(lines)
        if lines:
            self._renew(connection, book)
        unread = [line for line in lines if (line, day) not in self.last]
        if len(self.last) + len(unread) > MOST_DAYS:
            self.last.clear()
            unread = lines
        fresh = last_contacts(connection, book, self.contract, unread, day)
        self.last |= {(line, day): people for line, people in fresh.items()}
        return {line: self.last[line, day] for line in lines}

    def _has(self, line: str, period: str) -> bool:
        return (line, period) in self.cells

    def _renew(self, connection: Connection, book: Book) -> None:
        """Bring what is known up to the newest entry."""
        before, now = self.entry, latest_entry(connection, book, [self.contract])
        if now < before or len(self.cells) > MOST_CELLS:
            self.cells.clear()
            self.whole.clear()
        if now < before:
            self.last.clear()
        if now > before and (self.cells or self.whole):
            self._renew_sums(connection, book, before)
        if now > before:
            for (line, day), people in self.last.items():
                self.last[line, day] = moved_on(
                    connection, book, self.contract, line, day, people, before
                )
        self.entry = now

    def _renew_sums(self, connection: Connection, book: Book, before: int) -> None:
        number = book.ids[self.contract]
        entered: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for line, period, person in ENTERED.rows(connection, contract=number, known=before):
            if self._has(line, period) or line in self.whole:
                entered[line, period].add(person)
        rows = SUMS_OF_SOME.rows(
            connection,
            contract=number,
            periods=sorted({period for _, period in entered}),
            people=sorted(set().union(*entered.values())),
        )
        now = {(row.line, row.period, row.person): row.quantity for row in rows}
        for (line, period), people in entered.items():
            old = self.cells.get((line, period), {})
            own = {p: now.get((line, period, p)) for p in people}
            if any(old.get(person) != quantity for person, quantity in own.items()):
                every = {**old, **{intern(person): quantity for person, quantity in own.items()}}
                self.cells[line, period] = {p: q for p, q in every.items() if q is not None}
