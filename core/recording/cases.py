"""Cases and groups: opening, members, stages, closing. A stage change posts to the ledger."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from core.calendar import business_day
from core.cases.rows import CASE, MEMBER
from core.facts import Entry, Noun, vocabulary
from core.ledger.book import Book
from core.ledger.posting import post
from core.people.loading import person_id_of
from core.places.rows import place_by_key
from core.plugin import Who
from core.plugin.catalogue import Catalogue
from core.recording.answers import check_answers, kept_text, wrong_text
from core.recording.asking import forms_for, may_count_in, questions_of
from core.recording.checking import FIRST_DAY, LONGEST_TITLE
from core.recording.inputs import Input
from core.recording.record import LONGEST_REASON
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep

#: Characters of a closing reason.
LONGEST_CLOSING = 200


class CaseInput(Input, frozen=True):
    """A case or group as it is opened; ``members`` are permanent ids of people."""

    id: str
    kind: str
    site: str
    title: str
    opened: date
    members: tuple[str, ...] = ()
    fields: dict[str, Any] = msgspec.field(default_factory=dict)


def open_case(
    unit: Unit, catalogue: Catalogue, book: Book, posted: CaseInput, provider: str
) -> tuple[Entry, ...]:
    """Open a case or group; the same id again changes nothing."""
    uuid = checked_id(posted.id)
    kind = catalogue.kinds.get(posted.kind)
    if kind is None or kind.noun is not Noun.CASE:
        raise Refused("没有这种个案或小组。", field="kind")
    if unit.connection.execute(select(CASE.c.id).where(CASE.c.uuid == uuid)).first():
        return ()
    problems: dict[str, str] = {}
    place = place_by_key(unit.connection, posted.site)
    if place is None or place["county"] != unit.county:
        problems["site"] = "请选择地点。"
    if posted.opened > business_day(unit.at):
        problems["opened"] = "立案日期不能晚于今天。"
    elif posted.opened < FIRST_DAY:
        problems["opened"] = "立案日期过早，请核对年份。"
    title = posted.title.strip()
    if wrong_title := wrong_text(title, LONGEST_TITLE) or ("" if title else "请填写名称。"):
        problems["title"] = wrong_title
    people = person_id_of(unit.connection, [checked_id(m) for m in posted.members])
    if len(people) < len(set(posted.members)):
        problems["members"] = "成员中有人不在本县的对象档案里。"
    if kind.who is Who.PERSON and not posted.members:
        problems["members"] = "请选择服务对象。"
    contracts = may_count_in(book, posted.kind, posted.opened, provider, posted.site, ())
    questions = questions_of(forms_for(catalogue, book, posted.kind, contracts))
    fields, wrong = check_answers(questions, posted.fields, posted.opened)
    problems |= wrong
    if problems:
        raise Refused(next(iter(problems.values())), problems=problems)
    assert place is not None
    case_id = unit.connection.execute(
        insert(CASE)
        .values(
            uuid=uuid,
            county=unit.county,
            provider=provider,
            place_id=place["id"],
            kind=posted.kind,
            title=title,
            stage="intake",
            opened=posted.opened,
            closed=None,
            closing_reason="",
            worker=unit.actor.id,
            fields=fields,
            evidence=[],
            accepted=True,
            void=False,
            received_at=unit.at,
            version=1,
        )
        .returning(CASE.c.id)
    ).scalar_one()
    for person_id in people.values():
        unit.connection.execute(
            insert(MEMBER).values(case_id=case_id, person_id=person_id, joined=posted.opened)
        )
    keep(
        unit,
        action="case.open",
        kind="case",
        object_id=uuid,
        version=1,
        content=msgspec.to_builtins(posted),
    )
    return _post(unit, book, uuid)


def _post(unit: Unit, book: Book, uuid: str) -> tuple[Entry, ...]:
    posting = post(unit.connection, book, [uuid], unit.at)
    unit.entries.extend(posting.entries)
    return tuple(posting.entries)


def _row(unit: Unit, uuid: str, version: int) -> Any:
    row = unit.connection.execute(
        select(CASE).where(CASE.c.uuid == checked_id(uuid), CASE.c.county == unit.county)
    ).first()
    if row is None:
        raise Missing("没有这个个案或小组。")
    if row.version != version:
        raise Conflict(f"已被改过（现为第 {row.version} 版），请先看新版再改。")
    return row


def _change(
    unit: Unit, book: Book, row: Any, action: str, reason: str, **values: Any
) -> tuple[Entry, ...]:
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
    return _post(unit, book, row.uuid)


def change_stage(
    unit: Unit, book: Book, uuid: str, stage: str, *, version: int, reason: str = ""
) -> tuple[Entry, ...]:
    """Move a case to another stage of the method (接案 → 预估 → 计划 → 介入 → 评估)."""
    row = _row(unit, uuid, version)
    if stage not in vocabulary.STAGES or stage == "closed":
        raise Refused("请选择阶段；结案请用“结案”。", field="stage")
    if row.stage == "closed" and stage != "follow_up":
        raise Refused("已经结案，只能转入回访。", field="stage")
    said = kept_text(reason, "reason", LONGEST_REASON)
    return _change(unit, book, row, "case.stage", said, stage=stage)


def close_case(
    unit: Unit,
    book: Book,
    uuid: str,
    on: date,
    *,
    version: int,
    reason: str,
    evidence: tuple[str, ...] = (),
) -> tuple[Entry, ...]:
    """Close a case with its reason; the closing file's papers come along as evidence."""
    row = _row(unit, uuid, version)
    if row.closed is not None:
        raise Refused("已经结案。")
    if on < row.opened or on > business_day(unit.at):
        raise Refused("结案日期应在立案之后、今天之前。", field="closed")
    why = kept_text(reason, "reason", LONGEST_CLOSING, missing="请写明结案原因。")
    kept = sorted({*row.evidence, *(e for e in evidence if e in vocabulary.EVIDENCE)})
    return _change(
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


def add_member(
    unit: Unit, book: Book, uuid: str, person: str, joined: date, *, version: int
) -> tuple[Entry, ...]:
    """A person joins a group."""
    row = _row(unit, uuid, version)
    ids = person_id_of(unit.connection, [checked_id(person)])
    if not ids:
        raise Missing("没有这位对象。")
    person_id = next(iter(ids.values()))
    known = unit.connection.execute(
        select(MEMBER.c.id).where(MEMBER.c.case_id == row.id, MEMBER.c.person_id == person_id)
    ).first()
    if known is not None:
        raise Refused("已经是成员。", field="person")
    unit.connection.execute(
        insert(MEMBER).values(case_id=row.id, person_id=person_id, joined=joined)
    )
    return _change(unit, book, row, "case.member", "")
