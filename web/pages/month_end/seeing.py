"""The page of a month: its checklist while it is open, what was handed in once it is closed."""

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.facts import PeriodKind
from core.ledger.book import Book
from core.ledger.rules.verdicts import State
from core.month_end.loading import HandedIn, asked_by, changes_of, handed_in
from core.packages.deadlines import undated
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import asked
from web.pages.indicators.seen import contracts_seen
from web.pages.indicators.shown import state_word
from web.pages.month_end.chosen import Chosen, chosen, month_name
from web.pages.month_end.shown import items_shown, quotas_shown

#: What is due with the account of a month, not with a quarter's.
EVERY_MONTH = ("month", "contract_month")


@get("/month-end", opt={"permission": "month.see"}, sync_to_thread=True)
def month_end(
    request: Request[Any, Any, Any], desk: Desk, engine: Engine, station: Station
) -> Answer:
    """A contract's month; without any, that of the first contract which waits to be handed in."""
    with reading(engine) as connection:
        book = station.book(connection)
        seen = contracts_seen(desk, book, "month.see")
        if not seen:
            return page(desk, "pages/month_end.html", one=None)
        one = chosen(
            desk, connection, book, asked(request, "contract") or seen[0], asked(request, "month")
        )
        context: dict[str, Any] = {
            "one": one,
            "contracts": [(key, book.terms[key].contract.title) for key in seen],
            "months": _months(book, one),
            "may_hand_in": one.contract in contracts_seen(desk, book, "month.hand_in"),
        }
        found = handed_in(connection, book, one.contract, one.month.key)
        if one.month.key in one.sealed:
            context |= _closed(connection, book, one, found, asked(request, "site"))
        else:
            context |= _open(desk, connection, station, one)
    return page(desk, "pages/month_end.html", **context)


def _months(book: Book, one: Chosen) -> list[tuple[str, str, bool]]:
    months = book.terms[one.contract].periods(PeriodKind.MONTH)
    return [(m.key, month_name(m), m.key in one.sealed) for m in months]


def _open(desk: Desk, connection: Connection, station: Any, one: Chosen) -> dict[str, Any]:
    book = station.book(connection)
    checklist = one.checklist(connection, station, desk)
    return {
        "checklist": checklist,
        "items": items_shown(desk, one, checklist),
        "quotas": quotas_shown(desk, one, checklist),
        "undated": [row for row in undated(one.terms) if row.period in EVERY_MONTH],
        "met": [
            (state_word(State(key)), number) for key, number in checklist.met.items() if number
        ],
        "asked": bool(asked_by(connection, book, one.contract, one.month.key)),
    }


def _closed(
    connection: Connection, book: Book, one: Chosen, found: HandedIn | None, site: str
) -> dict[str, Any]:
    changes = changes_of(connection, book, one.terms, one.month)
    parts = found.content["sites"] if found else []
    part = next((p for p in parts if p["site"] == site), parts[0] if parts else None)
    lines = part["lines"] if part else []
    listed = {line["key"] for line in lines}
    others = [
        (key, one.terms.every_line[key].label, change)
        for key, change in changes.items()
        if key not in listed
    ]
    return {
        "found": found,
        "since": one.sealed[one.month.key],
        "part": part,
        "sites": [(p["name"], one.at(site=p["site"]), p is part) for p in parts],
        "lines": [(line, state_word(State(line["state"]))) for line in lines],
        "changes": changes if not part or not part["site"] else {},
        "others": others if not part or not part["site"] else [],
        "changed": sum(change.entries for change in changes.values()),
    }


@get(
    "/month-end/{contract:str}/{month:str}/snapshot.json",
    opt={"permission": "month.see"},
    sync_to_thread=True,
)
def snapshot(
    desk: Desk, engine: Engine, station: Station, contract: FromPath[str], month: FromPath[str]
) -> Answer:
    """The bytes whose SHA-256 is the digest of the month."""
    with reading(engine) as connection:
        book = station.book(connection)
        one = chosen(desk, connection, book, contract, month)
        found = handed_in(connection, book, contract, one.month.key)
    if found is None:
        raise Missing("这个月没有交账单。")
    name = f"{contract}-{one.month.key}-{found.digest[:16]}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Answer(found.text, media_type="application/json; charset=utf-8", headers=headers)


HANDLERS = [month_end, snapshot]
