"""Receiving a file part by part 断点续传: cut anywhere, it goes on where the last part ended.

Each part is made durable in the store before its row says so; a part that lost a race, or whose
row was never written, belongs to nobody. What is put together must have the promised SHA-256.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update

from core.calendar import business_day
from core.evidence.arrived import is_sha256
from core.evidence.keeping import Files, Kind
from core.evidence.limits import Limits, check_day, check_length
from core.evidence.rows import UPLOAD, upload_row
from core.store import Unit, new_id
from core.store.errors import Refused

LARGEST_PART = 512 * 1024
#: So many parts of a file and no more: a phone sends a photo in one to ten.
MOST_PARTS = 2_000
NO_NAME = "文件编号应是 SHA-256（64 位小写十六进制）。"
NOT_WHOLE = "照片没有收完整，请从头再传一次。"


class WrongOffset(Refused):
    """The part does not begin where the last one ended; ``offset`` is where to go on."""

    def __init__(self, offset: int, say: str = ""):
        super().__init__(say or f"已经收到 {offset} 字节，请从这里接着传。")
        self.offset = offset


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of a file: of which one, from where, and how long the whole is."""

    sha256: str
    offset: int
    length: int
    content: bytes

    @property
    def whole(self) -> bool:
        """Whether this one part is the file."""
        return self.offset == 0 and len(self.content) == self.length

    def check(self) -> None:
        """Refused, or too much, before anything is kept of it."""
        if not is_sha256(self.sha256):
            raise Refused(NO_NAME, field="file")
        check_length(self.length)
        if self.length < 1 or self.offset < 0 or self.offset + len(self.content) > self.length:
            raise Refused("这一段超出了照片的长度，请从头再传一次。", field="file")
        if len(self.content) > LARGEST_PART:
            raise Refused(f"一段最多 {LARGEST_PART // 1024} KB，请分小一些。", field="file")
        if self.whole and hashlib.sha256(self.content).hexdigest() != self.sha256:
            raise WrongOffset(0, NOT_WHOLE)


def keep_part(files: Files, county: str, part: Part) -> str:
    """Make the bytes of a part durable; gives its id. Before, and never within, a unit of work."""
    name = new_id()
    if part.content:
        files.put(county, Kind.PART, name, part.content)
    return name


def add_part(unit: Unit, limits: Limits, part: Part, name: str) -> Any:
    """Write down that the part has come; the upload's row as it is now.

    ``WrongOffset`` when it does not fit what has come already, ``TooMuch`` for a first part of a
    file that is beyond the account's limits.
    """
    row = upload_row(unit.connection, unit.county, unit.actor.id, part.sha256)
    known = row.received if row else 0
    if known != part.offset:
        raise WrongOffset(known)
    if row is None:
        day = business_day(unit.at)
        check_day(unit.connection, unit.actor.id, day, limits, part.length)
        unit.connection.execute(
            insert(UPLOAD).values(
                county=unit.county,
                account=unit.actor.id,
                sha256=part.sha256,
                length=part.length,
                received=len(part.content),
                parts=[name] if part.content else [],
                begun_on=day,
                changed_at=unit.at,
            )
        )
    elif row.length != part.length:
        raise Refused("照片的长度和先前说的不一样，请重新选这张照片。", field="file")
    elif len(row.parts) >= MOST_PARTS:
        raise Refused("照片分得太碎了，请分成大一些的段。", field="file")
    elif part.content:
        unit.connection.execute(
            update(UPLOAD)
            .where(UPLOAD.c.id == row.id)
            .values(
                received=UPLOAD.c.received + len(part.content),
                parts=[*row.parts, name],
                changed_at=unit.at,
            )
        )
    return upload_row(unit.connection, unit.county, unit.actor.id, part.sha256)


def put_together(files: Files, upload: Any) -> bytes | None:
    """The whole file, or none when the parts are not what was promised."""
    try:
        content = b"".join(files.get(upload.county, Kind.PART, name) for name in upload.parts)
    except FileNotFoundError:
        return None
    whole = hashlib.sha256(content).hexdigest() == upload.sha256
    return content if whole else None


def begin_again(unit: Unit, sha256: str) -> None:
    """Forget what has come of a file: it was not what was promised."""
    unit.connection.execute(
        update(UPLOAD)
        .where(
            UPLOAD.c.county == unit.county,
            UPLOAD.c.account == unit.actor.id,
            UPLOAD.c.sha256 == sha256,
        )
        .values(received=0, parts=[], changed_at=unit.at)
    )


def forget_parts(files: Files, county: str, names: Iterable[str]) -> None:
    """Clear parts away once they are of no use; what cannot be reached now lies there in vain."""
    for name in names:
        try:
            files.delete(county, Kind.PART, name)
        except OSError:
            return
