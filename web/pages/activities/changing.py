"""Changing an activity: a correction is a new version; a void, evidence, an acceptance."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from litestar import get, post
from litestar.params import FromPath

from core.activities.evidence import evidence_of
from core.activities.listing import Listed
from core.recording import (
    EvidenceInput,
    accept,
    attach,
    correct,
    send_back,
    void,
    withdraw_evidence,
)
from core.recording.contents import newest_content
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.bringing import FORM_LIMIT, FORM_SECONDS, bring_form
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.activities.showing import may_change, seen_record, show
from web.pages.record.draft import FILES, draft_from, draft_of, input_of, with_files
from web.pages.record.saving import kept_beside
from web.pages.record.sheet import order_of, sheet_of, shown
from web.posted import whole_number

NOT_YOURS = "只能更正自己的记录；他人的记录请站长办理。"


def _changeable(desk: Any, station: Any, connection: Any, uuid: str) -> Any:
    row = seen_record(desk, station, connection, uuid)
    if not may_change(desk, row):
        raise Forbidden(NOT_YOURS)
    return row


@get("/activities/{record:uuid}/correct", opt={"permission": "record.correct"}, sync_to_thread=True)
def correction(desk: Desk, station: Station, engine: Engine, record: FromPath[UUID]) -> Answer:
    """The form with what stands there now."""
    uuid = str(record)
    with reading(engine) as connection:
        row = _changeable(desk, station, connection, uuid)
        content = newest_content(connection, uuid)
        draft = draft_of(content, (), row.version)
        sheet = sheet_of(desk, station, connection, draft, row.provider)
        draft = draft_of(content, sheet.questions, row.version)
        sheet = sheet_of(desk, station, connection, draft, row.provider)
        context = shown(desk, station, connection, sheet, look=True)
    return page(desk, "pages/record.html", **context)


@post(
    "/activities/{record:uuid}/correct",
    opt={"permission": "record.correct", "body_seconds": FORM_SECONDS},
    request_max_body_size=FORM_LIMIT,
    status_code=200,
    sync_to_thread=True,
)
def save_correction(
    desk: Desk, station: Station, engine: Engine, posted: Posted, record: FromPath[UUID]
) -> Answer:
    """A new version with its reason, and photos that came along; what is wrong is said beside it."""
    uuid = str(record)
    if draft_from(posted).id != uuid:
        raise Refused("表单和记录对不上，请重新打开。")
    brought = bring_form(desk, station, posted, FILES)
    draft = with_files(draft_from(posted), brought.files)
    wanted = None
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = _changeable(desk, station, unit.connection, uuid)
            brought.check()
            sheet = sheet_of(desk, station, unit.connection, draft, row.provider)
            desk.require("record.create", place=sheet.draft.site)
            wanted = input_of(sheet.draft, sheet.questions, order_of(draft, sheet.contracts))
            book = station.book(unit.connection)
            correct(
                unit,
                station.catalogue,
                book,
                wanted,
                row.provider,
                version=draft.version,
                reason=draft.reason,
            )
            held = {one["file"] for one in evidence_of(unit.connection, row.id)}
            photos = [one for one in wanted.evidence if one.file and one.file not in held]
            if photos:
                attach(unit, book, uuid, photos)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        if isinstance(refused, Conflict) and wanted is not None:
            refused = kept_beside(desk, station, wanted, base=draft.version, reason=draft.reason)
        with reading(engine) as connection:
            sheet = sheet_of(desk, station, connection, draft, row.provider)
            context = shown(
                desk,
                station,
                connection,
                sheet,
                look=True,
                say=refused.say,
                problems=dict(refused.problems),
            )
        status = 409 if isinstance(refused, Conflict) else 422
        return page(desk, "pages/record.html", status=status, **context)
    return redirect(desk, f"/activities/{uuid}", say="已更正，原来的一版在“历史”里。")


def _done(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    do: Callable[[Any, Any, Any], Any],
    *,
    part: str,
    say: str,
    typed: dict[str, str],
    allowed: Callable[[Any, Any], bool] = may_change,
    to: str = "",
) -> Answer:
    """One change in one unit; refused, the record's page says why, what was typed stays."""
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = seen_record(desk, station, unit.connection, uuid)
            if not allowed(desk, row):
                raise Forbidden(NOT_YOURS)
            do(unit, station.book(unit.connection), row)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return show(
            desk,
            station,
            engine,
            uuid,
            say=refused.say,
            problems=dict(refused.problems),
            typed=typed,
            open_part=part,
            status=status,
        )
    return redirect(desk, to or f"/activities/{uuid}", say=say)


