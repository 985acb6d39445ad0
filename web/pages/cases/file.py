"""One case or group: its documents, members, sessions, and what it counts for."""

from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import Wanted, names_of, records_page
from core.cases.listing import CaseListed, case_listed
from core.facts.vocabulary import STAGES
from core.ledger.of_records import fates_of, standing_of
from core.methods.rules import STATES as DOCUMENT_STATES
from core.plugin import Who
from core.plugin.kinds import CASE_SESSION, GROUP_SESSION
from core.store import reading
from core.store.errors import Conflict, Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.activities.listing import fates_by_record
from web.pages.activities.telling import answers_in_words, questions_by_key
from web.pages.cases.attendance import attendance_of
from web.pages.documents.listed import Shelf, shelf_of
from web.pages.documents.subject import seen_subject
from web.pages.record.offered import found_people
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
        member_ids = {member.uuid for member in row.members if member.left is None}
        shelf = shelf_of(desk, station, connection, seen_subject(desk, connection, uuid))
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
            "shelf": shelf,
            "document_states": DOCUMENT_STATES,
            "closings": kind.closings if kind else (),
            "closing": _closing(shelf),
            "attendance": attendance_of(row, sessions) if kind and kind.who is Who.PEOPLE else None,
        }
    return page(
        desk,
        "pages/case.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        STAGES=STAGES,
        may_manage=not row.void and bool(desk.can("case.manage", place=row.site)),
        may_record=bool(desk.can("record.create", place=row.site)),
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
        part=part,
        typed=typed or {},
        **context,
    )


def _closing(shelf: Shelf) -> dict[str, str]:
    """The reason that the closing report gives, so that nobody chooses it twice."""
    for one in shelf.rows:
        if one.document.stage == "closed" and one.written is not None:
            answers = one.written.answers
            return {key: str(answers.get(key, "")) for key in ("closing", "closing_note")}
    return {}


HANDLERS = [case_file]
