"""今日: who is due, grouped by village, overdue first; the same person once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from litestar import Request, get

from core.activities.waiting import numbers_undecided
from core.ledger.book import Book
from core.ledger.today import Due, due_people, enrolled
from core.packages.deadlines import DueDay, deadlines_between
from core.people.search import search_people
from core.places.rows import PLACE
from core.store import reading
from core.trust.visible import visible
from web.desk import Answer, page
from web.filters import Filters, filters
from web.given import Desk, Engine, Station
from web.pages.indicators.seen import contracts_seen
from web.posted import whole_number
from web.said import STATE_KEY, DueRow, due_row, short_title
from web.waiting import conflicts_waiting

FILTERS = ("q", "contract", "state", "place", "whose", "after")
PAGE = 40
MOST_FOUND = 200
SHOWN_DONE = 80
#: 时限 of so many days ahead stand on top of the page of whoever looks after a month's end.
DAYS_AHEAD = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Village:
    """The people of one village, worst first."""

    key: str
    name: str
    people: tuple[DueRow, ...]

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(1 for row in self.people if row.state == "overdue")


def whose(desk: Any, asked: str) -> str:
    """``mine`` for a worker's own people, ``all`` for everyone within reach."""
    if desk.role == "worker":
        return "all" if asked == "all" else "mine"
    return "mine" if asked == "mine" else "all"


def due_at(desk: Any, station: Any, connection: Any, asked: str = "") -> tuple[Due, ...]:
    """Everyone who is due for the person at the desk."""
    mine = whose(desk, asked) == "mine"
    condition = enrolled(desk.scope("today.see"), worker=desk.actor.id if mine else "")
    book, known = station.book(connection), station.people_known
    return due_people(connection, book, desk.day, condition, known=known)


@get("/today", opt={"permission": "today.see"}, sync_to_thread=True)
def today(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """Who is due today, and what of it."""
    asked = filters(request, FILTERS)
    with reading(engine) as connection:
        book = station.book(connection)
        everyone = due_at(desk, station, connection, asked["whose"])
        conflicts = conflicts_waiting(desk, connection)
        deadlines = deadlines_ahead(desk, book)
        found: set[str] | None = None
        if asked["q"]:
            reach = visible(desk.scope("today.see"), PLACE.c.key)
            near = search_people(connection, desk.county, asked["q"], reach, MOST_FOUND)
            found = {one.uuid for one in near}
        reviews = desk.scope("record.approve") if desk.may("record.approve") else None
        to_review, sent_back = numbers_undecided(
            connection, desk.county, reviews=reviews, author=desk.actor.id
        )
    chosen = [due for due in everyone if _fits(due, asked, found)]
    open_now = [due for due in chosen if STATE_KEY[due.state] != "done"]
    done = [due for due in chosen if STATE_KEY[due.state] == "done"]
    listed = done if asked["state"] == "done" else open_now
    start = whole_number(asked["after"])

    def row(due: Due) -> DueRow:
        may_call = bool(desk.can("record.create", place=due.person.site or ""))
        return due_row(station.catalogue, book, due, desk.day, may_call=may_call)

    shown = [row(due) for due in listed[start : start + PAGE]]
    states = [STATE_KEY[due.state] for due in everyone]
    context: dict[str, Any] = {
        "asked": asked,
        "villages": by_village(shown),
        "more": asked.href(after=str(start + PAGE)) if len(listed) > start + PAGE else "",
        "done": [row(due) for due in done[:SHOWN_DONE]] if asked["state"] != "done" else [],
        "done_number": len(done) if asked["state"] != "done" else 0,
        "owing": sum(1 for state in states if state != "done"),
        "overdue": states.count("overdue"),
        "everyone": len(everyone),
        "contracts": _contracts(book, everyone, asked),
        "states": _states(states, asked),
        "places": sorted({(due.person.site or "", due.site_name) for due in everyone}),
        "whose": whose(desk, asked["whose"]),
        "may_record": bool(desk.may("record.create")),
        "conflicts": conflicts,
        "deadlines": deadlines,
        "to_review": to_review,
        "sent_back": sent_back,
    }
    if desk.is_htmx and start:
        return page(desk, "fragments/due.html", **context)
    return page(desk, "pages/today.html", **context)


def deadlines_ahead(desk: Desk, book: Book) -> list[tuple[DueDay, str]]:
    """What falls due in the next days in the contracts whose month's end this person looks after,
    each with its contract's short title."""
    if not desk.may("month.see"):
        return []
    found = [
        due
        for key in contracts_seen(desk, book, "month.see")
        for due in deadlines_between(book.terms[key], desk.day, desk.day + DAYS_AHEAD)
    ]
    found.sort(key=lambda due: due.due.at)
    return [(due, short_title(book.terms[due.contract].contract.title)) for due in found]


def _fits(due: Due, asked: Filters, found: set[str] | None) -> bool:
    if asked["contract"] and asked["contract"] not in due.contracts:
        return False
    if asked["place"] and due.person.site != asked["place"]:
        return False
    if asked["state"] and STATE_KEY[due.state] != asked["state"]:
        return False
    return found is None or due.person.id in found or asked["q"] in due.site_name


def by_village(rows: Iterable[DueRow]) -> list[Village]:
    """The people under their villages, in the order in which they come."""
    found: dict[tuple[str, str], list[DueRow]] = {}
    for row in rows:
        found.setdefault((row.site, row.site_name), []).append(row)
    return [Village(key=k, name=name, people=tuple(p)) for (k, name), p in found.items()]


def _contracts(book: Any, everyone: Iterable[Due], asked: Filters) -> list[tuple[Any, ...]]:
    open_now = [due for due in everyone if STATE_KEY[due.state] != "done"]
    keys = dict.fromkeys(key for due in everyone for key in due.contracts)
    chips = [("全部", asked.href(contract=""), not asked["contract"], len(open_now))]
    for key in keys:
        number = sum(1 for due in open_now if key in due.contracts)
        title = short_title(book.terms[key].contract.title)
        chips.append((title, asked.href(contract=key), asked["contract"] == key, number))
    return chips if len(keys) > 1 else []


def _states(states: list[str], asked: Filters) -> list[tuple[str, str, bool, int]]:
    return [
        (key, asked.href(state="" if asked["state"] == key else key), asked["state"] == key, n)
        for key in ("overdue", "soon", "open", "done")
        if (n := states.count(key)) or asked["state"] == key
    ]


HANDLERS = [today]