@post(
    "/activities/{record:uuid}/void",
    opt={"permission": "record.correct"},
    status_code=200,
    sync_to_thread=True,
)
def make_void(
    desk: Desk, station: Station, engine: Engine, posted: Posted, record: FromPath[UUID]
) -> Answer:
    """Take a record out of every count; it stays readable."""
    posted.only(("version", "reason"))
    reason = posted.text("reason")
    return _done(
        desk,
        station,
        engine,
        str(record),
        lambda unit, book, row: void(
            unit, book, row.uuid, version=whole_number(posted.text("version")), reason=reason
        ),
        part="void",
        say="已作废，不再计入任何合同。",
        typed={"reason": reason},
    )


@post(
    "/activities/{record:uuid}/evidence",
    opt={"permission": "record.correct", "body_seconds": FORM_SECONDS},
    request_max_body_size=FORM_LIMIT,
    status_code=200,
    sync_to_thread=True,
)
def add_evidence(
    desk: Desk, station: Station, engine: Engine, posted: Posted, record: FromPath[UUID]
) -> Answer:
    """补传佐证, photos too: a record that was refused for want of it may count from now on."""
    posted.only(("id", "kind", "note", "file"))
    id_, kind, note = checked_id(posted.text("id")), posted.text("kind"), posted.text("note")
    brought = bring_form(desk, station, posted, "file")
    pieces = [
        EvidenceInput(id=str(uuid5(UUID(id_), file)), kind=kind, note=note, file=file)
        for file in (*filter(None, posted.all("file")), *brought.files.get("", ()))
    ] or [EvidenceInput(id=id_, kind=kind, note=note)]

    def add(unit: Any, book: Any, row: Any) -> None:
        brought.check()
        attach(unit, book, row.uuid, pieces)

    return _done(
        desk,
        station,
        engine,
        str(record),
        add,
        part="evidence",
        say="佐证已补上，已重新计数。",
        typed={"kind": kind, "note": note},
    )


@post(
    "/activities/{record:uuid}/evidence/{evidence:uuid}/withdraw",
    opt={"permission": "record.correct"},
    status_code=200,
    sync_to_thread=True,
)
def take_back_evidence(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    record: FromPath[UUID],
    evidence: FromPath[UUID],
) -> Answer:
    """Withdraw one piece of evidence, with a reason."""
    posted.only(("reason",))
    reason = posted.text("reason")
    return _done(
        desk,
        station,
        engine,
        str(record),
        lambda unit, book, row: _withdraw(unit, book, row, str(evidence), reason),
        part="evidence",
        say="佐证已撤回，已重新计数。",
        typed={},
    )


def _withdraw(unit: Any, book: Any, row: Any, evidence: str, reason: str) -> None:
    if withdraw_evidence(unit, book, evidence, reason=reason).id != row.uuid:
        raise Missing("没有这份佐证。")


@post(
    "/activities/{record:uuid}/accept",
    opt={"permission": "record.approve"},
    status_code=200,
    sync_to_thread=True,
)
def decide(
    desk: Desk, station: Station, engine: Engine, posted: Posted, record: FromPath[UUID]
) -> Answer:
    """验收: somebody else's output counts from now on, or goes back with what is wanting."""
    posted.only(("version", "reason", "decision", "then"))
    version, reason = whole_number(posted.text("version")), posted.text("reason")
    back = posted.text("decision") == "send-back"

    def do(unit: Any, book: Any, row: Any) -> None:
        if back:
            send_back(unit, row.uuid, version=version, reason=reason)
        else:
            accept(unit, book, row.uuid, version=version, reason=reason)

    return _done(
        desk,
        station,
        engine,
        str(record),
        do,
        part="accept",
        say="已退回，作者会看到原因。" if back else "已验收，开始计数。",
        typed={"reason": reason},
        allowed=reviews,
        to="/outputs" if posted.text("then") == "outputs" else "",
    )


def reviews(desk: Any, row: Listed) -> bool:
    """Whether outputs of this place are accepted or sent back from here."""
    return bool(desk.can("record.approve", place=row.site))


HANDLERS = [
    correction,
    save_correction,
    make_void,
    add_evidence,
    take_back_evidence,
    decide,
]
