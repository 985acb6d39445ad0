"""Changing a case or group: stage, closing, reopening, voiding; each in one unit."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from core.facts.vocabulary import EVIDENCE
from core.recording import (
    change_stage,
    close_case,
    reopen_case,
    void_case,
)
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.cases.file import seen_case, show
from web.posted import whole_number


def change(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    part: str,
    say: str,
    typed: dict[str, str],
    do: Callable[[Any, Any], Any],
) -> Answer:
    """One change in one unit; refused, the file says why and keeps what was typed."""
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = seen_case(desk, unit.connection, uuid)
            if not desk.can("case.manage", place=row.site):
                raise Forbidden("没有管理这个个案的权限。")
            do(unit, station.book(unit.connection))
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return show(desk, station, engine, uuid, refused=refused, part=part, typed=typed)
    return redirect(desk, f"/cases/{uuid}", say=say)


def day_of(text: str, field: str) -> date:
    """The day of a field; raises Refused."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("请填写日期。", field=field) from None


@post(
    "/cases/{case:uuid}/stage",
    opt={"permission": "case.manage"},
    status_code=200,
    sync_to_thread=True,
)
def stage(
    desk: Desk, station: Station, engine: Engine, posted: Posted, case: FromPath[UUID]
) -> Answer:
    """On to another stage."""
    posted.only(("version", "stage", "reason"))
    typed = {"stage": posted.text("stage"), "reason": posted.text("reason")}
    return change(
        desk,
        station,
        engine,
        str(case),
        "stage",
        "阶段已更新。",
        typed,
        lambda unit, book: change_stage(
            unit,
            station.catalogue,
            book,
            str(case),
            typed["stage"],
            version=whole_number(posted.text("version")),
            reason=typed["reason"],
        ),
    )


@post(
    "/cases/{case:uuid}/close",
    opt={"permission": "case.manage"},
    status_code=200,
    sync_to_thread=True,
)
def close(
    desk: Desk, station: Station, engine: Engine, posted: Posted, case: FromPath[UUID]
) -> Answer:
    """结案, with a reason and the papers of the closing file."""
    posted.only(("version", "closed", "closing", "reason", "evidence"))
    typed = {name: posted.text(name) for name in ("closed", "closing", "reason")}
    return change(
        desk,
        station,
        engine,
        str(case),
        "close",
        "已结案，已重新计数。",
        typed,
        lambda unit, book: close_case(
            unit,
            station.catalogue,
            book,
            str(case),
            day_of(typed["closed"], "closed"),
            version=whole_number(posted.text("version")),
            closing=typed["closing"],
            reason=typed["reason"],
            evidence=tuple(e for e in posted.all("evidence") if e in EVIDENCE),
        ),
    )


def _with_reason(
    desk: Any,
    station: Any,
    engine: Any,
    posted: Any,
    case: UUID,
    part: str,
    say: str,
    do: Callable[..., Any],
) -> Answer:
    posted.only(("version", "reason"))
    reason, version = posted.text("reason"), whole_number(posted.text("version"))
    return change(
        desk,
        station,
        engine,
        str(case),
        part,
        say,
        {"reason": reason},
        lambda unit, book: do(unit, book, str(case), version=version, reason=reason),
    )


@post(
    "/cases/{case:uuid}/reopen",
    opt={"permission": "case.manage"},
    status_code=200,
    sync_to_thread=True,
)
def reopen(
    desk: Desk, station: Station, engine: Engine, posted: Posted, case: FromPath[UUID]
) -> Answer:
    """Take a closing back, with a reason."""
    say = "已重新打开，回到“介入”。"
    return _with_reason(desk, station, engine, posted, case, "reopen", say, reopen_case)


@post(
    "/cases/{case:uuid}/void",
    opt={"permission": "case.manage"},
    status_code=200,
    sync_to_thread=True,
)
def make_void(
    desk: Desk, station: Station, engine: Engine, posted: Posted, case: FromPath[UUID]
) -> Answer:
    """Take a case out of every count; it stays readable."""
    say = "已作废，不再计入任何合同。"
    return _with_reason(desk, station, engine, posted, case, "void", say, void_case)


HANDLERS = [stage, close, reopen, make_void]
