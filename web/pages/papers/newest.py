"""A paper as a county's template of it is tried: the newest one, and its sheet with everything on it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.papers.gather import gather
from core.papers.making import drawn, specimen
from core.papers.source import Source
from core.plugin import Per
from core.plugin.drawn import Drawn
from core.store.errors import Missing
from web.pages.indicators.seen import contracts_seen
from web.pages.papers.asked import Asked, asked_of, source_of

NOT_ALLOWED = "没有更换这份文书模板的权限。"
#: Sheets of records on which a template is tried.
TRIED = 3
#: Months in which they are looked for: the newest one may have no record yet.
LOOKED_THROUGH = 3


@dataclass(frozen=True, kw_only=True)
class Newest:
    """The paper that is asked for: ``sheet`` has a place for everything, ``papers`` are tried on."""

    asked: Asked
    sheet: Drawn
    papers: tuple[Drawn, ...]

    @property
    def of_records(self) -> bool:
        """Whether it is one sheet for each record."""
        return self.asked.paper.per is Per.RECORD


def newest(desk: Any, station: Any, connection: Connection, contract: str, paper: str) -> Newest:
    """The paper as it is drawn just now; without any record its empty sheet."""
    source = source_of(desk, station, connection)
    asked = replaceable(desk, station, source, contract, paper)
    several = asked.periods[:LOOKED_THROUGH] if asked.paper.per is Per.RECORD else asked.periods[:1]
    papers: tuple[Drawn, ...] = ()
    for period in several:
        if not papers:
            facts = gather(source, asked.paper, asked.terms, period)
            papers = drawn(source, asked.paper, facts, desk.now)[:TRIED]
    if asked.paper.per is not Per.RECORD:
        return Newest(asked=asked, sheet=papers[0], papers=papers)
    empty = specimen(source, asked.paper, asked.terms, desk.now)
    return Newest(asked=asked, sheet=empty, papers=papers or (empty,))


def replaceable(desk: Any, station: Any, source: Source, contract: str, paper: str) -> Asked:
    """A paper whose Word template may be replaced by who sits there; Missing for any other."""
    asked = asked_of(desk, station, source, contract, paper)
    if contract not in contracts_seen(desk, source.book, "package.edit"):
        raise Missing(NOT_ALLOWED)
    if "word" not in asked.paper.formats:
        raise Missing("这种文书没有 Word 模板。")
    return asked
