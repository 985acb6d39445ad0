"""A file that has come whole: examined and made durable first, then written down.

Bytes before rows: a crash between the two leaves bytes that nobody knows of, and the next try
puts them in the same place. A row never speaks of bytes that are not there.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import delete, insert

from core.calendar import business_day
from core.evidence.exif import Exif
from core.evidence.keeping import Files, Kind
from core.evidence.picture import Picture, examined
from core.evidence.rows import (
    FILE_EXIF,
    KEPT,
    NEW_FILE,
    REFUSED,
    UPLOAD,
    WAITING,
    file_row,
    upload_row,
)
from core.evidence.scanning import Scanner
from core.store import Unit
from core.store.errors import Refused

SHA256 = re.compile(r"[0-9a-f]{64}")
SAY_KEPT = "照片已收到。"
SAY_WAITING = "照片已收到，待查毒；查过以后自动计入，不用再传。"
INFECTED = "这张照片没有通过查毒，没有保存。请重新拍一张，或截图后再上传，并告诉管理员。"
SAID = {KEPT: SAY_KEPT, WAITING: SAY_WAITING, REFUSED: INFECTED}
EXIF_PLACE = "file_exif.sealed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A file whose bytes are durable, or that was refused: to be written down."""

    sha256: str
    length: int
    picture: Picture | None
    refused: str = ""
    waits: bool = False

    @property
    def state(self) -> str:
        """How its row will stand: kept, refused, or waiting to be looked at."""
        return REFUSED if self.picture is None else WAITING if self.waits else KEPT


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """What became of a file: ``kept``, ``waiting`` or ``refused``, and the sentence for its bringer."""

    sha256: str
    state: str
    say: str

    @property
    def kept(self) -> bool:
        """Whether it may be shown and counts."""
        return self.state == KEPT

    @property
    def refused(self) -> bool:
        """Whether another photo is wanted in its place."""
        return self.state == REFUSED


def is_sha256(text: str) -> bool:
    """Whether the text names a file: 64 small hexadecimal digits."""
    return SHA256.fullmatch(text) is not None


def make_ready(files: Files, county: str, content: bytes, scanner: Scanner | None = None) -> Ready:
    """Examine a file and keep its bytes: the original as it came, and its thumbnail.

    Where a ``scanner`` is asked and does not answer, the file waits for it.

    Nothing of a refused one is kept. Takes up to a second of work: never within a unit of work.
    OSError when the store cannot keep it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        picture = examined(content)
        found, waits = _looked(scanner, content)
        if found:
            raise Refused(INFECTED, field="file")
    except Refused as refused:
        return Ready(sha256=sha256, length=len(content), picture=None, refused=refused.say)
    files.put(county, Kind.THUMBNAIL, sha256, picture.thumbnail)
    files.put(county, Kind.ORIGINAL, sha256, content)
    return Ready(sha256=sha256, length=len(content), picture=picture, waits=waits)


def _looked(scanner: Scanner | None, content: bytes) -> tuple[str, bool]:
    """What was found, and whether nobody could say."""
    if scanner is None:
        return "", False
    try:
        return scanner(content), False
    except OSError:
        return "", True


def write_down(unit: Unit, files: Files, ready: Ready) -> Arrived:
    """The file's row with its audit entry; one that is known already stays as it is."""
    upload = upload_row(unit.connection, unit.county, unit.actor.id, ready.sha256)
    if upload is not None:
        unit.connection.execute(delete(UPLOAD).where(UPLOAD.c.id == upload.id))
    known = file_row(unit.connection, unit.county, ready.sha256)
    if known is not None:
        return arrived_of(known)
    picture = ready.picture
    file_id = NEW_FILE.first(
        unit.connection,
        county=unit.county,
        sha256=ready.sha256,
        length=ready.length,
        state=ready.state,
        refused_because=ready.refused,
        media=picture.media if picture else "",
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        looks=picture.looks.whole if picture else "",
        looks_mirrored=picture.looks.mirror if picture else "",
        looks_cut=list(picture.looks.crops) if picture else [],
        received_at=unit.at,
        received_on=business_day(unit.at),
        received_by=unit.actor.id,
    ).id
    if picture is not None and picture.exif != Exif():
        sealed = files.sealer.seal_bytes(
            msgspec.json.encode(picture.exif), EXIF_PLACE, ready.sha256
        )
        unit.connection.execute(insert(FILE_EXIF).values(file_id=file_id, sealed=sealed))
    unit.audit(
        "file.refuse" if picture is None else "file.keep",
        "file",
        ready.sha256,
        content={"length": ready.length},
        reason=ready.refused,
    )
    return Arrived(
        sha256=ready.sha256,
        state=ready.state,
        say=ready.refused or SAID[ready.state],
    )


def arrived_of(row: Any) -> Arrived:
    """The answer that a known file's first arrival was given."""
    return Arrived(
        sha256=row.sha256,
        state=row.state,
        say=row.refused_because or SAID[row.state],
    )
