"""A record on paper: drawn from what was recorded, in the words of the forms it was answered with."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath
from sqlalchemy import Connection, select

from core.activities.evidence import evidence_of
from core.activities.listing import Listed
from core.activities.loading import load_records
from core.facts import Record, vocabulary
from core.people.loading import load_people
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.plugin import OnPaper, PersonOnPaper
from core.recording.answered import answered_forms, stamps_of
from core.recording.answers import open_in
from core.recording.asking import Asked
from core.store import reading
from core.trust.visible import visible
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.activities.showing import seen_record
from web.pages.activities.telling import OUT_OF_REACH, answer_in_words
from web.pages.papers.drawing import own_paper, papers_of
from web.pages.record.offered import names_seen


@get("/activities/{record:uuid}/paper", opt={"permission": "paper.print"}, sync_to_thread=True)
def of_record(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    record: FromPath[UUID],
) -> Answer:
    """The record as its forms print it, or (``paper``) as an office expects it."""
    asked = filters(request, ("paper",))
    uuid = str(record)
    with reading(engine) as connection:
        row = seen_record(desk, station, connection, uuid)
        desk.require("paper.print", place=row.site)
        fact = load_records(connection, [uuid])[uuid]
        forms = _asked_of(station, connection, row, fact)
        given = _on_paper(desk, station, connection, row, fact, forms)
        evidence = [one for one in evidence_of(connection, row.id) if not one["withdrawn_at"]]
        book = station.book(connection)
    types = dict.fromkeys(terms.package.package.type for terms in book.terms.values())
    papers = papers_of(station, types, row.kind)
    if asked["paper"]:
        return own_paper(station, papers, asked["paper"], given)
    return page(
        desk,
        "papers/forms.html",
        given=given,
        asked=forms,
        papers=[(asked.href(paper=key), paper.label) for key, (_, paper) in papers.items()],
        back=f"/activities/{uuid}",
        rows=_rows(book, row, fact, evidence),
        number=uuid,
        filled=True,
    )


def _asked_of(station: Any, connection: Connection, row: Listed, fact: Record) -> tuple[Asked, ...]:
    """The forms with the questions that were asked of this record: in season, opened, not ended."""
    book, stamps = station.book(connection), stamps_of(connection, row.uuid)
    forms = answered_forms(connection, station.catalogue, book, row.kind, stamps)
    asked = open_in([one.form.questions for one in forms], fact.fields, row.day)
    kept = (
        replace(one, form=replace(one.form, questions=questions))
        for one in forms
        if (questions := tuple(q for q in one.form.questions if q in asked))
    )
    return tuple(kept)


def _on_paper(
    desk: Any,
    station: Any,
    connection: Connection,
    row: Listed,
    fact: Record,
    forms: tuple[Asked, ...],
) -> OnPaper:
    questions = [question for one in forms for question in one.form.questions]
    names = names_seen(desk, connection, questions, fact.fields, row.site)
    return OnPaper(
        kind=row.kind,
        title=row.title or station.catalogue.label_of_kind(row.kind),
        day=row.day,
        site=row.site_name,
        visitor={"name": row.worker_name, "phone": "", "post": ""},
        people=_people(desk, connection, fact, row),
        forms=tuple(one.form for one in forms),
        fields=fact.fields,
        said={
            one.key: answer_in_words(one, fact.fields[one.key], names)
            for one in questions
            if one.key in fact.fields
        },
    )


def _people(
    desk: Any, connection: Connection, fact: Record, row: Listed
) -> tuple[PersonOnPaper, ...]:
    """Who took part; whoever lives out of the printer's reach is not told."""
    uuids = [one.person for one in fact.attendances]
    wanted = (
        select(PERSON, PLACE.c.name.label("site_name"))
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(PERSON.c.uuid.in_(uuids), visible(desk.scope("person.see"), PLACE.c.key))
    )
    found = {one.uuid: one for one in connection.execute(wanted)}
    facts = load_people(connection, [one.id for one in found.values()])
    return tuple(
        PersonOnPaper(
            name=one.name,
            sex=one.sex,
            age=facts[one.id].age_on(row.day),
            address=one.address or one.site_name,
        )
        if (one := found.get(uuid))
        else PersonOnPaper(name=OUT_OF_REACH)
        for uuid in uuids
    )


def _rows(book: Any, row: Listed, fact: Record, evidence: list[Any]) -> list[tuple[str, str]]:
    """What every record has beside its forms, where there is any of it."""
    heads = [
        f"{vocabulary.AUDIENCES[head.audience].label if head.audience else '未分类'} {head.number} 人"
        for head in fact.heads
    ]
    items = [book.words.items.get(item.code, item.code) for item in fact.items]
    kinds = dict.fromkeys(vocabulary.EVIDENCE[one["kind"]] for one in evidence)
    found = {
        "时长": f"{row.minutes} 分钟" if row.minutes else "",
        "没有实名的": "、".join(heads),
        "服务项目": "、".join(items),
        "佐证": "、".join(kinds),
    }
    return [(label, said) for label, said in found.items() if said]


HANDLERS = [of_record]
