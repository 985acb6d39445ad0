"""Posting: entries, standings and tallies of records, in the transaction that changed them.

One function serves a single visit, a correction, a tier change and a rebuild: count the records
anew, load whoever competes with them for a unit or a cap, settle by the pure rules, and write
only the differences. Nothing of a sealed month is touched: what it loses is taken back by a
linked entry booked in an open month.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from core.activities.loading import load_records
from core.facts import Entry, Record
from core.ledger.book import Book, sealed_months
from core.ledger.competing import in_seals_of, settled
from core.ledger.kept import Kept, Key, kept_of, key_of, same
from core.ledger.rules.book import Rulebook
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.settle import Standing
from core.ledger.writing import write
from core.packages.rows import enrolments_of_people
from core.people.loading import load_people, person_id_of


@dataclass(kw_only=True)
class Posting:
    """What a posting changed: entries in the order in which they were written."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything was written at all."""
        return bool(self.entries)


def load_facts(connection: Connection, book: Book, records: Iterable[Record]) -> CountingFacts:
    """The people and enrolments that the records name."""
    uuids = {a.person for record in records for a in record.attendances}
    uuids |= {i.person for record in records for i in record.items if i.person}
    return load_facts_of(connection, book, uuids)


def load_facts_of(connection: Connection, book: Book, uuids: Iterable[str]) -> CountingFacts:
    """These people and their enrolments."""
    uuids = set(uuids)
    if not uuids:
        return CountingFacts(words=book.words)
    ids = person_id_of(connection, sorted(uuids))
    people = load_people(connection, ids.values())
    return CountingFacts(
        people={person.id: person for person in people.values()},
        enrolments=enrolments_of_people(connection, ids.values()),
        words=book.words,
    )


def post(
    connection: Connection,
    book: Book,
    uuids: Iterable[str],
    at: datetime,
    *,
    fresh: Iterable[Record] = (),
    facts: CountingFacts | None = None,
) -> Posting:
    """Bring the ledger in line with these records as they are now; returns what changed.

    ``fresh`` are records that were written in this very transaction: they are known, and the
    ledger cannot hold anything of them yet. ``facts`` are the people of all the records.
    """
    uuids = list(dict.fromkeys(uuids))
    records = [*fresh, *load_records(connection, uuids).values()]
    facts = facts or load_facts(connection, book, records)
    rulebook = book.rulebook(sealed_months(connection, book))
    old = kept_of(connection, book, rulebook, uuids) if uuids else []
    desired, touched, going = _desired(connection, book, rulebook, records, facts, old)
    stays = {key: kept for key, kept in touched.items() if key not in going}
    leaves = [kept for key, kept in touched.items() if key in going]
    return Posting(entries=write(connection, book, rulebook, desired, stays, leaves, at))


def preview(
    connection: Connection, book: Book, record: Record, facts: CountingFacts | None = None
) -> tuple[Entry, ...]:
    """What a record would be before it is saved: the same counting, nothing written."""
    facts = facts or load_facts(connection, book, [record])
    rulebook = book.rulebook(sealed_months(connection, book))
    old = kept_of(connection, book, rulebook, [record.id]) if record.id else []
    desired, _, _ = _desired(connection, book, rulebook, [record], facts, old)
    return tuple(rulebook.entry(one) for one in desired if one.source[0] == record.id)


def _desired(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    records: list[Record],
    facts: CountingFacts,
    old: list[Kept],
) -> tuple[list[Standing], dict[Key, Kept], frozenset[Key]]:
    """How everything concerned should stand, what is there, and what of it has to go anyway.

    What is counted in a sealed month comes first, as long as it stays exactly as it is. An entry
    that cannot stay loses that precedence, and all is settled again without it. Whatever lost it
    is taken back, so that a second posting of the same facts finds nothing to change.
    """
    unsealed: frozenset[Key] = frozenset()
    while True:
        in_seals = in_seals_of(old, unsealed)
        held = {
            (kept.standing.contract, kept.standing.line, kept.standing.source): kept.standing.paid
            for kept in old
            if kept.key in in_seals
        }
        new = [
            standing
            for record in records
            for standing in rulebook.standings_of(record, facts, held)
        ]
        desired, touched = settled(connection, book, rulebook, new, old, unsealed)
        wanted = {key_of(one): one for one in desired}
        lost = {
            key
            for key in in_seals_of(touched.values(), unsealed)
            if key not in wanted or not same(wanted[key], touched[key].standing)
        }
        if not lost:
            return desired, touched, unsealed
        unsealed |= lost
