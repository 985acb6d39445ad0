"""通知: what one was told, the newest first; opening one marks it as read."""

from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath

from core.notices.inbox import mark_read, received
from core.store import reading, unit_of_work
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted
from web.posted import whole_number


@get("/inbox", opt={"permission": "signed_in"}, sync_to_thread=True)
def inbox(desk: Desk, engine: Engine, request: Request[Any, Any, Any]) -> Answer:
    """One page of my notices."""
    before = whole_number(str(request.query_params.get("before", "")))
    with reading(engine) as connection:
        found, more = received(connection, desk.actor.id, before=before)
    href = f"/inbox?before={found[-1].id}" if more else ""
    fragment = desk.is_htmx and before
    template = "fragments/inbox.html" if fragment else "pages/inbox.html"
    return page(desk, template, notices=found, more=href)


@post("/inbox/{notice:uuid}/open", opt={"permission": "signed_in"}, sync_to_thread=True)
def open_one(desk: Desk, engine: Engine, posted: Posted, notice: FromPath[UUID]) -> Answer:
    """Mark it as read, and on to what it tells of."""
    posted.only(())
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        (found,) = mark_read(unit, [str(notice)])
    return redirect(desk, found.link)


@post("/inbox/read", opt={"permission": "signed_in"}, sync_to_thread=True)
def read_all(desk: Desk, engine: Engine, posted: Posted) -> Answer:
    """Mark all as read."""
    posted.only(())
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        number = len(mark_read(unit))
    return redirect(desk, "/inbox", say=f"{number} 条通知已标为看过。")


HANDLERS = [inbox, open_one, read_all]
