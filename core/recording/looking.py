"""What was looked at later 待查的照片: it is there and counts, or is refused and nothing of it stays."""

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from core.evidence.arrived import INFECTED
from core.evidence.keeping import Files, Kind
from core.evidence.rows import FILE, KEPT, REFUSED, WAITING
from core.ledger.book import Book
from core.recording.arriving import count_anew
from core.store import Unit

AT_ONCE = 50


def waiting_files(connection: Connection, county: str) -> list[str]:
    """The first files (by SHA-256) that nobody has looked at yet, oldest first."""
    wanted = select(FILE.c.sha256).where(FILE.c.county == county, FILE.c.state == WAITING)
    return list(connection.execute(wanted.order_by(FILE.c.id).limit(AT_ONCE)).scalars())


def looked_at(unit: Unit, book: Book, sha256: str, found: str) -> None:
    """Write down what the scanner said of a waiting file; a clean one counts from now on."""
    waits = (FILE.c.county == unit.county, FILE.c.sha256 == sha256, FILE.c.state == WAITING)
    state, because = (REFUSED, INFECTED) if found else (KEPT, "")
    changed = unit.connection.execute(
        update(FILE).where(*waits).values(state=state, refused_because=because)
    )
    if not changed.rowcount:
        return
    action = "file.refuse" if found else "file.clear"
    unit.audit(action, "file", sha256, content={"found": found}, reason=because)
    count_anew(unit, book, sha256, kept=not found)


def forget_bytes(files: Files, county: str, refused: Iterable[str]) -> None:
    """Take away everything that lies of files that were refused, after that was written down."""
    for sha256 in refused:
        for kind in (Kind.ORIGINAL, Kind.VIEW, Kind.THUMBNAIL):
            files.delete(county, kind, sha256)
