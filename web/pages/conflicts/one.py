"""One conflict: both versions, where they differ in words, and three ways out."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from core.activities.listing import names_of
from core.activities.loading import load_records
from core.field.conflicts import HOW, conflict_kept
from core.field.differences import differing
from core.field.settling import settle
from core.recording.contents import newest_content
from core.recording.services import services_of
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.activities.changing import NOT_YOURS
from web.pages.activities.showing import may_change, names_of_people, seen_record
from web.pages.activities.telling import content_in_words, questions_by_key
from web.pages.conflicts.words import Words, label_of, said
from web.posted import whole_number

PART = "part."
SECOND = "second"


def _show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    status: int = 200,
    say: str = "",
    typed: Any = None,
) -> Answer:
    with reading(engine) as connection:
        conflict = conflict_kept(connection, desk.county, uuid)
        row = seen_record(desk, station, connection, conflict.record)
        if not may_change(desk, row) and conflict.account != desk.actor.id:
            raise Missing("没有这处冲突，或者不在您的权限范围内。")
        first, second = newest_content(connection, conflict.record), conflict.content
        book, known = station.book(connection), load_records(connection, [conflict.record])
        people = {a.person for content in (first, second) for a in content.attendances}
        words = Words(
            book=book,
            questions=questions_by_key(station.catalogue, book, row.kind),
            names=names_of_people(connection, people),
            services=services_of(connection, book, known.values())[conflict.record],
        )
        both = [
            content_in_words(content, words.questions, book, words.names, services=words.services)
            for content in (first, second)
        ]
        who = names_of(connection, {conflict.account, conflict.settled_by})
    return page(
        desk,
        "pages/conflict.html",
        status=status,
        conflict=conflict,
        row=row,
        kind_label=station.catalogue.label_of_kind(row.kind),
        parts=[
            (part, label_of(part, words), said(first, part, words), said(second, part, words))
            for part in differing(first, second)
        ],
        both=both,
        who=who,
        how=HOW,
        may_settle=may_change(desk, row) and conflict.open,
        say=say,
        typed=typed or {},
    )


@get("/conflicts/{conflict:uuid}", opt={"permission": "record.correct"}, sync_to_thread=True)
def one(desk: Desk, station: Station, engine: Engine, conflict: FromPath[UUID]) -> Answer:
    """Both versions side by side."""
    return _show(desk, station, engine, str(conflict))


@post(
    "/conflicts/{conflict:uuid}",
    opt={"permission": "record.correct"},
    status_code=200,
    sync_to_thread=True,
)
def choose(
    desk: Desk, station: Station, engine: Engine, posted: Posted, conflict: FromPath[UUID]
) -> Answer:
    """保留已有的, 用后到的, or 逐项选: what is taken is a correction with its reason."""
    uuid, how = str(conflict), posted.text("how")
    typed = {name: posted.text(name) for name in posted.fields if name != "_csrf"}
    chosen = [
        name.removeprefix(PART)
        for name, value in typed.items()
        if name.startswith(PART) and value == SECOND
    ]
    try:
        if how not in HOW:
            raise Refused("请选择怎样处理。", field="how")
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            kept = conflict_kept(unit.connection, desk.county, uuid)
            row = seen_record(desk, station, unit.connection, kept.record)
            if not may_change(desk, row):
                raise Forbidden(NOT_YOURS)
            if how != "kept":
                desk.require("record.create", place=kept.content.site)
            settle(
                unit,
                station.catalogue,
                station.book(unit.connection),
                kept,
                how=how,
                version=whole_number(posted.text("version")),
                provider=row.provider,
                reason=posted.text("reason"),
                from_second=chosen,
            )
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _show(desk, station, engine, uuid, status=status, say=refused.say, typed=typed)
    return redirect(desk, f"/activities/{kept.record}", say=f"冲突已处理：{HOW[how]}。")


HANDLERS = [one, choose]
