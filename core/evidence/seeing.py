"""Seeing a file: what is drawn of it for whoever may see it, the original only with a reason."""

from core.evidence.keeping import Files, Kind
from core.evidence.rows import file_row
from core.store import Unit
from core.store.errors import Missing, Refused

LONGEST_REASON = 400
NOT_THERE = "照片的文件不在存放处，可能正在恢复备份。请告诉管理员。"
SAY_WHY = "请写明为什么要看原件。"


def bytes_of(files: Files, county: str, kind: Kind, sha256: str) -> bytes:
    """The bytes; Missing with a sentence when they are not where they should be."""
    try:
        return files.get(county, kind, sha256)
    except FileNotFoundError:
        raise Missing(NOT_THERE) from None


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
