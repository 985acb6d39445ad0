"""Settling a conflict: keep what is there, take what came second, or choose part by part.

Whatever is taken becomes a correction with its reason: both versions stay readable for ever.
"""

from collections.abc import Iterable

from core.field.conflicts import ConflictKept, write_settled
from core.field.differences import differing, merged
from core.ledger.book import Book
from core.plugin.catalogue import Catalogue
from core.recording.answers import kept_text
from core.recording.contents import newest_content
from core.recording.inputs import RecordInput
from core.recording.record import LONGEST_REASON, attach, correct
from core.store import Unit
from core.store.errors import Conflict, Refused

SETTLED = "这处冲突已经处理过了，请看记录的现状。"


def settle(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    conflict: ConflictKept,
    *,
    how: str,
    version: int,
    provider: str,
    reason: str,
    from_second: Iterable[str] = (),
) -> None:
    """Settle it, once. ``how`` is ``kept``, ``taken`` or ``chosen``; for ``chosen``,
    ``from_second`` names the parts of what came second. ``version`` is that of the record as it
    was shown: a record that was changed meanwhile is a Conflict, and nothing is settled.

    Who may is the caller's question; the rules are those of a correction.
    """
    if not conflict.open:
        raise Conflict(SETTLED)
    why = kept_text(reason, "reason", LONGEST_REASON, missing="请写明原因。")
    if how == "kept":
        write_settled(unit, conflict, how, why)
        return
    first, second = newest_content(unit.connection, conflict.record), conflict.content
    parts = set(differing(first, second))
    wanted = parts if how == "taken" else parts & set(from_second)
    if not wanted:
        raise Refused("没有选用后到的任何一项；要保留已有的，请用“保留已有的”。", field="parts")
    content = merged(first, second, wanted)
    correct(unit, catalogue, book, content, provider, version=version, reason=why)
    if "evidence" in wanted:
        _bring_evidence(unit, book, first, second)
    write_settled(unit, conflict, how, why)


def _bring_evidence(unit: Unit, book: Book, first: RecordInput, second: RecordInput) -> None:
    """Evidence is given and withdrawn by itself: what only the second has is given; none is taken
    away."""
    there = {piece.kind for piece in first.evidence}
    more = [piece for piece in second.evidence if piece.kind not in there]
    if more:
        attach(unit, book, second.id, more)
