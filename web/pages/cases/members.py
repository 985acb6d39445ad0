"""Members of a group: a person joins or leaves on a day."""

from typing import Any
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from core.recording import add_member, end_membership
from core.store.errors import Refused
from web.desk import Answer
from web.given import Desk, Engine, Posted, Station
from web.pages.cases.changing import change, day_of
from web.pages.record.sheet import people_named
from web.posted import whole_number


@post(
    "/cases/{case:uuid}/members",
    opt={"permission": "case.manage"},
    status_code=200,
    sync_to_thread=True,
)
def join(
    desk: Desk, station: Station, engine: Engine, posted: Posted, case: FromPath[UUID]
) -> Answer:
    """A person joins."""
    posted.only(("version", "person", "joined"))
    person, joined = posted.text("person"), posted.text("joined") or desk.day.isoformat()

    def add(unit: Any, book: Any) -> None:
        if not person:
            raise Refused("请选择要加入的人。", field="person")
        people_named(desk, unit.connection, [person])
        add_member(
            unit,
            book,
            str(case),
            person,
            day_of(joined, "joined"),
            version=whole_number(posted.text("version")),
        )

    return change(desk, station, engine, str(case), "members", "已加入。", {"joined": joined}, add)


@post(
    "/cases/{case:uuid}/members/leave",
    opt={"permission": "case.manage"},
    status_code=200,
    sync_to_thread=True,
)
def leave(
    desk: Desk, station: Station, engine: Engine, posted: Posted, case: FromPath[UUID]
) -> Answer:
    """A member leaves on a day; what was attended before stays."""
    posted.only(("version", "person", "left", "reason"))
    typed = {name: posted.text(name) for name in ("person", "left", "reason")}
    return change(
        desk,
        station,
        engine,
        str(case),
        "leave",
        "已记下退出日期。",
        typed,
        lambda unit, book: end_membership(
            unit,
            book,
            str(case),
            typed["person"],
            day_of(typed["left"], "left"),
            version=whole_number(posted.text("version")),
            reason=typed["reason"],
        ),
    )


HANDLERS = [join, leave]
