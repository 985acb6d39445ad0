"""群机器人: to which groups of 企业微信, 钉钉 and 飞书 the house writes, and what of."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.notices.addresses import KINDS
from core.notices.choosing import add_robot, robots, stop_robot, try_robot
from core.notices.dispatching import last_sent
from core.notices.events import EVENTS, TRIAL
from core.places.rows import agencies_of, places_of
from core.store import reading, unit_of_work
from core.store.errors import Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station

FIELDS = ("kind", "name", "place", "agency", "address", "secret", "events")
SHOWN = 3
OF_GROUPS = [event for event in EVENTS.values() if event.group and event is not TRIAL]


def _page(desk: Any, connection: Connection, status: int = 200, **more: Any) -> Answer:
    found = robots(connection, desk.county)
    sent = {one.uuid: last_sent(connection, f"robot:{one.uuid}", SHOWN) for one in found}
    places = places_of(connection, desk.county)
    return page(
        desk,
        "pages/robots.html",
        status=status,
        robots=found,
        sent=sent,
        places=[(row["key"], row["name"]) for row in places],
        agencies=[(row["key"], row["name"]) for row in agencies_of(connection, desk.county)],
        kinds=KINDS,
        events=OF_GROUPS,
        labels={event.key: event.label for event in EVENTS.values()},
        **{"posted": {}, "chosen": (), "problems": {}, "say": "", **more},
    )


@get("/robots", opt={"permission": "system.manage"}, sync_to_thread=True)
def listed(desk: Desk, engine: Engine) -> Answer:
    """Every robot, what became of its last messages, and adding one."""
    with reading(engine) as connection:
        return _page(desk, connection)


@post("/robots", opt={"permission": "system.manage"}, sync_to_thread=True)
def add(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """Add one; its address is sealed and never shown again."""
    posted.only(FIELDS)
    texts = {name: posted.text(name) for name in FIELDS if name != "events"}
    chosen = posted.all("events")
    try:
        with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
            add_robot(unit, station.sealer, events=chosen, **texts)
    except Refused as refused:
        kept = {**texts, "address": "", "secret": ""}
        with reading(engine) as connection:
            return _page(
                desk, connection, 422, posted=kept, chosen=chosen, problems=refused.problems,
                say=refused.say,
            )  # fmt: skip
    return redirect(desk, "/robots", say="已添加。请“发一条试试”，再到群里看一眼。")


@post("/robots/{robot:uuid}/try", opt={"permission": "system.manage"}, sync_to_thread=True)
def try_it(desk: Desk, engine: Engine, posted: Posted, robot: FromPath[UUID]) -> Answer:
    """One message to this group alone."""
    posted.only(())
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        tried = try_robot(unit, str(robot))
    return redirect(
        desk, "/robots", say=f"已排队发往“{tried.name}”，一两分钟内会到，请到群里看一眼。"
    )


@post("/robots/{robot:uuid}/stop", opt={"permission": "system.manage"}, sync_to_thread=True)
def stop(desk: Desk, engine: Engine, posted: Posted, robot: FromPath[UUID]) -> Answer:
    """Nothing goes there any more."""
    posted.only(())
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        stopped = stop_robot(unit, str(robot))
    return redirect(desk, "/robots", say=f"已停用“{stopped.name}”。")


HANDLERS = [listed, add, try_it, stop]
