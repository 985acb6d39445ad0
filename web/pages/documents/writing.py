"""Writing a document: a blank one, the draft again, one more row, kept, handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.methods.listing import Written, documents_of_subject
from core.methods.rules import OPEN
from core.plugin import Document
from core.plugin.documents import carried, closed_up, questions_asked
from core.recording import DocumentInput, write_document
from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.bringing import FORM_LIMIT, FORM_SECONDS, bring_form
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.documents.photos import files_in, without_files
from web.pages.documents.showing import seen_document
from web.pages.documents.subject import Subject, may_write, seen_subject
from web.pages.documents.telling import fen_of, yuan_typed
from web.pages.record.answers import shown_answers, stored_answers
from web.pages.record.draft import FILES, answers_of
from web.posted import whole_number

OWN = "document."
NOT_HERE = "这里没有这种文书。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A document as its form holds it; answers as they are typed."""

    id: str
    kind: str
    subject: str
    turn: int = 0
    version: int = 0
    answers: Mapping[str, Any]


def _form_of(station: Any, subject: Subject, key: str) -> Document:
    for one in station.catalogue.documents_of(subject.kind):
        if one.key == key:
            return one
    raise Missing(NOT_HERE)


def _writable(desk: Any, connection: Connection, uuid: str) -> Subject:
    subject = seen_subject(desk, connection, uuid)
    if not may_write(desk, subject):
        raise Forbidden("没有写这里的文书的权限，或者已经作废、取消。")
    return subject


def _typed(form: Document, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Stored answers under the names and in the units of the form."""
    shown = shown_answers(answers, questions_asked(form, answers))
    return {
        key: yuan_typed(value) if form.is_money(key) and isinstance(value, int) else value
        for key, value in shown.items()
    }


def _stored(form: Document, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as it is stored: money as whole fen."""
    stored = stored_answers(typed, questions_asked(form, typed))
    return {
        key: fen_of(value) if form.is_money(key) and isinstance(value, str) else value
        for key, value in stored.items()
    }


def _page(
    desk: Any,
    station: Any,
    subject: Subject,
    sheet: Sheet,
    *,
    refused: Refused | None = None,
    sent_back: str = "",
) -> Answer:
    form = _form_of(station, subject, sheet.kind)
    return page(
        desk,
        "pages/document_write.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        form=form,
        subject=subject,
        sheet=sheet,
        questions=questions_asked(form, sheet.answers, spare=1),
        has_rows=any(not hasattr(part, "kind") for part in form.parts),
        kind_label=station.catalogue.label_of_kind(subject.kind),
        sent_back=sent_back,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@get("/documents/new", opt={"permission": "case.manage"}, sync_to_thread=True)
def blank(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """A new document, or the next revision of one; begun with what is known already."""
    asked = filters(request, ("of", "kind", "turn"))
    uuid, turn = checked_id(asked["of"]), whole_number(asked["turn"])
    with reading(engine) as connection:
        subject = _writable(desk, connection, uuid)
        form = _form_of(station, subject, asked["kind"])
        written = documents_of_subject(connection, desk.county, uuid)
    same = [
        one for one in written if one.kind == form.key and (one.turn == turn or not form.repeats)
    ]
    if same and same[-1].state in OPEN:
        return redirect(desk, f"/documents/{same[-1].uuid}/write")
    before = same or [one for one in written if one.kind == form.begins_with]
    answers = _typed(form, carried(form, before[-1].answers)) if before else {}
    sheet = Sheet(id=new_id(), kind=form.key, subject=uuid, turn=turn, answers=answers)
    return _page(desk, station, subject, sheet)


@get("/documents/{document:uuid}/write", opt={"permission": "case.manage"}, sync_to_thread=True)
def again(desk: Desk, station: Station, engine: Engine, document: FromPath[UUID]) -> Answer:
    """The draft, to be written on."""
    with reading(engine) as connection:
        row, subject = seen_document(desk, connection, str(document))
        _writable(desk, connection, row.subject)
    if row.state not in OPEN:
        return redirect(
            desk, f"/documents/{row.uuid}", say="已经交上去了，现在不能改。", kind="note"
        )
    form = _form_of(station, subject, row.kind)
    return _page(desk, station, subject, _sheet(form, row), sent_back=row.reason)


def _sheet(form: Document, row: Written) -> Sheet:
    return Sheet(
        id=row.uuid,
        kind=row.kind,
        subject=row.subject,
        turn=row.turn,
        version=row.version,
        answers=_typed(form, row.answers),
    )


@post(
    "/documents",
    opt={"permission": "case.manage", "body_seconds": FORM_SECONDS},
    request_max_body_size=FORM_LIMIT,
    status_code=200,
    sync_to_thread=True,
)
def keep(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Keep the draft or hand the document in; what is wrong is said beside its question.

    Photos and signatures that came along are kept first, as those of records are.
    """
    uuid, step = checked_id(posted.text("document.subject")), posted.text("step")
    with reading(engine) as connection:
        subject = _writable(desk, connection, uuid)
    form = _form_of(station, subject, posted.text("document.kind"))
    brought = bring_form(desk, station, posted, FILES)
    answers = without_files(answers_of(posted, OWN)) | files_in(posted, brought.files)
    sheet = Sheet(
        id=checked_id(posted.text("document.id")),
        kind=form.key,
        subject=uuid,
        turn=whole_number(posted.text("document.turn")),
        version=whole_number(posted.text("document.version")),
        answers=closed_up(form, answers),
    )
    try:
        brought.check()
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            _writable(desk, unit.connection, uuid)
            wanted = DocumentInput(
                id=sheet.id,
                kind=sheet.kind,
                subject=sheet.subject,
                turn=sheet.turn,
                answers=_stored(form, sheet.answers),
            )
            kept = write_document(
                unit,
                station.catalogue,
                wanted,
                version=sheet.version,
                hand_in=step == "hand_in",
            )
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _page(desk, station, subject, sheet, refused=refused)
    if step == "more":
        return redirect(desk, f"/documents/{kept.id}/write", say="草稿已保存，可以再填一行。")
    if step == "hand_in":
        return redirect(desk, subject.href, say=f"“{form.label}”已交上去，等督导审批。")
    return redirect(desk, f"/documents/{kept.id}", say="草稿已保存。")


HANDLERS = [blank, again, keep]
