"""The list of activities: by kind, month, worker, contract and fate; page by page."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from litestar import Request, get
from sqlalchemy import Connection

from core.activities.listing import Listed, Wanted, cursor, records_page, workers_of
from core.ledger.of_records import fates_of, standing_of
from core.ledger.record_filters import became, met_by_contracts
from core.people.search import search_people
from core.places.rows import PLACE
from core.store import reading
from core.store.ids import checked_id
from core.trust.visible import visible
from web.desk import Answer, page
from web.filters import Filters, filters
from web.given import Desk, Engine, Station
from web.said import Badge, badges
from web.waiting import conflicts_waiting

FILTERS = ("q", "kind", "month", "worker", "contract", "fate", "person", "after")
FATES = {"counted": "有计入", "refused": "有不计", "nowhere": "都没计入"}
MOST_NAMED = 50
MONTHS_BACK = 14


def month_of(text: str) -> tuple[date, date] | None:
    """First and last day of 2026-11."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def months_before(day: date) -> list[tuple[str, str]]:
    """The last months as a filter offers them, newest first."""
    found = []
    year, month = day.year, day.month
    for _ in range(MONTHS_BACK):
        found.append((f"{year}-{month:02d}", f"{year} 年 {month} 月"))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def fates_by_record(
    station: Any, connection: Connection, uuids: Iterable[str]
) -> dict[str, tuple[Badge, ...]]:
    """Record → badges, without the sums around them: one statement for the whole page."""
    book = station.book(connection)
    standing = standing_of(connection, book, uuids)
    return {
        uuid: badges(
            station.catalogue,
            book,
            fates_of(connection, book, entries, counted_already=True, sums=False),
        )
        for uuid, entries in standing.items()
    }


@get("/activities", opt={"permission": "activity.see"}, sync_to_thread=True)
def activities(
    request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine
) -> Answer:
    """What was done, newest first."""
    asked = filters(request, FILTERS)
    scope = desk.scope("activity.see")
    with reading(engine) as connection:
        book = station.book(connection)
        rows, more = records_page(
            connection,
            desk.county,
            scope=scope,
            wanted=wanted_of(desk, connection, asked),
            also=met_by_contracts(scope) if scope.contracts is not None else None,
            among=became(asked["fate"], book.ids.get(asked["contract"])),
            after=cursor(asked["after"]),
        )
        context = {
            "asked": asked,
            "days": _by_day(rows),
            "fates": fates_by_record(station, connection, [row.uuid for row in rows]),
            "kind_of": station.catalogue.label_of_kind,
            "more": asked.href(after=rows[-1].cursor) if more else "",
            "kinds": [
                (k.key, k.label) for k in station.catalogue.kinds.values() if k.noun != "case"
            ],
            "months": months_before(desk.day),
            "workers": workers_of(connection, desk.county, scope).items(),
            "contracts": [(t.contract.key, t.contract.title) for t in book.terms.values()],
            "fate_words": FATES.items(),
            "may_record": bool(desk.may("record.create")),
            "conflicts": conflicts_waiting(desk, connection),
        }
    if desk.is_htmx and asked["after"]:
        return page(desk, "fragments/activities.html", **context)
    return page(desk, "pages/activities.html", **context)


def wanted_of(desk: Any, connection: Connection, asked: Filters) -> Wanted:
    """What the filters of the list ask for."""
    month = month_of(asked["month"])
    people: tuple[int, ...] = ()
    if asked["q"]:
        reach = visible(desk.scope("person.see"), PLACE.c.key)
        found = search_people(connection, desk.county, asked["q"], reach, MOST_NAMED)
        people = tuple(one.id for one in found)
    return Wanted(
        kind=asked["kind"],
        first=month[0] if month else None,
        last=month[1] if month else None,
        worker=asked["worker"],
        person=checked_id(asked["person"]) if asked["person"] else "",
        title=asked["q"],
        people=people,
    )


def _by_day(rows: Iterable[Listed]) -> list[tuple[date, list[Listed]]]:
    found: dict[date, list[Listed]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(row)
    return list(found.items())


HANDLERS = [activities]
