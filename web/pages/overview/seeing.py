"""The page of the county: its contracts by month, and what nobody has finished."""

from typing import Any

from litestar import get
from sqlalchemy import Connection

from core.ledger.book import sealed_months
from core.ledger.history import months_until
from core.ledger.outlook import month_name
from core.ledger.rules.verdicts import State
from core.matters.facts import OPEN
from core.matters.listing import Wanted, matters_page, numbers
from core.packages.fields import MATTER_KINDS
from core.places.rows import agencies_of
from core.store import reading
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.matters import WORDS, reader_of
from web.pages.indicators.asked import address
from web.pages.indicators.seen import contracts_seen
from web.pages.overview.table import ACTION, ContractRow, columns_of, legend_of, row_of, stood_in

#: So many open matters are named here; the others stand behind the link.
MATTERS = 6


@get("/overview", opt={"permission": "overview.see"}, sync_to_thread=True)
def overview(desk: Desk, engine: Engine, station: Station) -> Answer:
    """The county on one page: from here two clicks lead to any record."""
    with reading(engine) as connection:
        book = station.book(connection)
        seen = [
            key
            for key in contracts_seen(desk, book, ACTION)
            if months_until(book.terms[key], desk.day)
        ]
        columns = columns_of((book.terms[key] for key in seen), desk.day)
        found = stood_in(desk, connection, station, book, seen, columns)
        sealed = sealed_months(connection, book)
        agencies = {row["key"]: row["name"] for row in agencies_of(connection, desk.county)}
        matters = _matters(desk, connection)
    rows: dict[str, list[ContractRow]] = {}
    for key in seen:
        terms = book.terms[key]
        provider = agencies.get(terms.contract.provider, terms.contract.provider)
        row = row_of(terms, columns, found, sealed.get(key, frozenset()), desk.day)
        rows.setdefault(provider, []).append(row)
    return page(
        desk,
        "pages/overview.html",
        columns=[(key, month_name(key, desk.day)) for key in columns],
        providers=rows,
        legend=[legend_of(state) for state in (State.BEHIND, State.AT_RISK, State.ON)],
        **matters,
    )


def _matters(desk: Desk, connection: Connection) -> dict[str, Any]:
    """Open needs, incidents and leads by kind, and the most urgent of them."""
    if not desk.may("need.see"):
        return {"matters": None}
    reader = reader_of(desk)
    wanted = Wanted(states=tuple(state.value for state in OPEN))
    counted = numbers(connection, desk.county, reader, Wanted())
    rows, _ = matters_page(connection, desk.county, reader, wanted, at=desk.now, limit=MATTERS)
    by_kind = [
        (label, address("/matters", kind=kind, whose="all"), False, number)
        for kind, label in MATTER_KINDS.items()
        if (number := sum(n for (one, _), n in counted.items() if one == kind))
    ]
    return {"matters": rows, "by_kind": by_kind, **WORDS}


HANDLERS = [overview]
