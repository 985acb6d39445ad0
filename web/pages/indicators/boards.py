"""One contract's board for the person at the desk, now or as it stood at the end of a month."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from core.ledger.arranging import arrange
from core.ledger.book import Book
from core.ledger.dashboard import TROUBLE, Board, board
from core.ledger.history import boards_of_months, months_until
from core.ledger.latest import latest_entry
from core.ledger.outlook import month_name
from core.ledger.said import labels_of
from core.packages.terms import Terms
from core.station import Station
from web.desk import Desk
from web.pages.indicators.asked import SIDES, View
from web.pages.indicators.comparing import compared
from web.pages.indicators.narrowing import WORKERS
from web.pages.indicators.seen import month_seen, places_seen, sites_seen
from web.pages.indicators.shown import row_shown, state_word


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The view with what does not fit this contract and this person taken out of it."""

    view: View
    terms: Terms
    sites: dict[str, str]
    places: tuple[str, ...]
    limited: tuple[str, ...]


def chosen(desk: Desk, book: Book, view: View) -> Chosen:
    """What of the board is meant; ``limited`` names the places when one sees only some."""
    terms = book.terms[view.contract]
    sites = sites_seen(desk, book, terms)
    within = places_seen(desk, terms)
    site = view.site if view.site in sites else ""
    side = view.side if view.side != "workers" or desk.may(WORKERS) else ""
    return Chosen(
        view=replace(view, site=site, side=side, period=month_seen(terms, view.period, desk)),
        terms=terms,
        sites=sites,
        places=(site,) if site else within,
        limited=tuple(sites[place] for place in within),
    )


def found_board(
    desk: Desk, connection: Connection, station: Station, book: Book, of: Chosen
) -> Board:
    """The board of today, or of the end of a past month."""
    key, month, known = of.view.contract, of.view.period, station.people_known
    if not month:
        return board(connection, book, key, desk.day, places=of.places, known=known)
    months, places = {key: [month]}, {key: of.places}
    found = boards_of_months(connection, book, months, desk.day, places=places, known=known)
    return found[key, month]


def board_context(
    desk: Desk, connection: Connection, station: Station, view: View
) -> dict[str, Any]:
    """All that the board's template draws."""
    book = station.book(connection)
    of = chosen(desk, book, view)
    view = of.view
    seen = latest_entry(connection, book, [view.contract])
    found = found_board(desk, connection, station, book, of)
    side = compared(desk, connection, book, of.terms, view, of.places)
    labels = labels_of(found.terms.package, station.catalogue, book.words)
    sections = [
        (
            section,
            [
                row_shown(found, row, labels, view.line_href(row.line.key), urgent=section.urgent)
                for row in section.rows
            ],
        )
        for section in arrange(
            found,
            by_trouble=view.sort == "trouble" and not view.side,
            state=_rule_state(view.state),
            question=view.question,
        )
    ]
    contract = found.terms.contract
    passed = (found.day - contract.start).days + 1
    whole = (contract.end - contract.start).days + 1
    return {
        "board": found,
        "view": view,
        "sections": sections,
        "counts": _counts(found),
        "sites": of.sites,
        "limited": of.limited,
        "side": side,
        "sides": _sides(desk, of),
        "months": _months(of.terms, desk),
        "passed": min(max(passed, 0), whole),
        "whole": whole,
        "live": "" if view.period else view.href("/indicators/live", seen=str(seen)),
    }


def _months(terms: Terms, desk: Desk) -> list[tuple[str, str]]:
    """The past months that can be looked at, newest first."""
    begun = months_until(terms, desk.day)
    return [
        (key, f"{month_name(key, desk.day)}末")
        for key in reversed(begun)
        if month_seen(terms, key, desk)
    ]


def _sides(desk: Desk, of: Chosen) -> list[tuple[str, str]]:
    """The comparisons that there are for this contract and this person."""
    offered = {
        "sites": len(of.sites) > 1,
        "months": True,
        "workers": bool(desk.may(WORKERS)),
    }
    return [(key, label) for key, label in SIDES.items() if offered[key] and key != of.view.side]


def _counts(found: Board) -> list[tuple[str, int]]:
    return [(state_word(state), found.counts[state]) for state in TROUBLE if found.counts[state]]


def _rule_state(word: str) -> str:
    return next((state.value for state in TROUBLE if state_word(state) == word), "")
