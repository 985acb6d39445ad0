"""Counting again what a change of facts touches: a tier, a roster, a category, a household."""

from collections.abc import Iterable

from core.activities.loading import uuids_of_people
from core.facts import Entry
from core.ledger.book import Book
from core.ledger.posting import post
from core.people.loading import person_id_of
from core.store import Unit

CHUNK = 200


def repost_people(unit: Unit, book: Book, person_uuids: Iterable[str]) -> tuple[Entry, ...]:
    """Count every record of these people again; returns the entries that changed."""
    ids = person_id_of(unit.connection, list(person_uuids))
    return repost(unit, book, uuids_of_people(unit.connection, ids.values()))


def repost(unit: Unit, book: Book, uuids: list[str]) -> tuple[Entry, ...]:
    """Count these records again, in short chunks of this transaction."""
    changed: list[Entry] = []
    for at in range(0, len(uuids), CHUNK):
        changed += post(unit.connection, book, uuids[at : at + CHUNK], unit.at).entries
    unit.entries.extend(changed)
    return tuple(changed)
