"""One document as it is read and printed, and the whole file of a case in one print."""

from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import Wanted, names_of, records_page
from core.activities.loading import load_records
from core.methods.listing import Written, document_written, documents_of_subject
from core.methods.rules import OPEN, STATES, DocumentState
from core.plugin import Document
from core.store import reading
from core.store.errors import Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.activities.telling import answers_in_words, questions_by_key
from web.pages.documents.photos import hidden_from, photos_in
from web.pages.documents.subject import NOT_THERE, Subject, may_write, seen_subject
from web.pages.documents.telling import told

MOST_SESSIONS = 200


def seen_document(desk: Any, connection: Connection, uuid: str) -> tuple[Written, Subject]:
    """The document with what it belongs to, if it lies within reach."""
    row = document_written(connection, desk.county, uuid)
    if row is None:
        raise Missing(NOT_THERE)
    return row, seen_subject(desk, connection, row.subject)


def declared(station: Any, row: Written) -> Document:
    """The declaration of a document; of one that nobody declares any more, its answers alone."""
    found: Document | None = station.catalogue.documents.get(row.kind)
    return found or Document(key=row.kind, label=row.kind, parts=())


@get("/documents/{document:uuid}", opt={"permission": "case.see"}, sync_to_thread=True)
def document(desk: Desk, station: Station, engine: Engine, document: FromPath[UUID]) -> Answer:
    """The document; whoever may approve it decides here."""
    return show(desk, station, engine, str(document))


def show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    refused: Refused | None = None,
    typed: str = "",
) -> Answer:
    """The page of a document, after a decision that was refused too."""
    with reading(engine) as connection:
        row, subject = seen_document(desk, connection, uuid)
        versions = versions_of(connection, "document", uuid)
        others = [
            one
            for one in documents_of_subject(connection, desk.county, row.subject)
            if (one.kind, one.turn) == (row.kind, row.turn) and one.uuid != uuid
        ]
        who = {*row.authors, row.decided_by, *(v["actor"] for v in versions)} - {""}
        names = names_of(connection, who)
        form = declared(station, row)
        photos = photos_in(connection, desk.county, form, row.answers)
        photos_hidden = bool(photos) and hidden_from(desk, connection, row, subject)
    approves = bool(desk.can("record.approve", place=subject.site)) and not subject.void
    waits = row.state == DocumentState.HANDED_IN
    newest = all(one.revision < row.revision for one in others)
    return page(
        desk,
        "pages/document.html",
        status=200 if refused is None else 422,
        row=row,
        form=form,
        subject=subject,
        kind_label=station.catalogue.label_of_kind(subject.kind),
        blocks=told(form, row.answers),
        photos=photos,
        photos_hidden=photos_hidden,
        names=names,
        others=others,
        versions=versions[::-1],
        states=STATES,
        may_write=may_write(desk, subject) and row.state in OPEN,
        may_revise=may_write(desk, subject) and row.state == DocumentState.APPROVED and newest,
        may_decide=waits and approves and desk.actor.id not in row.authors,
        own=waits and approves and desk.actor.id in row.authors,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
        typed=typed,
    )


@get("/cases/{case:uuid}/whole", opt={"permission": "case.see"}, sync_to_thread=True)
def whole_file(desk: Desk, station: Station, engine: Engine, case: FromPath[UUID]) -> Answer:
    """The whole file 全宗: every document in its order and every session, ready to print."""
    with reading(engine) as connection:
        return page(desk, "pages/case_whole.html", **whole_of(desk, station, connection, str(case)))


def whole_of(desk: Any, station: Any, connection: Connection, case: str) -> dict[str, Any]:
    """Documents and sessions of a case within reach, in words."""
    subject = seen_subject(desk, connection, case)
    if subject.of != "case":
        raise Missing(NOT_THERE)
    book = station.book(connection)
    written = documents_of_subject(connection, desk.county, subject.uuid)
    rows, _ = records_page(
        connection,
        desk.county,
        scope=desk.scope("activity.see"),
        wanted=Wanted(case=subject.uuid),
        limit=MOST_SESSIONS,
    )
    rows = [row for row in rows if not row.void][::-1]
    facts = load_records(connection, [row.uuid for row in rows])
    names = names_of(
        connection, {*(a for w in written for a in w.authors), *(w.decided_by for w in written)}
    )
    sessions = [
        (row, answers_in_words(questions_by_key(station.catalogue, book, row.kind), facts[row.uuid].fields))
        for row in rows
    ]  # fmt: skip
    order = list(station.catalogue.documents)
    written.sort(key=lambda one: order.index(one.kind) if one.kind in order else len(order))
    newest = {(one.kind, one.turn): one for one in written}
    papers = [
        (form := declared(station, one), one, told(form, one.answers)) for one in newest.values()
    ]
    return {
        "subject": subject,
        "kind_label": station.catalogue.label_of_kind(subject.kind),
        "kind_of": station.catalogue.label_of_kind,
        "papers": papers,
        "sessions": sessions,
        "names": names,
        "states": STATES,
    }


HANDLERS = [document, whole_file]
