"""Undoing an import 撤回, as far as it is honest: records are voided, people leave the roster again.

Nothing is deleted: what was imported stays readable with the reason, and people keep their files.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from core.activities.rows import RECORD
from core.ledger.book import Book
from core.packages.rosters import withdraw
from core.people.loading import chunks
from core.recording import repost_people, void
from core.recording.batch import count_many
from core.store import Unit


def undo_records(unit: Unit, book: Book, uuids: Sequence[str], reason: str) -> dict[str, Any]:
    """Void what still stands of these records and count anew; who corrected one since keeps it.

    Returns how many were voided, and how many were left because somebody has changed them.
    """
    voided: list[str] = []
    changed = 0
    for some in chunks(uuids):
        rows = unit.connection.execute(
            select(RECORD.c.uuid, RECORD.c.version, RECORD.c.void).where(RECORD.c.uuid.in_(some))
        ).all()
        for row in rows:
            if row.version > 1 or row.void:
                changed += 1
                continue
            void(unit, book, row.uuid, version=1, reason=reason, count=False)
            voided.append(row.uuid)
    count_many(unit, book, voided)
    return {"voided": len(voided), "changed": changed}


def undo_roster(unit: Unit, book: Book, uuids: Sequence[str], reason: str) -> dict[str, Any]:
    """Take back enrolments that nobody has changed since; their people's records count anew."""
    people = [person for uuid in uuids if (person := withdraw(unit, uuid, reason))]
    repost_people(unit, book, people)
    return {"withdrawn": len(people), "changed": len(uuids) - len(people)}
