"""指标 as a board: one contract, one row per line, sorted by trouble or by the text; kept fresh."""

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get

from core.ledger.latest import latest_entry
from core.store import reading
from core.store.errors import Missing
from web.desk import HTML, Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import SORTS, asked, view_of
from web.pages.indicators.boards import board_context
from web.pages.indicators.seen import NOT_FOUND, contracts_seen, require_contract
from web.posted import whole_number


@get("/indicators", opt={"permission": "indicator.see"}, sync_to_thread=True)
def indicators(
    desk: Desk, engine: Engine, station: Station, request: Request[Any, Any, Any]
) -> Answer:
    """The board of the contract that is asked for, else of the first one within reach."""
    view = view_of(request)
    with reading(engine) as connection:
        book = station.book(connection)
        seen = contracts_seen(desk, book, "indicator.see")
        if not seen:
            return page(desk, "pages/indicators.html", board=None, view=view)
        if view.contract and view.contract not in seen:
            raise Missing(NOT_FOUND)
        view = replace(view, contract=view.contract or seen[0])
        context = board_context(desk, connection, station, view)
    contracts = [(key, book.terms[key].contract.title) for key in seen]
    return page(desk, "pages/indicators.html", contracts=contracts, sorts=SORTS, **context)


@get("/indicators/live", opt={"permission": "indicator.see"}, sync_to_thread=True)
def live(desk: Desk, engine: Engine, station: Station, request: Request[Any, Any, Any]) -> Answer:
    """The board again when something was entered since ``seen``; else nothing (204).

    Asked every few seconds by every board that is looked at: one look into an index.
    """
    view = view_of(request)
    with reading(engine) as connection:
        book = station.book(connection)
        require_contract(desk, book, view.contract)
        if latest_entry(connection, book, [view.contract]) <= whole_number(asked(request, "seen")):
            return Response("", status_code=204, media_type=HTML)
        context = board_context(desk, connection, station, view)
    return page(desk, "pages/indicators_board.html", **context)


HANDLERS = [indicators, live]
