"""消息与日历: what reaches me outside the house, when it keeps quiet, and my calendar's address."""

from typing import Any

from litestar import Request, get, post
from sqlalchemy import Connection

from core.notices.choosing import choose, preference_of
from core.notices.events import EVENTS, Event
from core.notices.feed import has_feed, make_feed, revoke_feed
from core.store import reading, unit_of_work
from core.store.errors import Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.posted import whole_number

FIELDS = ("mail", "mailed", "quiet_since", "quiet_until", "version")


def _of(desk: Any) -> list[Event]:
    """The events that may concern somebody with these roles."""
    held = {grant.role for grant in desk.grants if grant.holds_on(desk.day)}
    return [event for event in EVENTS.values() if held & set(event.roles)]


def _page(desk: Any, connection: Connection, sealer: Any, status: int = 200, **more: Any) -> Answer:
    return page(
        desk,
        "pages/messages.html",
        status=status,
        events=_of(desk),
        preference=preference_of(connection, sealer, desk.actor.id),
        has_feed=has_feed(connection, desk.actor.id),
        no_mail=not desk.settings.mail,
        **{"feed": "", "posted": None, "chosen": (), "problems": {}, "say": "", **more},
    )


@get("/me/messages", opt={"permission": "signed_in"}, sync_to_thread=True)
def messages(desk: Desk, engine: Engine, station: Station) -> Answer:
    """What I have chosen."""
    with reading(engine) as connection:
        return _page(desk, connection, station.sealer)


@post("/me/messages", opt={"permission": "signed_in"}, sync_to_thread=True)
def save(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """Keep what I choose."""
    posted.only(FIELDS)
    texts = {name: posted.text(name) for name in FIELDS if name != "mailed"}
    chosen = posted.all("mailed")
    try:
        with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
            choose(
                unit,
                station.sealer,
                mail=texts["mail"],
                mailed=chosen,
                since=texts["quiet_since"],
                until=texts["quiet_until"],
                version=whole_number(texts["version"]),
            )
    except Refused as refused:
        with reading(engine) as connection:
            return _page(
                desk, connection, station.sealer, 422, posted=texts, chosen=chosen,
                problems=refused.problems, say=refused.say,
            )  # fmt: skip
    return redirect(desk, "/me/messages", say="已保存。")


@post("/me/calendar", opt={"permission": "signed_in"}, sync_to_thread=True)
def make(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    request: Request[Any, Any, Any],
) -> Answer:
    """A new calendar address, shown this once; the one before opens nothing any more."""
    posted.only(())
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        token = make_feed(unit)
    with reading(engine) as connection:
        house = desk.settings.address or str(request.base_url)
        feed = f"{house.rstrip('/')}/calendar/{token}.ics"
        return _page(desk, connection, station.sealer, feed=feed)


@post("/me/calendar/revoke", opt={"permission": "signed_in"}, sync_to_thread=True)
def revoke(desk: Desk, engine: Engine, posted: Posted) -> Answer:
    """My calendar address opens nothing any more."""
    posted.only(())
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        revoke_feed(unit)
    return redirect(desk, "/me/messages", say="日历地址已作废。")


HANDLERS = [messages, save, make, revoke]
