"""Changing a case or group: one row, one version, one posting; stages, evidence, voiding."""

from typing import Any

from sqlalchemy import select, update

from core.cases.rows import CASE
from core.facts import Entry, vocabulary
from core.ledger.book import Book
from core.ledger.posting import post
from core.methods.listing import documents_of_subject, states_of
from core.methods.rules import lacking, sentence_of
from core.plugin import Absent
from core.plugin.catalogue import Catalogue
from core.recording.answers import kept_text
from core.recording.record import LONGEST_REASON
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep


def post_case(unit: Unit, book: Book, uuid: str) -> tuple[Entry, ...]:
    """Count a case anew; returns the entries that changed."""
    posting = post(unit.connection, book, [uuid], unit.at)
    unit.entries.extend(posting.entries)
    return tuple(posting.entries)


def case_row(unit: Unit, uuid: str, version: int) -> Any:
    """The case as it is to be changed; raises Missing, Conflict for an old version, Refused if void."""
    row = unit.connection.execute(
        select(CASE).where(CASE.c.uuid == checked_id(uuid), CASE.c.county == unit.county)
    ).first()
    if row is None:
        raise Missing("没有这个个案或小组。")
    if row.version != version:
        raise Conflict(f"已被改过（现为第 {row.version} 版），请先看新版再改。")
    if row.void:
        raise Refused("已经作废，不能再改。")
    return row


def change_case(
    unit: Unit, book: Book, row: Any, action: str, reason: str, **values: Any
) -> tuple[Entry, ...]:
    """Write the next version of a case with its reason, and count it anew."""
    unit.connection.execute(
        update(CASE).where(CASE.c.id == row.id).values(**values, version=row.version + 1)
    )
    keep(
        unit,
        action=action,
        kind="case",
        object_id=row.uuid,
        version=row.version + 1,
        content={name: str(value) for name, value in values.items()},
        reason=reason,
    )
    return post_case(unit, book, row.uuid)


def papers_there(unit: Unit, catalogue: Catalogue, row: Any, stage: str, reason: str) -> None:
    """Refuse the next stage while documents are missing, unless going on without is allowed.

    Where the declarations only warn, a reason is enough; it is kept with the change.
    """
    written = documents_of_subject(unit.connection, unit.county, row.uuid)
    missing = lacking(catalogue.documents_of(row.kind), states_of(written), stage)
    word = vocabulary.STAGES[stage]
    if blocking := [one for one in missing if one.document.absent is Absent.BLOCKS]:
        say = f"还缺{sentence_of(blocking)}，补齐以后才能进入“{word}”。"
        raise Refused(say, field="reason")
    if missing and not reason:
        say = f"还缺{sentence_of(missing)}。要先进入“{word}”，请在“说明”里写明原因。"
        raise Refused(say, field="reason")


def change_stage(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    uuid: str,
    stage: str,
    *,
    version: int,
    reason: str = "",
) -> tuple[Entry, ...]:
    """Move a case to another stage of the method (接案 → 预估 → 计划 → 介入 → 评估).

    Documents of earlier stages that are missing are named; a reason lets the work go on.
    """
    row = case_row(unit, uuid, version)
    if stage not in vocabulary.STAGES or stage == "closed":
        raise Refused("请选择阶段；结案请用“结案”。", field="stage")
    if row.stage == "closed" and stage != "follow_up":
        raise Refused("已经结案，只能转入回访。", field="stage")
    if row.closed is None and stage == "follow_up":
        raise Refused("结案以后才有回访，请先结案。", field="stage")
    said = kept_text(reason, "reason", LONGEST_REASON)
    if stage != "follow_up":
        papers_there(unit, catalogue, row, stage, said)
    return change_case(unit, book, row, "case.stage", said, stage=stage)


def void_case(unit: Unit, book: Book, uuid: str, *, version: int, reason: str) -> tuple[Entry, ...]:
    """Take a case or group out of every count, with a reason; it stays readable.

    Its sessions were held and stay records of their own: they are voided by themselves.
    """
    row = case_row(unit, uuid, version)
    why = kept_text(reason, "reason", LONGEST_REASON, missing="请写明作废的原因。")
    return change_case(unit, book, row, "case.void", why, void=True)


def give_evidence(unit: Unit, book: Book, uuid: str, kinds: tuple[str, ...]) -> tuple[Entry, ...]:
    """The evidence that an approved document is for its case; counted anew when it is news."""
    row = unit.connection.execute(select(CASE).where(CASE.c.uuid == uuid)).one()
    fresh = sorted({*row.evidence, *kinds})
    if fresh == sorted(row.evidence):
        return ()
    return change_case(unit, book, row, "case.evidence", "", evidence=fresh)
