"""Papers of one person: their file, and what the contracts ask for whose rosters they are on."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from core.papers.listing import template_used
from core.papers.making import foot_alone, foot_of
from core.papers.of_person import facts_of_person
from core.papers.writing import FORMATS
from core.plugin import Paper, Per
from core.store import reading
from core.store.errors import Missing
from web.desk import page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.indicators.seen import contracts_seen
from web.pages.papers.asked import NOT_FOUND, papers_made, source_of
from web.pages.papers.drawing import rare_in
from web.pages.papers.file_templates import PERSON, file_alone, own_template
from web.pages.papers.files import file_of
from web.pages.papers.person_file import FILES, person_file
from web.pages.people.paper import file_in_words
from web.pages.people.seeing import seen_person


@get("/people/{person:uuid}/papers", opt={"permission": "paper.print"}, sync_to_thread=True)
def papers_of_person(
    desk: Desk, station: Station, engine: Engine, person: FromPath[UUID]
) -> Response[Any]:
    """What can be made of this person."""
    uuid = str(person)
    with reading(engine) as connection:
        found = file_in_words(desk, station, connection, uuid)
        book = station.book(connection)
    desk.require("paper.print", place=found["whole"]["place"])
    seen = contracts_seen(desk, book, "paper.print")
    on = [key for roster, _ in found["rosters"] if (key := roster.contract) in seen]
    every = [(book.terms[key].on(desk.day), key) for key in dict.fromkeys(on)]
    return page(
        desk,
        "papers/of_person.html",
        whole=found["whole"],
        own=[(f"/people/{uuid}/paper/file?format={key}", FORMATS[key].label) for key in FILES],
        rows=[
            (f"/people/{uuid}/papers/{key}/{paper.key}", paper.label, terms.contract.title)
            for terms, key in every
            for paper in papers_made(station, terms)
            if paper.per is Per.PERSON and paper.draw
        ],
    )


@get("/people/{person:uuid}/paper/file", opt={"permission": "paper.print"}, sync_to_thread=True)
def file_of_person(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    person: FromPath[UUID],
) -> Response[bytes]:
    """The person's file as a file to keep, masked."""
    asked, uuid = filters(request, ("format",)), str(person)
    with reading(engine) as connection:
        found = file_in_words(desk, station, connection, uuid)
        own = own_template(connection, desk.county, PERSON)
    desk.require("paper.print", place=found["whole"]["place"])
    drawn = person_file(found, foot_alone(uuid, desk.now))
    known = asked["format"] if asked["format"] in FILES else ""
    name = f"服务对象档案 {found['whole']['code']}"
    return file_alone(station, desk.county, drawn, known, name, own)


@get(
    "/people/{person:uuid}/papers/{contract:str}/{paper:str}",
    opt={"permission": "paper.print"},
    sync_to_thread=True,
)
def of_person(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    person: FromPath[UUID],
    contract: FromPath[str],
    paper: FromPath[str],
) -> Response[Any]:
    """The paper as it is now, or its file."""
    asked, uuid = filters(request, ("format",)), str(person)
    with reading(engine) as connection:
        whole = seen_person(desk, connection, uuid)
        desk.require("paper.print", place=whole["place"])
        source = source_of(desk, station, connection)
        if contract not in contracts_seen(desk, source.book, "paper.print"):
            raise Missing(NOT_FOUND)
        terms = source.book.terms[contract].on(desk.day)
        made = _asked(papers_made(station, terms), paper)
        facts = facts_of_person(
            source, made, terms, uuid=uuid, person=whole["small"], household=whole["home"]
        )
        own = template_used(connection, desk.county, terms.package.package.type, paper)
    assert made.draw is not None
    drawn = replace(made.draw(facts), foot=foot_of(facts, desk.now))
    if asked["format"]:
        known = asked["format"] if asked["format"] in made.formats else ""
        name = f"{facts.label} {whole['code']}"
        return file_of(station, desk.county, [drawn], known, name, template=own)
    return page(
        desk,
        "papers/drawn.html",
        title=facts.label,
        above=terms.contract.title,
        papers=(drawn,),
        rare=rare_in((drawn,)),
        number=1,
        files=[(asked.href(format=key), FORMATS[key].label, 1) for key in made.formats],
        several=False,
        periods=(),
        period="",
        path="",
        back=f"/people/{uuid}/papers",
    )


def _asked(papers: tuple[Paper, ...], key: str) -> Paper:
    for one in papers:
        if one.key == key and one.per is Per.PERSON and one.draw:
            return one
    raise Missing(NOT_FOUND)


HANDLERS = [papers_of_person, file_of_person, of_person]
