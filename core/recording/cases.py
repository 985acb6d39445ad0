"""Opening a case or group. Everything that changes one afterwards posts to the ledger too."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import insert, select

from core.calendar import business_day
from core.cases.rows import CASE, MEMBER
from core.facts import Entry, Noun
from core.ledger.book import Book
from core.people.loading import person_id_of
from core.places.rows import place_by_key
from core.plugin import Who
from core.plugin.catalogue import Catalogue
from core.recording.answers import check_answers, wrong_text
from core.recording.asking import forms_for, may_count_in, questions_of
from core.recording.case_changes import post_case
from core.recording.checking import FIRST_DAY, LONGEST_TITLE
from core.recording.inputs import Input
from core.store import Unit
from core.store.audit import canonical
from core.store.errors import Conflict, Refused
from core.store.ids import checked_id
from core.store.versions import keep, versions_of


class CaseInput(Input, frozen=True):
    """A case or group as it is opened; ``members`` are permanent ids of people."""

    id: str
    kind: str
    site: str
    title: str
    opened: date
    members: tuple[str, ...] = ()
    fields: dict[str, Any] = msgspec.field(default_factory=dict)


#: Says nothing of what is there: not what it is, nor whose.
NOT_YOURS = "这个编号不能使用，请重新点“立案”。"
OTHERWISE = "已经立案，但内容和这次填的不同，这次填的没有存。请打开已有的那个核对；要另立一个，请重新点“立案”。"


def opened_before(unit: Unit, posted: CaseInput) -> bool:
    """Whether this very case was opened before, by the same account with the same content.

    Raises Conflict when the id stands for other content, and Refused for a case of others.
    """
    uuid = checked_id(posted.id)
    row = unit.connection.execute(select(CASE.c.county).where(CASE.c.uuid == uuid)).first()
    if row is None:
        return False
    first = versions_of(unit.connection, "case", uuid)[0]
    if (row.county, first["actor"]) != (unit.county, unit.actor.id):
        raise Refused(NOT_YOURS, field="id")
    if canonical(first["content"]) != canonical(msgspec.to_builtins(posted)):
        raise Conflict(OTHERWISE)
    return True


def open_case(
    unit: Unit, catalogue: Catalogue, book: Book, posted: CaseInput, provider: str
) -> tuple[Entry, ...]:
    """Open a case or group; the same once more changes nothing, with other content is a Conflict."""
    uuid = checked_id(posted.id)
    kind = catalogue.kinds.get(posted.kind)
    if kind is None or kind.noun is not Noun.CASE:
        raise Refused("没有这种个案或小组。", field="kind")
    if opened_before(unit, posted):
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
    return post_case(unit, book, uuid)
