"""A photo has arrived 照片到了: every record that named it is counted anew, in this transaction."""

from sqlalchemy import bindparam, select, update

from core.activities.rows import EVIDENCE, RECORD
from core.evidence.arrived import Arrived, Ready, write_down
from core.evidence.keeping import Files
from core.ledger.book import Book
from core.recording.repost import repost
from core.store import Unit
from core.store.prepared import Prepared

#: Evidence that names a file whose bytes were not there yet, with its record.
AWAITED = Prepared(
    select(EVIDENCE.c.id, RECORD.c.uuid)
    .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
    .where(
        EVIDENCE.c.file == bindparam("sha256"),
        EVIDENCE.c.arrived_at.is_(None),
        RECORD.c.county == bindparam("county"),
    )
    .order_by(RECORD.c.id)
)
ARRIVED = Prepared(
    update(EVIDENCE).where(EVIDENCE.c.id == bindparam("one")).values(arrived_at=bindparam("at"))
)


def arrive(unit: Unit, book: Book, files: Files, ready: Ready) -> Arrived:
    """Write a file down that was made ready, and count anew whatever awaited it.

    The same file a second time gives the first answer again and changes nothing.
    """
    arrived = write_down(unit, files, ready)
    count_anew(unit, book, arrived.sha256, kept=arrived.kept)
    return arrived


def count_anew(unit: Unit, book: Book, sha256: str, *, kept: bool) -> None:
    """What a photo's state decides: a kept one counts from now on, wherever it was awaited.

    Of another one the reasons say what became of it: it waits for the scanner, or was not taken.
    """
    waiting = AWAITED.rows(unit.connection, sha256=sha256, county=unit.county)
    if waiting:
        if kept:
            ARRIVED.write(unit.connection, [{"one": row.id, "at": unit.at} for row in waiting])
        repost(unit, book, list(dict.fromkeys(row.uuid for row in waiting)))
