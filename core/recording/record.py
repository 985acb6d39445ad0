"""Record, correct, void, attach, accept: each posts to the ledger in its own transaction."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, insert, select, update

from core.activities.rows import (
    ATTENDANCE,
    EVIDENCE,
    HEAD_COUNT,
    RECORD,
    SENT_BACK,
    SERVICE_ITEM,
)
from core.calendar import business_day
from core.cases.rows import CASE
from core.evidence.arrived import is_sha256
from core.facts import Entry, vocabulary
from core.ledger.book import Book
from core.ledger.posting import post, preview
from core.notices.events import SENT_BACK as SENT_BACK_TO_YOU
from core.notices.events import Notice
from core.notices.telling import notify
from core.plugin.catalogue import Catalogue
from core.recording.answered import forms_stamped
from core.recording.answers import kept_text
from core.recording.checking import LONGEST_NOTE, NO_FILE, check
from core.recording.inputs import EvidenceInput, RecordInput
from core.recording.known import known_of
from core.recording.parts import own_parts, taken_parts
from core.recording.second_look import second_look
from core.recording.writing import columns_of, write_children, write_evidence, write_records
from core.store import Unit
from core.store.audit import canonical
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.prepared import Prepared
from core.store.versions import keep

KNOWN = Prepared(
    select(RECORD.c.content, RECORD.c.version).where(RECORD.c.uuid == bindparam("uuid"))
)
#: Characters of a reason, in a version and in the audit chain.
LONGEST_REASON = 400
#: What came second is kept by the folder above, ``core.field``: here it is only not written.
CONFLICT = "这条记录已经收到过，但内容不同。请打开已有的那条核对，要改就用“更正”。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """The answer to a recording: the record, its version, and the entries that it posted."""

    id: str
    version: int
    entries: tuple[Entry, ...]
    again: bool = False


def plain(posted: RecordInput) -> dict[str, Any]:
    """A posted record as plain JSON data: what its first version keeps.

    Evidence without a file says nothing of one, and a record without forms nothing of any, as
    before there were such: what comes a second time after an upgrade is still the same content.
    """
    content: dict[str, Any] = msgspec.to_builtins(posted)
    if not content["forms"]:
        del content["forms"]
    for piece in content["evidence"]:
        if not piece["file"]:
            del piece["file"]
    return content


def digest_of(posted: RecordInput) -> str:
    """One digest for one content, so that the same record sent twice is known."""
    return hashlib.sha256(canonical(plain(posted))).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """What a record would count for, and what is asked about it."""

    entries: tuple[Entry, ...]
    asked: tuple[str, ...]


def look_ahead(
    unit: Unit, catalogue: Catalogue, book: Book, posted: RecordInput, provider: str
) -> Ahead:
    """What the record would be, before it is saved; writes nothing."""
    checked = check(unit, catalogue, book, posted, provider, ask=False)
    return Ahead(
        entries=preview(unit.connection, book, checked.record),
        asked=second_look(catalogue, checked.record),
    )


def record(
    unit: Unit, catalogue: Catalogue, book: Book, posted: RecordInput, provider: str
) -> Recorded:
    """Save a record and count it.

    The same id with the same content gives the first answer again; with other content it is a
    Conflict, and nothing is overwritten.
    """
    known = KNOWN.first(unit.connection, uuid=checked_id(posted.id))
    digest = digest_of(posted)
    if known is not None:
        if known.content == digest:
            return Recorded(id=posted.id, version=known.version, entries=(), again=True)
        raise Conflict(CONFLICT)
    own_parts(posted, taken_parts(unit, [posted]))
    names = known_of(unit.connection, unit.county, [posted])
    checked = check(unit, catalogue, book, posted, provider, known=names)
    [record_id] = write_records(unit, [(checked, digest)])
    write_children(unit, [(record_id, checked)])
    write_evidence(unit, ((record_id, piece) for piece in posted.evidence))
    keep(
        unit,
        action="record.make",
        kind="record",
        object_id=checked.record.id,
        version=1,
        content=plain(posted),
    )
    fact = checked.record
    cases = [checked_id(fact.case)] if fact.case else []
    facts = None if cases else names.facts(unit.connection, book)
    posting = post(unit.connection, book, cases, unit.at, fresh=[fact], facts=facts)
    unit.entries.extend(posting.entries)
    return Recorded(id=fact.id, version=1, entries=tuple(posting.entries))


def _posted(unit: Unit, book: Book, uuid: str, version: int, *cases: str | None) -> Recorded:
    """Count the record, and the cases whose session it is or was."""
    uuids = [uuid, *(checked_id(case) for case in cases if case)]
    posting = post(unit.connection, book, uuids, unit.at)
    unit.entries.extend(posting.entries)
    return Recorded(id=uuid, version=version, entries=tuple(posting.entries))


def _row(unit: Unit, uuid: str, version: int | None = None) -> Any:
    row = unit.connection.execute(
        select(RECORD, CASE.c.uuid.label("case_uuid"))
        .outerjoin(CASE, CASE.c.id == RECORD.c.case_id)
        .where(RECORD.c.uuid == checked_id(uuid), RECORD.c.county == unit.county)
    ).first()
    if row is None:
        raise Missing("没有这条记录。")
    if version is not None and row.version != version:
        raise Conflict(f"这条记录已被改过（现为第 {row.version} 版），请先看新版再改。")
    return row


def _reason(text: str) -> str:
    return kept_text(text, "reason", LONGEST_REASON, missing="请写明原因。")


def correct(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    posted: RecordInput,
    provider: str,
    *,
    version: int,
    reason: str,
) -> Recorded:
    """A new version of a record, with its reason; the versions before stay readable.

    Evidence and acceptance are not part of a correction: they are given and withdrawn by
    themselves. The record stays with the provider that made it, whoever corrects it.
    """
    row = _row(unit, posted.id, version)
    why = _reason(reason)
    if row.void:
        raise Refused("这条记录已作废，不能再更正。")
    forms = forms_stamped(unit.connection, row.form)
    checked = check(unit, catalogue, book, posted, row.provider, kept=forms)
    if checked.record.noun != row.noun:
        raise Refused("记录不能改成另一类，请作废后重记。", field="kind")
    values = columns_of(unit, checked, row.content)
    told = () if posted.started_at else ("started_at",)
    for kept in ("received_at", "worker", "content", "accepted", "void", *told):
        values.pop(kept)
    if "accepted" in row.dates:
        values["dates"]["accepted"] = row.dates["accepted"]
    unit.connection.execute(
        update(RECORD).where(RECORD.c.id == row.id).values(**values, version=version + 1)
    )
    for table in (ATTENDANCE, HEAD_COUNT, SERVICE_ITEM):
        unit.connection.execute(delete(table).where(table.c.record_id == row.id))
    write_children(unit, [(row.id, checked)])
    _mended(unit, row)
    keep(
        unit,
        action="record.correct",
        kind="record",
        object_id=row.uuid,
        version=version + 1,
        content=plain(posted),
        reason=why,
    )
    return _posted(unit, book, row.uuid, version + 1, checked.record.case, row.case_uuid)


def _change(
    unit: Unit,
    book: Book,
    row: Any,
    action: str,
    reason: str,
    *,
    count: bool = True,
    **values: Any,
) -> Recorded:
    _mended(unit, row)
    version = row.version + 1
    if values:
        unit.connection.execute(
            update(RECORD).where(RECORD.c.id == row.id).values(**values, version=version)
        )
    else:
        unit.connection.execute(update(RECORD).where(RECORD.c.id == row.id).values(version=version))
    keep(
        unit,
        action=action,
        kind="record",
        object_id=row.uuid,
        version=version,
        content={name: str(value) for name, value in values.items()},
        reason=reason,
    )
    if not count:
        return Recorded(id=row.uuid, version=version, entries=())
    return _posted(unit, book, row.uuid, version, row.case_uuid)


def _mended(unit: Unit, row: Any) -> None:
    """Whatever is done about an output that was sent back puts it into the queue again."""
    if not row.accepted:
        unit.connection.execute(
            update(SENT_BACK)
            .where(SENT_BACK.c.record_id == row.id, SENT_BACK.c.mended_at.is_(None))
            .values(mended_at=unit.at)
        )


def void(
    unit: Unit, book: Book, uuid: str, *, version: int, reason: str, count: bool = True
) -> Recorded:
    """Take a record out of every count, with a reason; the record stays readable.

    ``count=False`` is for callers that void many and count them together, in this transaction.
    """
    row = _row(unit, uuid, version)
    if row.void:
        raise Refused("这条记录已经作废。")
    return _change(unit, book, row, "record.void", _reason(reason), count=count, void=True)


def accept(
    unit: Unit, book: Book, uuid: str, *, version: int, reason: str = "", count: bool = True
) -> Recorded:
    """Accept an output 验收; from the moment on it counts. The author may not accept their own.

    ``count=False`` is for callers that accept many and count them together, in this transaction.
    """
    row = _row(unit, uuid, version)
    if row.worker == unit.actor.id:
        raise Refused("不能验收自己提交的成果，请由他人验收。")
    if row.accepted:
        raise Refused("这项成果已经验收。")
    dates = {**row.dates, "accepted": business_day(unit.at).isoformat()}
    values = {"accepted": True, "dates": dates}
    said = kept_text(reason, "reason", LONGEST_REASON)
    return _change(unit, book, row, "record.accept", said, count=count, **values)


def send_back(unit: Unit, uuid: str, *, version: int, reason: str) -> Recorded:
    """Send an output back 退回 to its author, with what is wanting; it has never counted.

    A correction or further evidence hands it in again. The author may not send back their own.
    """
    row = _row(unit, uuid, version)
    if row.worker == unit.actor.id:
        raise Refused("这是您自己提交的，直接更正就可以。")
    if row.accepted or row.void:
        raise Refused("已验收或已作废的不能退回。")
    why = kept_text(
        reason, "reason", LONGEST_REASON, missing="请写明退回的原因，作者才知道改什么。"
    )
    _mended(unit, row)
    unit.connection.execute(
        insert(SENT_BACK).values(record_id=row.id, at=unit.at, by=unit.actor.id, reason=why)
    )
    next_version = row.version + 1
    unit.connection.execute(
        update(RECORD).where(RECORD.c.id == row.id).values(version=next_version)
    )
    keep(
        unit,
        action="record.send_back",
        kind="record",
        object_id=row.uuid,
        version=next_version,
        content={"sent_back": why},
        reason=why,
    )
    back = Notice(
        event=SENT_BACK_TO_YOU,
        subject=row.uuid,
        slot=str(next_version),
        link=f"/activities/{row.uuid}",
    )
    notify(unit, back, [row.worker])
    return Recorded(id=row.uuid, version=next_version, entries=())


def attach(
    unit: Unit, book: Book, uuid: str, evidence: Iterable[EvidenceInput], *, count: bool = True
) -> Recorded:
    """Attach evidence to a record that may have been refused for want of it, and count again.

    ``count=False`` is for callers that count several together, in this transaction.
    """
    row = _row(unit, uuid)
    evidence = tuple(evidence)
    if row.void:
        raise Refused("这条记录已作废，不能补佐证。")
    if not evidence or any(e.kind not in vocabulary.EVIDENCE for e in evidence):
        raise Refused("请选择佐证的种类。", field="evidence")
    for piece in evidence:
        kept_text(piece.note, "note", LONGEST_NOTE)
        if piece.file and not is_sha256(piece.file):
            raise Refused(NO_FILE, field="evidence")
    known = set(
        unit.connection.execute(
            select(EVIDENCE.c.uuid).where(EVIDENCE.c.uuid.in_([checked_id(e.id) for e in evidence]))
        ).scalars()
    )
    fresh = [e for e in evidence if checked_id(e.id) not in known]
    if not fresh:
        return Recorded(id=row.uuid, version=row.version, entries=(), again=True)
    write_evidence(unit, ((row.id, piece) for piece in fresh))
    kinds = "、".join(vocabulary.EVIDENCE[e.kind] for e in fresh)
    return _change(unit, book, row, "record.attach", kinds, count=count)


def withdraw_evidence(unit: Unit, book: Book, evidence_uuid: str, *, reason: str) -> Recorded:
    """Withdraw one piece of evidence, with a reason; the record is counted again without it."""
    found = unit.connection.execute(
        select(EVIDENCE.c.id, RECORD.c.uuid)
        .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
        .where(EVIDENCE.c.uuid == checked_id(evidence_uuid), EVIDENCE.c.withdrawn_at.is_(None))
    ).first()
    if found is None:
        raise Missing("没有这份佐证。")
    why = _reason(reason)
    unit.connection.execute(
        update(EVIDENCE).where(EVIDENCE.c.id == found.id).values(withdrawn_at=unit.at)
    )
    return _change(unit, book, _row(unit, found.uuid), "record.withdraw_evidence", why)
