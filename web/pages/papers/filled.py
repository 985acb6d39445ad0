"""A record on paper: drawn from what was recorded, in the words of the forms it was answered with."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.evidence import evidence_of
from core.activities.listing import Listed
from core.activities.loading import load_records
from core.facts import Record, vocabulary
from core.papers.records import records_on_paper
from core.plugin import OnPaper
from core.recording.answered import answered_forms, stamps_of
from core.recording.answers import open_in
from core.recording.asking import Asked
from core.store import reading
from web.desk import page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.activities.showing import seen_record
from web.pages.papers.asked import source_of
from web.pages.papers.drawing import paper_alone, papers_of


@get("/activities/{record:uuid}/paper", opt={"permission": "paper.print"}, sync_to_thread=True)
def of_record(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    record: FromPath[UUID],
) -> Response[Any]:
    """The record as its forms print it, or (``paper``) as an office expects it."""
    asked = filters(request, ("paper", "format"))
    uuid = str(record)
    with reading(engine) as connection:
        row = seen_record(desk, station, connection, uuid)
        desk.require("paper.print", place=row.site)
        fact = load_records(connection, [uuid])[uuid]
        forms = _asked_of(station, connection, row, fact)
        source = source_of(desk, station, connection)
        [given] = records_on_paper(connection, source.book, source.catalogue, source.reader, [uuid])
        evidence = [one for one in evidence_of(connection, row.id) if not one["withdrawn_at"]]
        types = dict.fromkeys(one.package.package.type for one in source.book.terms.values())
        papers = papers_of(desk, station, connection, types, row.kind)
    if asked["paper"]:
        return paper_alone(desk, station, papers, asked, given, asked.href(paper="", format=""))
    return page(
        desk,
        "papers/forms.html",
        given=replace(given, title=given.title or given.kind_label),
        asked=forms,
        papers=[(asked.href(paper=key), one.paper.label) for key, one in papers.items()],
        back=f"/activities/{uuid}",
        rows=_rows(row, given, evidence),
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


def _rows(row: Listed, given: OnPaper, evidence: list[Any]) -> list[tuple[str, str]]:
    """What every record has beside its forms, where there is any of it."""
    heads = [f"{label} {number} 人" for label, number in given.heads]
    kinds = dict.fromkeys(vocabulary.EVIDENCE[one["kind"]] for one in evidence)
    found = {
        "时长": f"{row.minutes} 分钟" if row.minutes else "",
        "没有实名的": "、".join(heads),
        "服务项目": "、".join(given.items),
        "佐证": "、".join(kinds),
    }
    return [(label, said) for label, said in found.items() if said]


HANDLERS = [of_record]
