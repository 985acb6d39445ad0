"""One case or group: members, sessions, stages, closing, and what it counts for."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import Wanted, names_of, records_page
from core.cases.listing import CaseListed, case_listed
from core.facts.vocabulary import EVIDENCE, STAGES
from core.ledger.of_records import fates_of, standing_of
from core.plugin import Who
from core.plugin.kinds import CASE_SESSION, GROUP_SESSION
from core.recording import add_member, change_stage, close_case
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.activities.listing import fates_by_record
from web.pages.activities.telling import answers_in_words, questions_by_key
from web.pages.record.sheet import found_people, people_named
from web.posted import whole_number
from web.said import badges

NOBODY = "没有这个个案或小组，或者不在您的权限范围内。"
MOST_SESSIONS = 60
SESSIONS = {Who.PERSON: CASE_SESSION.key, Who.PEOPLE: GROUP_SESSION.key}


def seen_case(desk: Any, connection: Connection, uuid: str) -> CaseListed:
    """The case, if it lies within reach."""
    row = case_listed(connection, desk.county, uuid)
    if row is None or not desk.can("case.see", place=row.site):
        raise Missing(NOBODY)
    return row


@get("/cases/{case:uuid}", opt={"permission": "case.see"}, sync_to_thread=True)
def case_file(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    case: FromPath[UUID],
) -> Answer:
    """The file."""
    return show(desk, station, engine, str(case), find=filters(request, ("q",))["q"])


def show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    find: str = "",
    refused: Refused | None = None,
    part: str = "",
    typed: dict[str, str] | None = None,
) -> Answer:
    """The file, after a change that was refused too."""
    with reading(engine) as connection:
        row = seen_case(desk, connection, uuid)
        book = station.book(connection)
        entries = standing_of(connection, book, [uuid]).get(uuid, ())
        fates = fates_of(connection, book, entries, counted_already=True)
        sessions, _ = records_page(
            connection,
            desk.county,
            scope=desk.scope("activity.see"),
            wanted=Wanted(case=uuid),
            limit=MOST_SESSIONS,
        )
        versions = versions_of(connection, "case", uuid)
        kind = station.catalogue.kinds.get(row.kind)
        member_ids = {member.uuid for member in row.members}
        context = {
            "row": row,
            "kind": kind,
            "kind_of": station.catalogue.label_of_kind,
            "session_kind": SESSIONS.get(kind.who, "") if kind else "",
            "badges": badges(station.catalogue, book, fates),
            "answers": answers_in_words(
                questions_by_key(station.catalogue, book, row.kind), row.fields
            ),
            "sessions": sessions,
            "fates": fates_by_record(station, connection, [one.uuid for one in sessions]),
            "versions": versions[::-1],
            "workers": names_of(connection, {row.worker, *(v["actor"] for v in versions)}),
            "found": [p for p in found_people(desk, connection, find) if p.uuid not in member_ids],
            "find": find,
        }
    return page(
        desk,
        "pages/case.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        STAGES=STAGES,
        may_manage=bool(desk.can("case.manage", place=row.site)),
        may_record=bool(desk.can("record.create", place=row.site)),
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
        part=part,
        typed=typed or {},
        **context,
    )


def _change(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    part: str,
    say: str,
    typed: dict[str, str],
    do: Callable[[Any, Any], Any],
) -> Answer:
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


def _day(text: str, field: str) -> date:
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
    return _change(
        desk,
        station,
        engine,
        str(case),
        "stage",
        "阶段已更新。",
        typed,
        lambda unit, book: change_stage(
            unit,
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
    posted.only(("version", "closed", "reason", "evidence"))
    typed = {"closed": posted.text("closed"), "reason": posted.text("reason")}
    return _change(
        desk,
        station,
        engine,
        str(case),
        "close",
        "已结案，已重新计数。",
        typed,
        lambda unit, book: close_case(
            unit,
            book,
            str(case),
            _day(typed["closed"], "closed"),
            version=whole_number(posted.text("version")),
            reason=typed["reason"],
            evidence=tuple(e for e in posted.all("evidence") if e in EVIDENCE),
        ),
    )


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
    posted.only(("version", "person"))
    person = posted.text("person")

    def add(unit: Any, book: Any) -> None:
        if not person:
            raise Refused("请选择要加入的人。", field="person")
        people_named(desk, unit.connection, [person])
        add_member(
            unit, book, str(case), person, desk.day, version=whole_number(posted.text("version"))
        )

    return _change(desk, station, engine, str(case), "members", "已加入。", {}, add)


HANDLERS = [case_file, stage, close, join]
