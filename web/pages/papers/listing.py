"""文书: what can be made for which contract, and as which files."""

from typing import Any

from litestar import Request, get

from core.papers.gather import periods_for
from core.plugin import Per
from core.store import reading
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.indicators.seen import contracts_seen
from web.pages.papers.asked import papers_made, source_of
from web.pages.papers.file_templates import ADDRESS, FILES, may_replace
from web.pages.papers.files import file_links

PER = {
    Per.RECORD: "每次一份",
    Per.PERSON: "每人一份",
    Per.CASE: "每个个案、小组一份",
    Per.EVENT: "每场一份",
    Per.MONTH: "每月一份",
    Per.QUARTER: "每季度一份",
    Per.TERM: "合同期一份",
}
#: Papers that are opened from the page of what they are of.
ELSEWHERE = {
    Per.PERSON: ("/people", "在对象的档案页里打开"),
    Per.CASE: ("/cases", "在个案、小组的页面里打开"),
    Per.EVENT: ("/activities", "在活动的页面里打开"),
}


@get("/papers", opt={"permission": "paper.print"}, sync_to_thread=True)
def papers(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """The papers of one contract, each with its periods."""
    asked = filters(request, ("contract",))
    with reading(engine) as connection:
        source = source_of(desk, station, connection)
        seen = contracts_seen(desk, source.book, "paper.print")
        framed = contracts_seen(desk, source.book, "package.edit")
    chosen = asked["contract"] if asked["contract"] in seen else next(iter(seen), "")
    terms = source.book.terms[chosen].on(desk.day) if chosen else None
    return page(
        desk,
        "papers/list.html",
        contracts=[(key, source.book.terms[key].contract.title) for key in seen],
        chosen=chosen,
        rows=_rows(station, terms, desk, chosen in framed) if terms else [],
        house=[(f"{ADDRESS}/{key}/template", label) for key, (label, _) in FILES.items()]
        if may_replace(desk)
        else [],
    )


def _rows(station: Any, terms: Any, desk: Any, may_frame: bool) -> list[dict[str, Any]]:
    named = {row.key: row for row in terms.package.paper}
    rows = []
    for paper in papers_made(station, terms):
        if paper.draw is None:
            continue
        row = named.get(paper.key)
        path = f"/papers/{terms.contract.key}/{paper.key}"
        periods = periods_for(terms, paper.per, desk.day)
        rows.append(
            {
                "label": row.label if row else paper.label,
                "to": row.to if row else "",
                "clause": row.clause if row else "",
                "per": PER[paper.per],
                "elsewhere": ELSEWHERE.get(paper.per),
                "path": path if periods else "",
                "frames": may_frame and bool(periods) and "word" in paper.formats,
                "files": file_links(paper, f"{path}/file?"),
            }
        )
    return rows


HANDLERS = [papers]
