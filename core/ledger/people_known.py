"""Rosters and people's sums as boards need them, remembered until something could change them.

A large county's roster takes longer to read than a page to draw. Here it is read once, until the
marks (``core/ledger/marks.py``) say that a person or a roster may have changed; sums are read
again only of those people of whom something was entered since. Only for readers of what is
committed: a writer that asked here would leave behind what it may yet take back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from sqlalchemy import Connection

from core.ledger.book import Book
from core.ledger.contacts import Contacts
from core.ledger.marks import Mark, mark_of, only_entries_since
from core.ledger.rules.roster import Roster
from core.ledger.sums_known import SumsKnown
from core.ledger.tallied import ByPerson, Wanted, rosters_of


@dataclass(kw_only=True, slots=True)
class _Kept:
    mark: Mark
    rosters: dict[str, Roster] = field(default_factory=dict)
    sums: dict[str, SumsKnown] = field(default_factory=dict)

    def of(self, contract: str) -> SumsKnown:
        return self.sums.setdefault(contract, SumsKnown(contract=contract))


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
                {key: of(key).of(key).sums(connection, book, own) for key, own in sums.items()},
            )

    def last_contacts(
        self, connection: Connection, book: Book, contract: str, lines: Iterable[str], day: date
    ) -> Contacts:
        """What the function of that name answers."""
        lines = list(lines)
        if not lines:
            return {}
        with self._lock:
            kept = self._still_true(connection, book, book.terms[contract].contract.county)
            return kept.of(contract).contacts(connection, book, lines, day)

    def _still_true(self, connection: Connection, book: Book, county: str) -> _Kept:
        kept, now = self._counties.get(county), mark_of(connection, book, county)
        if kept is None or not only_entries_since(connection, kept.mark, now):
            kept = self._counties[county] = _Kept(mark=now)
        kept.mark = now
        return kept
