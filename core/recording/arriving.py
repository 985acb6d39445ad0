"""A photo has arrived 照片到了: every record that named it is counted anew, in this transaction."""

from sqlalchemy import select, update

from core.activities.rows import EVIDENCE, RECORD
from core.evidence.arrived import Arrived, Ready, write_down
from core.evidence.keeping import Files
from core.ledger.book import Book
from core.recording.repost import repost
from core.store import Unit


def arrive(unit: Unit, book: Book, files: Files, ready: Ready) -> Arrived:
    """Write a file down that was made ready, and let it count wherever it was awaited.

    The same file a second time gives the first answer again and changes nothing.
    """
    arrived = write_down(unit, files, ready)
    if arrived.kept:
        there(unit, book, arrived.sha256)
    return arrived


def there(unit: Unit, book: Book, sha256: str) -> None:
    """A photo may be shown and counts from now on, wherever it was awaited."""
    waiting = unit.connection.execute(
        select(EVIDENCE.c.id, RECORD.c.uuid)
        .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
        .where(
            EVIDENCE.c.file == sha256,
            EVIDENCE.c.arrived_at.is_(None),
            RECORD.c.county == unit.county,
        )
        .order_by(RECORD.c.id)
    ).all()
    if waiting:
        unit.connection.execute(
            update(EVIDENCE)
            .where(EVIDENCE.c.id.in_([row.id for row in waiting]))
            .values(arrived_at=unit.at)
        )
        repost(unit, book, list(dict.fromkeys(row.uuid for row in waiting)))
