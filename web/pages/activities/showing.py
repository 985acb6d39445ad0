"""One activity: what was done, where it counted and where not, its evidence and its history."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath
from sqlalchemy import Connection, select

from core.activities.evidence import evidence_of
from core.activities.listing import Listed, names_of, record_listed
from core.activities.loading import load_records
from core.activities.sheltered import photos_withheld
from core.facts import Noun, Record
from core.field.receipts import receipts_of
from core.ledger.of_records import LineFate, fates_of, standing_of
from core.ledger.rules.owed import OwedState
from core.ledger.today import due_people, enrolled
from core.methods.rules import STATES as DOCUMENT_STATES
from core.packages.fields import MATTER_KINDS
from core.people.rows import PERSON
from core.plugin import Who
from core.recording.answered import answered_forms, stamps_of
from core.recording.second_look import second_look
from core.recording.services import services_of
from core.store import new_id, reading
from core.store.errors import Missing
from core.store.versions import versions_of
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.matters import matters_beside
from web.pages.activities.telling import (
    Rows,
    answers_in_words,
    changed,
    content_in_words,
    files_to_come,
    issues_of,
    questions_by_key,
)
from web.pages.documents.listed import shelf_of
from web.pages.documents.subject import Subject
from web.pages.record.offered import names_seen
from web.pages.today import due_at
from web.said import STATUS, badges

DONE = {"void": "作废", "accepted": "验收", "sent_back": "退回"}


def seen_record(
    desk: Any, station: Any, connection: Connection, uuid: str, action: str = "activity.see"
) -> Listed:
    """The record, if it lies within reach by its place or by a contract that meets it."""
    row = record_listed(connection, desk.county, uuid)
    if row is None:
        raise Missing("没有这条记录，或者不在您的权限范围内。")
    if desk.can(action, place=row.site):
        return row
    entries = standing_of(connection, station.book(connection), [uuid]).get(uuid, ())
    for contract in {entry.contract for entry in entries}:
        if desk.can(action, place=row.site, contract=contract):
            return row
    raise Missing("没有这条记录，或者不在您的权限范围内。")


def withheld_from(desk: Any, connection: Connection, records: Iterable[str]) -> frozenset[str]:
    """Of which of these records the photos stay hidden from whoever sits there."""
    child = desk.scope("person.child")
    return photos_withheld(connection, records, account=desk.actor.id, child=child)


def may_change(desk: Any, row: Listed) -> bool:
    """One's own record, or another's for whoever approves corrections there."""
    own = row.worker == desk.actor.id and desk.can("record.correct", place=row.site)
    return bool(own or desk.can("record.approve", place=row.site))


@get("/activities/{record:uuid}", opt={"permission": "activity.see"}, sync_to_thread=True)
def activity(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    record: FromPath[UUID],
) -> Answer:
    """The record's page; right after saving it says what it was counted for and who is next."""
    return show(desk, station, engine, str(record), saved=bool(request.query_params.get("saved")))


def show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    saved: bool = False,
    say: str = "",
    problems: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    open_part: str = "",
    status: int = 200,
) -> Answer:
    """The page of one record, after a change that was refused too."""
    with reading(engine) as connection:
        row = seen_record(desk, station, connection, uuid)
        book = station.book(connection)
        fact = load_records(connection, [uuid])[uuid]
        stamps = stamps_of(connection, uuid)
        asked = answered_forms(connection, station.catalogue, book, row.kind, stamps)
        forms = [one.form for one in asked]
        questions = questions_by_key(station.catalogue, book, row.kind, forms)
        named = names_seen(desk, connection, questions.values(), fact.fields, row.site)
        fates = _fates(station, connection, fact)
        services = services_of(connection, book, [fact])[uuid]
        context = {
            "row": row,
            "fact": fact,
            "kind": station.catalogue.kinds.get(row.kind),
            "kind_label": station.catalogue.label_of_kind(row.kind),
            "badges": badges(station.catalogue, book, fates),
            "fates": [(book.terms[f.contract].contract.title, f, STATUS[f.status]) for f in fates],
            "answers": answers_in_words(questions, fact.fields, named)
            + files_to_come(forms, fact.fields, row.day),
            "items": [(services.get(i.code, i.code), i) for i in fact.items],
            "evidence": evidence_of(connection, row.id),
            "photos_hidden": bool(withheld_from(desk, connection, [uuid])),
            "history": _history(desk, connection, station, row, questions, services),
            "receipts": receipts_of(connection, uuid),
            "next_due": _next(desk, station, connection, fact) if saved else None,
            "shelf": shelf_of(desk, station, connection, _as_subject(row)),
            "document_states": DOCUMENT_STATES,
            "site_name": book.words.places.get(row.site, row.site),
        }
        context["asked"] = second_look(station.catalogue, fact)
        context["matters"] = matters_beside(desk, connection, record=uuid)
        context["issues"] = issues_of(questions, fact)
        adders = {one["added_by"] for one in context["evidence"]}
        context["added_by"] = names_of(connection, adders)
    return page(
        desk,
        "pages/activity.html",
        status=status,
        saved=saved,
        say=say,
        problems=problems or {},
        typed=typed or {},
        open_part=open_part,
        fresh_id=new_id(),
        may_change=may_change(desk, row) and not row.void,
        may_repeat=_may_repeat(desk, context["kind"], row),
        may_accept=bool(
            not row.accepted
            and not row.void
            and row.worker != desk.actor.id
            and desk.can("record.approve", place=row.site)
        ),
        may_raise=bool(not row.void and desk.can("need.report", place=row.site)),
        KINDS=MATTER_KINDS,
        **context,
    )


