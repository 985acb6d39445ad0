"""Blank papers to take along: what 记一笔 would ask, and any form of a published version."""

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from core.packages.forms import form_of
from core.plugin import OnPaper, PersonOnPaper
from core.recording.asking import Asked
from core.store import reading
from core.store.ids import checked_id
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.packages.shelf import find, form_of_version
from web.pages.papers.drawing import paper_alone, papers_of
from web.pages.record.draft import fresh
from web.pages.record.sheet import chosen_kind, sheet_of

FILTERS = ("kind", "person", "site", "paper", "format")


@get("/record/paper", opt={"permission": "paper.print"}, sync_to_thread=True)
def of_kind(
    request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine
) -> Response[Any]:
    """The forms of a kind of record at a place, in every season; for a person, those of the roster."""
    asked = filters(request, FILTERS)
    kind = chosen_kind(station, asked["kind"])
    people = [checked_id(asked["person"])] if asked["person"] else []
    with reading(engine) as connection:
        draft = replace(fresh(kind.key, people), site=asked["site"])
        sheet = sheet_of(desk, station, connection, draft)
        types = [terms.package.package.type for terms in sheet.contracts]
        papers = papers_of(desk, station, connection, types, kind.key)
    given = OnPaper(
        title=kind.label,
        people=tuple(PersonOnPaper(name=one.name) for one in sheet.people),
        forms=tuple(one.form for one in sheet.asked),
    )
    if asked["paper"]:
        return paper_alone(desk, station, papers, asked, given, asked.href(paper="", format=""))
    return page(
        desk,
        "papers/forms.html",
        given=given,
        asked=sheet.asked,
        papers=[(asked.href(paper=key), one.paper.label) for key, one in papers.items()],
        back=f"/record?kind={kind.key}" + (f"&person={people[0]}" if people else ""),
        rows=(),
        number="",
        filled=False,
    )


@get(
    "/packages/{key:str}/{version:str}/forms/{form:str}/paper",
    opt={"permission": "paper.print"},
    sync_to_thread=True,
)
def of_version(
    desk: Desk,
    engine: Engine,
    station: Station,
    key: FromPath[str],
    version: FromPath[str],
    form: FromPath[str],
) -> Answer:
    """A form of a published version, to be filled in by hand."""
    with reading(engine) as connection:
        row = find(desk, connection, station.book(connection), key, version)
    _, own = form_of_version(row, form)
    one = Asked(form=form_of(own), contract="", title=row.title)
    return page(
        desk,
        "papers/forms.html",
        given=OnPaper(title=own.label, forms=(one.form,)),
        asked=(one,),
        papers=(),
        back=f"/packages/{key}/{version}/forms/{form}",
        rows=(),
        number="",
        filled=False,
    )


HANDLERS = [of_kind, of_version]
