"""The list of cases and groups within reach."""

from typing import Any

from litestar import Request, get
from sqlalchemy import Connection

from core.activities.listing import cursor, names_of
from core.cases.listing import cases_page
from core.facts import Noun
from core.facts.vocabulary import STAGES
from core.methods.listing import number_waiting
from core.people.search import search_people
from core.places.rows import PLACE
from core.store import reading
from core.trust.visible import visible
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.activities.listing import fates_by_record

FILTERS = ("q", "kind", "state", "after")
MOST_NAMED = 50


@get("/cases", opt={"permission": "case.see"}, sync_to_thread=True)
def cases(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """Cases and groups, newest first."""
    asked = filters(request, FILTERS)
    with reading(engine) as connection:
        rows, more = cases_page(
            connection,
            desk.county,
            scope=desk.scope("case.see"),
            kind=asked["kind"],
            closed={"open": False, "closed": True}.get(asked["state"]),
            void=asked["state"] == "void",
            text=asked["q"],
            people=people_named(desk, connection, asked["q"]),
            after=cursor(asked["after"]),
        )
        context = {
            "asked": asked,
            "rows": rows,
            "fates": fates_by_record(station, connection, [row.uuid for row in rows]),
            "workers": names_of(connection, {row.worker for row in rows}),
            "kind_of": station.catalogue.label_of_kind,
            "kinds": [
                (k.key, k.label) for k in station.catalogue.kinds.values() if k.noun is Noun.CASE
            ],
            "STAGES": STAGES,
            "more": asked.href(after=rows[-1].cursor) if more else "",
            "may_open": bool(desk.may("case.manage")),
            "to_decide": _waiting(desk, connection),
        }
    if desk.is_htmx and asked["after"]:
        return page(desk, "fragments/cases.html", **context)
    return page(desk, "pages/cases.html", **context)


def people_named(desk: Any, connection: Connection, text: str) -> list[int]:
    """The small keys of people within reach whom the search may mean."""
    if not text:
        return []
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    return [one.id for one in search_people(connection, desk.county, text, reach, MOST_NAMED)]


def _waiting(desk: Any, connection: Connection) -> int:
    """How many documents wait for this person's approval."""
    if not desk.may("record.approve"):
        return 0
    return number_waiting(connection, desk.county, desk.scope("record.approve"))


HANDLERS = [cases]
