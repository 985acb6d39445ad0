"""审批: the documents that wait, and the decision on one of them by somebody who did not write it."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from core.activities.listing import names_of
from core.methods.listing import number_waiting, waiting
from core.recording import approve, send_document_back
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.documents.showing import seen_document, show
from web.posted import whole_number


@get("/documents", opt={"permission": "record.approve"}, sync_to_thread=True)
def documents(desk: Desk, station: Station, engine: Engine) -> Answer:
    """What waits for approval, longest first."""
    with reading(engine) as connection:
        scope = desk.scope("record.approve")
        rows = waiting(connection, desk.county, scope)
        number = number_waiting(connection, desk.county, scope)
        names = names_of(connection, {author for row, _ in rows for author in row.authors})
    return page(
        desk,
        "pages/documents.html",
        rows=[
            (row, about, station.catalogue.documents.get(row.kind), desk.actor.id in row.authors)
            for row, about in rows
        ],
        number=number,
        names=names,
    )


@post(
    "/documents/{document:uuid}/decide",
    opt={"permission": "record.approve"},
    status_code=200,
    sync_to_thread=True,
)
def decide(
    desk: Desk, station: Station, engine: Engine, posted: Posted, document: FromPath[UUID]
) -> Answer:
    """Approve, or send back with a reason."""
    posted.only(("version", "reason", "step"))
    uuid, reason = str(document), posted.text("reason")
    version, approved = whole_number(posted.text("version")), posted.text("step") == "approve"
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            _, subject = seen_document(desk, unit.connection, uuid)
            if not desk.can("record.approve", place=subject.site):
                raise Forbidden("没有审批这份文书的权限。")
            if approved:
                book: Any = station.book(unit.connection)
                approve(unit, station.catalogue, book, uuid, version=version, reason=reason)
            else:
                send_document_back(unit, uuid, version=version, reason=reason)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return show(desk, station, engine, uuid, refused=refused, typed=reason)
    return redirect(
        desk, f"/documents/{uuid}", say="已审批。" if approved else "已退回，作者会看到原因。"
    )


HANDLERS = [documents, decide]
