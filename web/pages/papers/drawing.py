"""Drawing a paper of one record, or a blank one: as a page, or as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Response
from sqlalchemy import Connection

from core.papers.listing import template_used
from core.papers.making import drawn_alone
from core.papers.writing import FORMATS
from core.papers.writing.typefaces import not_drawable, words_of
from core.plugin import OnPaper, Paper, Per
from core.plugin.drawn import Drawn
from core.store.errors import Missing
from web.desk import page
from web.filters import Filters
from web.pages.papers.files import file_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A paper on which one record is printed, and the county's own template of it."""

    paper: Paper
    template: bytes


def papers_of(
    desk: Any, station: Any, connection: Connection, types: Iterable[str], kind: str
) -> dict[str, Printed]:
    """The papers of these contract types that one record of the kind is printed on, by key."""
    found: dict[str, Printed] = {}
    for key in types:
        for paper in station.catalogue.contract_types[key].papers:
            if paper.draw and paper.per is Per.RECORD and kind in paper.kinds:
                own = template_used(connection, desk.county, key, paper.key)
                found.setdefault(paper.key, Printed(paper=paper, template=own))
    return found


def rare_in(papers: Iterable[Drawn]) -> str:
    """The characters of these papers that a PDF of this machine would show as an empty box."""
    return "".join(not_drawable(text for one in papers for text in words_of(one)))


def paper_alone(
    desk: Any,
    station: Any,
    papers: Mapping[str, Printed],
    asked: Filters,
    given: OnPaper,
    back: str,
) -> Response[Any]:
    """The paper that ``asked`` names, of this record: a page, or the file of its ``format``."""
    if asked["paper"] not in papers:
        raise Missing("没有这种文书。")
    paper, own = papers[asked["paper"]].paper, papers[asked["paper"]].template
    one = drawn_alone(paper, given, desk.now)
    if asked["format"]:
        known = asked["format"] if asked["format"] in paper.formats else ""
        day = given.day.isoformat() if given.day else "空白表"
        return file_of(station, desk.county, [one], known, f"{paper.label} {day}", template=own)
    links = [(asked.href(format=key), FORMATS[key].label, 1) for key in paper.formats]
    return page(
        desk,
        "papers/drawn.html",
        title=paper.label,
        above=given.title,
        papers=(one,),
        rare=rare_in((one,)),
        number=1,
        files=links,
        several=False,
        periods=(),
        period="",
        path="",
        back=back,
    )
