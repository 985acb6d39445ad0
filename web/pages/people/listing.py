"""The list of people within reach: searched, by village, by roster, by category."""

from typing import Any

from litestar import Request, get
from sqlalchemy import Connection

from core.packages.roster_list import OnRoster, known_by_roster, on_roster, rosters_of
from core.people.listing import Narrowed, categories_held, people_listed, people_where
from core.places.rows import places_of
from core.store import reading
from web.desk import Answer, page
from web.filters import Filters, filters
from web.given import Desk, Engine, Station
from web.said import short_title, tier_label

FILTERS = ("q", "place", "contract", "category", "gone", "after")


@get("/people", opt={"permission": "person.see"}, sync_to_thread=True)
def people(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """Everyone within reach, by village."""
    asked = filters(request, FILTERS)
    with reading(engine) as connection:
        book = station.book(connection)
        condition = people_asked(desk, asked)
        rows, after = people_listed(
            connection, desk.county, condition, text=asked["q"], after=asked["after"]
        )
        ids = [row.id for row in rows]
        held = rosters_of(connection, desk.county, ids)
        context: dict[str, Any] = {
            "asked": asked,
            "villages": _by_village(rows),
            "tiers": {k: roster_tags(book, many, desk.day) for k, many in held.items()},
            "categories": categories_held(connection, ids, desk.day),
            "more": asked.href(after=after) if after else "",
            "places": _places(desk, connection),
            "contracts": [(t.contract.key, t.contract.title) for t in book.terms.values()],
            "may_register": bool(desk.may("person.register")),
            "may_record": bool(desk.may("record.create")),
        }
    if desk.is_htmx and asked["after"]:
        return page(desk, "fragments/people.html", **context)
    return page(desk, "pages/people.html", **context)


def people_asked(desk: Any, asked: Filters) -> Any:
    """The condition on people within reach that the filters of the list ask for."""
    scope = desk.scope("person.see")
    return people_where(
        scope,
        Narrowed(place=asked["place"], category=asked["category"], gone=bool(asked["gone"])),
        desk.day,
        also=known_by_roster(scope) if scope.contracts is not None else None,
        among=on_roster(asked["contract"], desk.day) if asked["contract"] else None,
    )


def roster_tags(book: Any, many: tuple[OnRoster, ...], day: Any) -> list[tuple[str, str]]:
    """(contract, tier) of each roster on which the person stands, in short words."""
    found = []
    for one in many:
        terms = book.terms.get(one.contract)
        if terms is not None and one.stands_on(day):
            found.append((short_title(one.title), tier_label(terms, one.tier_on(day))))
    return found


def _by_village(rows: Any) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.site_name, []).append(row)
    return list(found.items())


def _places(desk: Any, connection: Connection) -> list[tuple[str, list[Any]]]:
    """The places within reach, by township."""
    names: dict[str, str] = {}
    groups: dict[str, list[Any]] = {}
    for place in places_of(connection, desk.county):
        names[place["key"]] = place["name"]
        if desk.can("person.see", place=place["key"]):
            top = "/".join(place["key"].split("/")[:2])
            groups.setdefault(top, []).append(place)
    return [(names.get(key, ""), places) for key, places in groups.items()]


HANDLERS = [people]
