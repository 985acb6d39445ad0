"""Taking a list along from its page: the same filters, the same people within reach."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from core.store.errors import Refused
from web.desk import Answer, page
from web.filters import LONGEST, Filters, filters
from web.given import Desk, Posted, Station
from web.lists.declared import List
from web.lists.taken import MOST_REVEALED, list_for, take_along
from web.posted import clean

MAY = {"permission": "signed_in"}


@get("/lists/{key:str}", opt=MAY, sync_to_thread=True)
def ask(request: Request[Any, Any, Any], desk: Desk, key: FromPath[str]) -> Answer:
    """As what the list is to be taken along, and whether with what is masked."""
    found = list_for(desk, key)
    return _page(desk, found, filters(request, found.names))


def _page(desk: Any, found: List, asked: Filters, refused: Refused | None = None) -> Answer:
    return page(
        desk,
        "pages/list_export.html",
        status=422 if refused else 200,
        found=found,
        asked=asked,
        columns=[column.heading for column in found.columns if not column.masked],
        masked=[column.heading for column in found.columns if column.masked]
        if desk.may("person.reveal")
        else [],
        most=MOST_REVEALED,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@post("/lists/{key:str}", opt=MAY, status_code=200, sync_to_thread=True)
def export(desk: Desk, station: Station, posted: Posted, key: FromPath[str]) -> Response[Any]:
    """The file; every one is an audit entry."""
    found = list_for(desk, key)
    posted.only((*found.names, "format", "reason"))
    values = {name: clean(name, posted.text(name)[:LONGEST]) for name in found.names}
    values["after"] = ""
    asked = Filters(path=f"/lists/{key}", values=values)
    try:
        return take_along(
            desk, station, found, asked, posted.text("format") or "xlsx", posted.text("reason")
        )
    except Refused as refused:
        if not refused.problems:
            raise
        return _page(desk, found, asked, refused)


HANDLERS = [ask, export]