def _may_repeat(desk: Any, kind: Any, row: Listed) -> bool:
    """Events and sessions are held again and again; a visit is begun from its person."""
    several = kind is not None and kind.who is Who.PEOPLE and kind.noun is Noun.ACTIVITY
    return bool(several and desk.can("record.create", place=row.site))


def _as_subject(row: Listed) -> Subject:
    return Subject(
        of="event",
        uuid=row.uuid,
        kind=row.kind,
        title=row.title,
        site=row.site,
        site_name=row.site_name,
        href=f"/activities/{row.uuid}",
        day=row.day,
        people=(),
        void=row.void,
    )


def _fates(station: Any, connection: Connection, fact: Record) -> tuple[LineFate, ...]:
    book = station.book(connection)
    entries = standing_of(connection, book, [fact.id]).get(fact.id, ())
    owed: dict[tuple[str, str], int] = {}
    people = {a.person for a in fact.attendances}
    if len(people) == 1:
        condition = enrolled(person=next(iter(people)))
        for due in due_people(connection, book, fact.dates["service"], condition):
            owed = {(one.contract, one.line): one.owed for one in due.owed}
    return fates_of(connection, book, entries, counted_already=True, owed=owed)


def _next(desk: Any, station: Any, connection: Connection, fact: Record) -> Any:
    """Who comes next on today's list."""
    if not desk.may("today.see"):
        return None
    here = {a.person for a in fact.attendances}
    for due in due_at(desk, station, connection):
        if due.state is not OwedState.MET and due.person.id not in here:
            return due
    return None


def _history(
    desk: Any,
    connection: Connection,
    station: Any,
    row: Listed,
    questions: Any,
    services: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Every version, newest first: who, when, why, what it says and what it changed."""
    book = station.book(connection)
    versions = versions_of(connection, "record", row.uuid)
    people = {a["person"] for v in versions for a in v["content"].get("attendances", ())}
    names = names_of_people(connection, people)
    who = names_of(connection, {version["actor"] for version in versions})
    found: list[dict[str, Any]] = []
    before: list[tuple[str, str]] = []
    for version in versions:
        content = version["content"]
        fields = content.get("fields", {})
        rows: Rows = []
        if "kind" in content:
            named = names_seen(desk, connection, questions.values(), fields, row.site)
            rows = content_in_words(content, questions, book, names, named, services)
        found.append(
            {
                "version": version["version"],
                "at": version["at"],
                "who": who.get(version["actor"], ""),
                "reason": version["reason"],
                "act": _act(content, first=not before),
                "rows": rows,
                "changed": changed(before, rows) if rows and before else [],
            }
        )
        before = rows or before
    return found[::-1]


def _act(content: dict[str, Any], *, first: bool) -> str:
    if "kind" in content:
        return "记下" if first else "更正"
    return next((word for key, word in DONE.items() if key in content), "佐证")


def names_of_people(connection: Connection, uuids: Iterable[str]) -> dict[str, str]:
    """Person → name."""
    wanted = select(PERSON.c.uuid, PERSON.c.name).where(PERSON.c.uuid.in_(sorted(uuids)))
    return {row.uuid: row.name for row in connection.execute(wanted)}


HANDLERS = [activity]
