"""A file under the seal of the installation: changed, cut short or of other keys, it does not open.

It goes through in pieces, so that a large database needs little memory. Each piece is sealed with
its place and with whether it is the last one; the head in plain says what it is a copy of.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from core.store.errors import Refused
from core.trust.secrets import Sealer, Unreadable

MARK = b"YIZHAN-BACKUP-1\n"
PIECE = 1 << 20
LONGEST_HEAD = 65_536
BROKEN = "备份打不开：文件不完整、被改过，或者密钥文件不是当时的那一个。什么也没有改动。"


def seal_file(plain: Path, to: Path, sealer: Sealer, head: dict[str, Any]) -> None:
    """Seal a file with its head into another one that only its owner may read."""
    written = msgspec.json.encode(head)
    with plain.open("rb") as source, to.open("wb") as target:
        to.chmod(0o600)
        target.write(MARK + len(written).to_bytes(4) + written)
        pieces = iter(lambda: source.read(PIECE), b"")
        for number, (piece, last) in enumerate(_with_last(pieces)):
            sealed = sealer.seal_bytes(piece, "backup", _place(written, number, last))
            target.write(len(sealed).to_bytes(4) + sealed)


def open_file(sealed: Path, to: Path, sealer: Sealer) -> dict[str, Any]:
    """Open a sealed file into a plain one; its head. Raises Refused, and then leaves nothing."""
    try:
        with sealed.open("rb") as source, to.open("wb") as target:
            to.chmod(0o600)
            written = _head(source)
            for number, (piece, last) in enumerate(_with_last(_pieces(source))):
                target.write(sealer.unseal_bytes(piece, "backup", _place(written, number, last)))
        head: dict[str, Any] = msgspec.json.decode(written)
    except (Unreadable, OSError, ValueError):
        to.unlink(missing_ok=True)
        raise Refused(BROKEN) from None
    return head


def _head(source: BinaryIO) -> bytes:
    if source.read(len(MARK)) != MARK:
        raise ValueError("no backup of ours")
    length = int.from_bytes(source.read(4))
    if length > LONGEST_HEAD:
        raise ValueError("the head is too long")
    return source.read(length)


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while length := source.read(4):
        size = int.from_bytes(length)
        piece = source.read(size) if len(length) == 4 and size <= 2 * PIECE else b""
        if not piece or len(piece) < size:
            raise ValueError("cut short")
        yield piece


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece with whether it is the last; an empty file is one empty piece."""
    before = next(pieces, b"")
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True


def _place(head: bytes, number: int, last: bool) -> str:
    return f"{hashlib.sha256(head).hexdigest()}/{number}/{int(last)}"
