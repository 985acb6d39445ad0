"""One paper of a contract in one period: to look at, and as a file."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from core.activities.listing import names_of
from core.papers.gather import gather, named_period
from core.papers.listing import Written, template_used
from core.papers.making import drawn
from core.papers.source import Source
from core.papers.templates.placeholders import names_known
from core.plugin import PaperFacts, Per
from core.plugin.drawn import Drawn, proses
from core.store import reading
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.indicators.seen import contracts_seen
from web.pages.papers.asked import Asked, asked_of, may_write, source_of, written_of
from web.pages.papers.drawing import rare_in
from web.pages.papers.files import file_links, file_of
from web.posted import whole_number

#: Papers of records shown on the page; the file holds them all.
SHOWN = 3
#: Papers of records in one file; more of them are several files.
IN_A_FILE = 500


@get(
    "/papers/{contract:str}/{paper:str}",
    opt={"permission": "paper.print"},
    sync_to_thread=True,
)
def show(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    contract: FromPath[str],
    paper: FromPath[str],
) -> Answer:
    """The paper as it is now, with its files and its other periods."""
    wanted = filters(request, ("period",))
    with reading(engine) as connection:
        source = source_of(desk, station, connection)
        asked = asked_of(desk, station, source, contract, paper, wanted["period"])
        facts = gather(source, asked.paper, asked.terms, asked.period)
        written = written_of(source, asked)
        found = _now_or_handed(source, asked, facts, written, desk)
        who = names_of(connection, {written.handed_by})
    address = f"{asked.path}/file?period={asked.period.key}&"
    parts = range(1, -(-len(found) // IN_A_FILE) + 1)
    return page(
        desk,
        "papers/drawn.html",
        title=facts.label,
        above=asked.terms.contract.title,
        papers=found[:SHOWN],
        rare=rare_in(found[:SHOWN]),
        number=len(found),
        files=[
            (f"{href}&part={part}" if len(parts) > 1 else href, label, part)
            for href, label in file_links(asked.paper, address)
            for part in parts
        ],
        several=len(parts) > 1,
        periods=[(one.key, named_period(one)) for one in asked.periods],
        period=asked.period.key,
        path=asked.path,
        written=written,
        who=who.get(written.handed_by, ""),
        writes=bool(found and proses(found[0])) and may_write(desk, source, contract),
        frames=contract in contracts_seen(desk, source.book, "package.edit")
        and "word" in asked.paper.formats,
        arranges=bool(asked.paper.columns) and may_write(desk, source, contract),
        back=f"/papers?contract={contract}",
    )


@get(
    "/papers/{contract:str}/{paper:str}/file",
    opt={"permission": "paper.print"},
    sync_to_thread=True,
)
def file(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    contract: FromPath[str],
    paper: FromPath[str],
) -> Response[bytes]:
    """The paper as a file; of many records, the part that is asked for."""
    wanted = filters(request, ("period", "format", "part"))
    with reading(engine) as connection:
        source = source_of(desk, station, connection)
        asked = asked_of(desk, station, source, contract, paper, wanted["period"])
        facts = gather(source, asked.paper, asked.terms, asked.period)
        found = _now_or_handed(source, asked, facts, written_of(source, asked), desk)
        own = template_used(connection, desk.county, asked.contract_type, paper)
    kind = wanted["format"] or asked.paper.formats[0]
    first = (max(whole_number(wanted["part"]), 1) - 1) * IN_A_FILE
    name = f"{facts.label} {asked.terms.contract.title} {facts.period_name}"
    known = kind if kind in asked.paper.formats else ""
    some = found[first : first + IN_A_FILE]
    names = () if asked.paper.per is Per.RECORD else names_known(some)
    return file_of(station, desk.county, some, known, name, template=own, names=names)


def _now_or_handed(
    source: Source, asked: Asked, facts: PaperFacts, written: Written, desk: Any
) -> tuple[Drawn, ...]:
    """The paper as it was handed over, for those who see the whole contract; else as it is now."""
    contract = asked.terms.contract
    places = contract.sites or (contract.county,)
    if written.handed and all(
        desk.can("person.see", place=place, contract=contract.key) for place in places
    ):
        return (written.handed,)
    return drawn(source, asked.paper, facts, desk.now)


HANDLERS = [show, file]
