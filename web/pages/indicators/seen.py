"""What of the contracts this person may see: which ones, which of their places, which months."""

from core.ledger.book import Book
from core.ledger.history import months_until
from core.packages.reach import reached, within_reach
from core.packages.terms import Terms
from core.store.errors import Missing
from web.desk import Desk

NOT_FOUND = "没有这份合同，或者不在您的权限范围内。"


def contracts_seen(desk: Desk, book: Book, action: str) -> list[str]:
    """The contracts on which this person may do that, in the order of the book."""
    scope = desk.scope(action)
    agency = desk.account.agency if desk.account else ""
    return [key for key, terms in book.terms.items() if within_reach(scope, terms.contract, agency)]


def require_contract(desk: Desk, book: Book, contract: str) -> None:
    """Raise Missing when the contract lies outside one's reach: then it does not exist."""
    if contract not in contracts_seen(desk, book, "indicator.see"):
        raise Missing(NOT_FOUND)


def places_seen(desk: Desk, terms: Terms) -> tuple[str, ...]:
    """The places of a contract to which one's sight is limited; none when all of it is seen."""
    return reached(desk.scope("indicator.see"), terms.contract)


def sites_seen(desk: Desk, book: Book, terms: Terms) -> dict[str, str]:
    """The places among which one may choose, with their names."""
    keys = places_seen(desk, terms) or terms.contract.sites
    return {key: book.words.places.get(key, key) for key in keys}


def places_within(desk: Desk, book: Book, terms: Terms, site: str) -> tuple[str, ...]:
    """The places whose numbers are meant: one that was chosen, else all that one may see."""
    return (site,) if site in sites_seen(desk, book, terms) else places_seen(desk, terms)


def month_seen(terms: Terms, asked: str, desk: Desk) -> str:
    """The past month that is asked for; empty for the running one and for what is none."""
    begun = months_until(terms, desk.day)
    ended = begun if desk.day > terms.contract.end else begun[:-1]
    return asked if asked in ended else ""
