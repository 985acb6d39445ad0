"""Copies of photos beside the backups: each once, sealed as it lies in the store, under its own name.

A photo never changes, so a night copies only what came since the last one: every backup of the folder
finds its photos there. Nothing is taken away but what was refused since: nothing of it stays here, as
nothing stays in the store. A bucket keeps its own versions, and is only asked whether it still has what
the rows speak of.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.evidence.folder import Folder
from core.evidence.keeping import Files, Kind
from core.evidence.lacking import lacking
from core.store.errors import Refused

FOLDER = "files"
#: What cannot be made again of something else: the large view can.
KINDS = (Kind.THUMBNAIL, Kind.ORIGINAL)
NOT_IN_TIME = "存放照片的地方没有应答，照片没有备份；稍后会再试。"


def copies_beside(backups: Path, files: Files) -> Files:
    """The copies of a folder of backups; they open with the keys of the store."""
    return Files(Folder(backups / FOLDER), files.sealer)


def copy_new(
    files: Files,
    backups: Path,
    county: str,
    wanted: frozenset[str],
    refused: frozenset[str] = frozenset(),
) -> str:
    """Copy what is wanted and has no copy yet, and let go of copies of what is ``refused``.

    A sentence with how many, and how many are missing; Refused when the store does not answer.
    """
    try:
        missing = lacking(files, county, wanted)
        said = f"，有 {len(missing)} 张照片不在存放处（yizhan doctor 可列出）" if missing else ""
        if not isinstance(files.store, Folder):
            return f"照片 {len(wanted)} 张在存储桶里，由存储桶的版本管理保管{said}"
        to, fresh, gone = copies_beside(backups, files), list[str](), set[str]()
        there = wanted - set(missing)
        for kind in KINDS:
            held = set(to.names(county, kind))
            gone |= refused & held
            for name in refused & held:
                to.delete(county, kind, name)
            fresh = sorted(there - held)
            for name in fresh:
                with suppress(FileNotFoundError):
                    to.copy(files, county, kind, name)
    except OSError as error:
        raise Refused(NOT_IN_TIME) from error
    if gone:
        said = f"，清掉后来没有收下的 {len(gone)} 张{said}"
    return f"照片 {len(there)} 张，新备份 {len(fresh)} 张{said}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PutBack:
    """What became of the photos of a restored database: put back, and missing (by SHA-256)."""

    back: int
    missing: tuple[str, ...]


def put_files_back(files: Files, backups: Path, county: str, wanted: frozenset[str]) -> PutBack:
    """Bring what the store lacks from the copies; only what opens and is what its name says.

    A bucket is asked what it lacks, and left as it is. OSError when the store does not answer.
    """
    missing = lacking(files, county, wanted)
    if not isinstance(files.store, Folder):
        return PutBack(back=0, missing=tuple(missing))
    copies = copies_beside(backups, files)
    gone = tuple(name for name in missing if not _back(files, copies, county, name))
    return PutBack(back=len(missing) - len(gone), missing=gone)


def _back(files: Files, copies: Files, county: str, name: str) -> bool:
    try:
        whole = hashlib.sha256(copies.get(county, Kind.ORIGINAL, name)).hexdigest() == name
        copies.get(county, Kind.THUMBNAIL, name)
    except OSError:
        return False
    for kind in KINDS if whole else ():
        files.copy(copies, county, kind, name)
    return whole
