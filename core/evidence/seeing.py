"""Seeing a file: what is drawn of it for whoever may see it, the original only with a reason."""

from contextlib import suppress

from core.evidence.keeping import Files, Kind
from core.evidence.picture import view_of
from core.evidence.rows import file_row
from core.store import Unit
from core.store.errors import Missing, Refused

LONGEST_REASON = 400
NOT_THERE = "照片的文件不在存放处，可能正在恢复备份。请告诉管理员。"
SAY_WHY = "请写明为什么要看原件。"


def bytes_of(files: Files, county: str, kind: Kind, sha256: str) -> bytes:
    """The bytes; Missing with a sentence when they are not where they should be.

    The large view is drawn when it is first wanted, and kept.
    """
    try:
        return files.get(county, kind, sha256)
    except FileNotFoundError:
        if kind is Kind.VIEW:
            return _first_view(files, county, sha256)
        raise Missing(NOT_THERE) from None


def _first_view(files: Files, county: str, sha256: str) -> bytes:
    """Drawn from the original; a store that is full shows it all the same."""
    view = view_of(bytes_of(files, county, Kind.ORIGINAL, sha256))
    with suppress(OSError):
        files.put(county, Kind.VIEW, sha256, view)
    return view


def original_of(unit: Unit, evidence: str, sha256: str, reason: str) -> str:
    """Write down who sees an original, and why; gives its media type. Refused without a reason."""
    why = reason.strip()
    if not why:
        raise Refused(SAY_WHY, field="reason")
    if len(why) > LONGEST_REASON:
        raise Refused(f"理由最多 {LONGEST_REASON} 个字。", field="reason")
    row = file_row(unit.connection, unit.county, sha256)
    if row is None:
        raise Missing(NOT_THERE)
    unit.audit("evidence.original", "evidence", evidence, content={"file": sha256}, reason=why)
    return str(row.media)
