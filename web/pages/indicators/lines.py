"""指标 as a board: one contract, one row per line, sorted by trouble or by the text."""

from dataclasses import replace
from typing import Any

from litestar import Request, get

from core.ledger.arranging import arrange
from core.ledger.book import Book
from core.ledger.dashboard import TROUBLE, Board, board, by_site
from core.ledger.said import labels_of
from core.packages.reach import within_reach
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import SORTS, View, address, view_of
from web.pages.indicators.shown import row_shown, state_word

NOT_FOUND = "没有这份合同，或者不在您的权限范围内。"


def contracts_seen(desk: Desk, book: Book, action: str) -> list[str]:
    """The contracts on which this person may do that, in the order of the book."""
    scope = desk.scope(action)
    agency = desk.account.agency if desk.account else ""
    return [key for key, terms in book.terms.items() if within_reach(scope, terms.contract, agency)]


def line_href(contract: str, line: str, view: View) -> str:
    """Where a number opens."""
    return address(f"/indicators/{contract}/{line}", site=view.site)


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
        terms = book.terms[view.contract].on(desk.day)
        sites = {key: book.words.places.get(key, key) for key in terms.contract.sites}
        if view.site not in sites:
            view = replace(view, site="")
        found = board(connection, book, view.contract, desk.day, site=view.site)
        compared = by_site(connection, book, view.contract) if view.compare else {}
    labels = labels_of(terms.package, station.catalogue, book.words)
    sections = [
        (
            section,
            [
                row_shown(
                    found,
                    row,
                    labels,
                    line_href(view.contract, row.line.key, view),
                    urgent=section.urgent,
                )
                for row in section.rows
            ],
        )
        for section in arrange(
            found,
            by_trouble=view.sort == "trouble" and not view.compare,
            state=_rule_state(view.state),
            question=view.question,
        )
    ]
    return page(
        desk,
        "pages/indicators.html",
        board=found,
        view=view,
        sections=sections,
        counts=_counts(found),
        contracts=[(key, book.terms[key].contract.title) for key in seen],
        sites=sites,
        compared=compared,
        places=_columns(compared, sites, book),
        sorts=SORTS,
        passed=min(max((desk.day - terms.contract.start).days + 1, 0), _days(found)),
        whole=_days(found),
    )


def _days(found: Board) -> int:
    contract = found.terms.contract
    return (contract.end - contract.start).days + 1


def _counts(found: Board) -> list[tuple[str, int]]:
    return [(state_word(state), found.counts[state]) for state in TROUBLE if found.counts[state]]


def _rule_state(word: str) -> str:
    return next((state.value for state in TROUBLE if state_word(state) == word), "")


def _columns(compared: Any, sites: dict[str, str], book: Book) -> list[tuple[str, str]]:
    """The places of a comparison: the contract's own, and wherever something was counted."""
    keys = dict.fromkeys(sites)
    for values in compared.values():
        keys.update(dict.fromkeys(sorted(values)))
    return [(key, book.words.places.get(key, key)) for key in keys]


HANDLERS = [indicators]
