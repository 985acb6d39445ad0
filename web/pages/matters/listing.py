"""The list of matters: a worker's own people, a station's, a township's, a county's."""

from typing import Any

from litestar import Request, get

from core.activities.listing import names_of
from core.matters.facts import OPEN, MatterState
from core.matters.listing import Wanted, matters_page, numbers
from core.packages.fields import MATTER_KINDS
from core.store import reading
from web.desk import Answer, page
from web.filters import Filters, filters
from web.given import Desk, Engine
from web.matters import WORDS, reader_of
from web.pages.today import whose
from web.posted import whole_number
from web.words import MATTER_STATES

FILTERS = ("kind", "state", "whose", "after")
PAGE = 40


@get("/matters", opt={"permission": "need.see"}, sync_to_thread=True)
def matters(request: Request[Any, Any, Any], desk: Desk, engine: Engine) -> Answer:
    """What is open, the most urgent first; what is closed when asked for."""
    asked = filters(request, FILTERS)
    mine = desk.actor.id if whose(desk, asked["whose"]) == "mine" else ""
    known = asked["state"] in MATTER_STATES
    states = (asked["state"],) if known else tuple(state.value for state in OPEN)
    kind = asked["kind"] if asked["kind"] in MATTER_KINDS else ""
    skip = whole_number(asked["after"])
    with reading(engine) as connection:
        reader = reader_of(desk)
        rows, more = matters_page(
            connection,
            desk.county,
            reader,
            Wanted(kind=kind, states=states, mine=mine),
            at=desk.now,
            skip=skip,
            limit=PAGE,
        )
        counted = numbers(connection, desk.county, reader, Wanted(mine=mine))
        workers = names_of(connection, {row.worker for row in rows})
    context = {
        "asked": asked,
        "rows": rows,
        "workers": workers,
        "whose": "mine" if mine else "all",
        "kinds": _kinds(asked, kind, counted),
        "states": _states(asked, kind, counted),
        "open_number": sum(counted.values()),
        "more": asked.href(after=str(skip + PAGE)) if more else "",
        "may_raise": bool(desk.may("need.report")),
        **WORDS,
    }
    if desk.is_htmx and asked["after"]:
        return page(desk, "fragments/matters.html", **context)
    return page(desk, "pages/matters.html", **context)


def _kinds(asked: Filters, kind: str, counted: dict[tuple[str, str], int]) -> list[Any]:
    found = [("全部", asked.href(kind=""), not kind, sum(counted.values()))]
    for key, label in MATTER_KINDS.items():
        number = sum(n for (one, _), n in counted.items() if one == key)
        found.append((label, asked.href(kind=key), kind == key, number))
    return found


def _states(asked: Filters, kind: str, counted: dict[tuple[str, str], int]) -> list[Any]:
    found: list[Any] = [("未办结", asked.href(state=""), asked["state"] not in MATTER_STATES, None)]
    for key, word in MATTER_STATES.items():
        number = sum(n for (one, state), n in counted.items() if state == key and kind in ("", one))
        shown = None if key == MatterState.CLOSED else number
        found.append((word.word, asked.href(state=key), asked["state"] == key, shown))
    return found


HANDLERS = [matters]
