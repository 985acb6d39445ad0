"""审批: a document that was handed in is approved, or sent back, by somebody who wrote none of it."""

from core.ledger.book import Book
from core.methods.listing import Written, document_written
from core.methods.rules import DocumentState
from core.notices.events import DOCUMENT_BACK, Notice
from core.notices.telling import notify
from core.plugin.catalogue import Catalogue
from core.recording.answers import kept_text
from core.recording.case_changes import give_evidence
from core.recording.documents import DocumentKept, change_document, subject_of
from core.recording.record import LONGEST_REASON
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id


def approve(
    unit: Unit, catalogue: Catalogue, book: Book, uuid: str, *, version: int, reason: str = ""
) -> DocumentKept:
    """Approve a document 审批 that somebody else wrote; a case has its evidence from now on."""
    row = _handed_in(unit, uuid, version)
    said = kept_text(reason, "reason", LONGEST_REASON)
    kept = _decide(unit, row, "document.approve", DocumentState.APPROVED, said)
    declared = catalogue.documents.get(row.kind)
    if row.of == "case" and declared and declared.evidence:
        give_evidence(unit, book, row.subject, declared.evidence)
    return kept


def send_document_back(unit: Unit, uuid: str, *, version: int, reason: str) -> DocumentKept:
    """Send a document back 退回 with a reason; its authors may write on."""
    row = _handed_in(unit, uuid, version)
    why = kept_text(reason, "reason", LONGEST_REASON, missing="请写明退回的原因。")
    kept = _decide(unit, row, "document.send_back", DocumentState.SENT_BACK, why)
    back = Notice(
        event=DOCUMENT_BACK,
        subject=row.uuid,
        slot=str(kept.version),
        link=f"/documents/{row.uuid}",
    )
    notify(unit, back, row.authors)
    return kept


def _handed_in(unit: Unit, uuid: str, version: int) -> Written:
    """The document that waits; raises Refused when the one who decides has written it."""
    row = document_written(unit.connection, unit.county, checked_id(uuid))
    if row is None:
        raise Missing("没有这份文书。")
    if row.version != version:
        raise Conflict("这份文书刚被改过，请看过新的一份再审批。")
    if row.state != DocumentState.HANDED_IN:
        raise Refused("这份文书不在待审批中。")
    if unit.actor.id in row.authors:
        raise Refused("不能审批自己写的文书，请由他人审批。")
    subject_of(unit, row.subject)
    return row


def _decide(
    unit: Unit, row: Written, action: str, state: DocumentState, words: str
) -> DocumentKept:
    return change_document(
        unit,
        row,
        action,
        words,
        state=state,
        reason=words,
        decided_at=unit.at,
        decided_by=unit.actor.id,
    )
