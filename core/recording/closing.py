"""结案 and 重新打开: why a case is closed, the closing report, and taking a closing back."""

from datetime import date

from core.calendar import business_day
from core.facts import Entry, vocabulary
from core.ledger.book import Book
from core.plugin.catalogue import Catalogue
from core.recording.answers import kept_text
from core.recording.case_changes import case_row, change_case, papers_there
from core.recording.record import LONGEST_REASON
from core.store import Unit
from core.store.errors import Refused

#: Characters of a closing reason.
LONGEST_CLOSING = 200


def close_case(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    uuid: str,
    on: date,
    *,
    version: int,
    closing: str = "",
    reason: str = "",
    evidence: tuple[str, ...] = (),
) -> tuple[Entry, ...]:
    """Close a case 结案; the closing file's papers come along as evidence.

    ``closing`` is one of the reasons that the kind declares, ``reason`` the words beside it: needed
    when the kind declares none, for 其他, and when the closing report is not yet approved.
    """
    row = case_row(unit, uuid, version)
    if row.closed is not None:
        raise Refused("已经结案。")
    if on < row.opened or on > business_day(unit.at):
        raise Refused("结案日期应在立案之后、今天之前。", field="closed")
    why = _words(catalogue, row.kind, closing, reason)
    papers_there(unit, catalogue, row, "closed", reason.strip())
    kept = sorted({*row.evidence, *(e for e in evidence if e in vocabulary.EVIDENCE)})
    return change_case(
        unit,
        book,
        row,
        "case.close",
        why,
        stage="closed",
        closed=on,
        closing_reason=why,
        evidence=kept,
    )


def _words(catalogue: Catalogue, kind: str, closing: str, reason: str) -> str:
    """目标达到：…, as the case keeps it."""
    declared = catalogue.kinds.get(kind)
    closings = {one.key: one.label for one in declared.closings} if declared else {}
    if not closings:
        return kept_text(reason, "reason", LONGEST_CLOSING, missing="请写明结案原因。")
    if closing not in closings:
        raise Refused("请选择结案原因。", field="closing")
    label = closings[closing]
    missing = "选“其他”时请写明原因。" if closing == "other" else ""
    words = kept_text(reason, "reason", LONGEST_CLOSING - len(label) - 1, missing=missing)
    return f"{label}：{words}" if words else label


def reopen_case(
    unit: Unit, book: Book, uuid: str, *, version: int, reason: str
) -> tuple[Entry, ...]:
    """Take a closing back 重新打开, with a reason: the case is in 介入 again and counts as such."""
    row = case_row(unit, uuid, version)
    if row.closed is None:
        raise Refused("还没有结案，不用重新打开。")
    why = kept_text(reason, "reason", LONGEST_REASON, missing="请写明重新打开的原因。")
    return change_case(
        unit, book, row, "case.reopen", why, stage="service", closed=None, closing_reason=""
    )
