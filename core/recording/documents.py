"""Documents 文书: written as drafts, handed in, approved or sent back by somebody else.

A document that was approved is never written over: what is written after that is its next
revision, and the one before stays readable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from core.activities.rows import RECORD
from core.calendar import business_day
from core.cases.rows import CASE
from core.methods.listing import Written, document_written, documents_of_subject
from core.methods.rows import DOCUMENT, PLANNED_EVENT
from core.methods.rules import OPEN, DocumentState
from core.plugin import Document
from core.plugin.catalogue import Catalogue
from core.plugin.documents import closed_up, questions_asked
from core.recording.answers import check_answers
from core.recording.inputs import Input
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep

#: Where a document's subject is looked for; an event that was held is its record.
TABLES = {"case": CASE, "record": RECORD, "event": PLANNED_EVENT}
DATA = "document"


class DocumentInput(Input, frozen=True):
    """One document as it is written.

    ``subject`` is the case, group or event; ``turn`` which one of a document that repeats (0: the
    next). Answers that are money are whole fen.
    """

    id: str
    kind: str
    subject: str
    turn: int = 0
    answers: dict[str, Any] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentKept:
    """What became of a document: its version and the state that it is in."""

    id: str
    version: int
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a document belongs to."""

    of: str
    kind: str
    place_id: int


def subject_of(unit: Unit, uuid: str) -> Subject:
    """The case, group, planned event or record of an event; raises Missing, Refused when void."""
    for of, table in TABLES.items():
        row = unit.connection.execute(
            select(table).where(table.c.uuid == checked_id(uuid), table.c.county == unit.county)
        ).first()
        if row is not None:
            if getattr(row, "void", False) or getattr(row, "dropped", False):
                raise Refused("已经作废或取消，不能再写文书。")
            kept_as = "case" if of == "case" else "event"
            return Subject(of=kept_as, kind=row.kind, place_id=row.place_id)
    raise Missing("没有这个个案、小组或活动。")


def write_document(
    unit: Unit,
    catalogue: Catalogue,
    posted: DocumentInput,
    *,
    version: int = 0,
    hand_in: bool = False,
) -> DocumentKept:
    """Keep a draft, or hand the document in: then every question that must be answered is.

    ``version`` is the one that was read (0 for a new document). Sent twice it is still one;
    raises Conflict when somebody else has written meanwhile, Refused with a sentence per field.
    """
    uuid = checked_id(posted.id)
    subject = subject_of(unit, posted.subject)
    document = _declared(catalogue, posted.kind, subject.kind)
    answers = _checked(document, posted.answers, unit, whole=hand_in)
    state = DocumentState.HANDED_IN if hand_in else DocumentState.DRAFT
    row = document_written(unit.connection, unit.county, uuid)
    if row is None:
        return _begin(unit, posted, uuid, subject, document, answers, state)
    if row.subject != checked_id(posted.subject) or row.kind != posted.kind:
        raise Conflict("这个编号已是另一份文书，请重新打开再写。")
    if row.answers == answers and row.state == state:
        return DocumentKept(id=uuid, version=row.version, state=row.state)
    if row.version != version:
        raise Conflict(
            f"这份文书刚被改过（现为第 {row.version} 次保存），请打开新的一份核对后再写。"
        )
    if row.state not in OPEN:
        raise Refused("已经交上去了，要改请等督导退回，或在审批后另写一版。")
    if not hand_in and row.state == DocumentState.SENT_BACK:
        state = DocumentState.SENT_BACK
    changed: dict[str, Any] = {"handed_in_at": unit.at} if hand_in else {}
    return change_document(
        unit,
        row,
        "document.hand_in" if hand_in else "document.write",
        state=state,
        answers=answers,
        form_version=document.version,
        authors=sorted({*row.authors, unit.actor.id}),
        changed_at=unit.at,
        **changed,
    )


def _declared(catalogue: Catalogue, key: str, kind: str) -> Document:
    for one in catalogue.documents_of(kind):
        if one.key == key:
            return one
    raise Refused("这里没有这种文书。", field="kind")


def _checked(
    document: Document, given: Mapping[str, Any], unit: Unit, *, whole: bool
) -> dict[str, Any]:
    """The answers as they are kept; a draft may leave open what must be answered in the end."""
    answers = closed_up(document, given)
    questions = questions_asked(document, answers)
    if not whole:
        questions = tuple(replace(question, required=False) for question in questions)
    kept, problems = check_answers(questions, answers, business_day(unit.at))
    for key, value in kept.items():
        if document.is_money(key) and not isinstance(value, int):
            problems[key] = "金额最多写到分。"
    if problems:
        raise Refused(next(iter(problems.values())), problems=problems)
    return kept


def _begin(
    unit: Unit,
    posted: DocumentInput,
    uuid: str,
    subject: Subject,
    document: Document,
    answers: dict[str, Any],
    state: DocumentState,
) -> DocumentKept:
    written = documents_of_subject(unit.connection, unit.county, checked_id(posted.subject))
    same = [one for one in written if one.kind == document.key]
    turn = posted.turn if document.repeats else 1
    if turn == 0:
        turn = max((one.turn for one in same), default=0) + 1
    before = [one for one in same if one.turn == turn]
    if before and before[-1].state != DocumentState.APPROVED:
        raise Conflict(f"“{document.label}”已经有一份在写，请打开那一份接着写。")
    if not before and turn > max((one.turn for one in same), default=0) + 1:
        raise Refused("没有这一次的文书，请重新打开再写。")
    unit.connection.execute(
        insert(DOCUMENT).values(
            uuid=uuid,
            county=unit.county,
            place_id=subject.place_id,
            of=subject.of,
            subject=checked_id(posted.subject),
            kind=document.key,
            turn=turn,
            revision=len(before) + 1,
            form_version=document.version,
            state=state,
            answers=answers,
            authors=[unit.actor.id],
            made_at=unit.at,
            changed_at=unit.at,
            handed_in_at=unit.at if state is DocumentState.HANDED_IN else None,
            decided_at=None,
            decided_by="",
            reason="",
            version=1,
        )
    )
    keep(
        unit,
        action="document.hand_in" if state is DocumentState.HANDED_IN else "document.write",
        kind=DATA,
        object_id=uuid,
        version=1,
        content={"kind": document.key, "subject": posted.subject, "answers": answers},
    )
    return DocumentKept(id=uuid, version=1, state=state)


def change_document(
    unit: Unit, row: Written, action: str, why: str = "", **values: Any
) -> DocumentKept:
    """Write the next version of a document; ``why`` is kept with it."""
    version = row.version + 1
    unit.connection.execute(
        update(DOCUMENT).where(DOCUMENT.c.id == row.id).values(**values, version=version)
    )
    keep(
        unit,
        action=action,
        kind=DATA,
        object_id=row.uuid,
        version=version,
        content={name: values[name] for name in ("state", "answers") if name in values},
        reason=why,
    )
    return DocumentKept(id=row.uuid, version=version, state=values["state"])
