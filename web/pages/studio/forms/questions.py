"""Questions of a form: added, changed, moved; two who meet at one place are shown both."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from core.store import new_id, reading
from core.store.errors import Forbidden, Missing, Refused
from core.store.ids import checked_id
from core.studio.building import FIELDS, HEADINGS, said
from core.studio.building import shown as shown_cells
from core.studio.forms import OPTION_LABEL, QUESTION_KEY, form_in
from core.studio.grid import text_in
from core.studio.loading import DraftRow
from core.studio.questions import OptionSaid, add_question, change_question, move_question
from web.desk import Answer, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.studio.drawn import shown
from web.pages.studio.forms.asking import (
    SEEN,
    options_in,
    question_page,
    sheet_of,
    texts_of,
    typed_in,
)

CHOICE = ("single", "multiple")


@get(
    "/drafts/{uuid:str}/forms/{row:str}/questions/new",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def blank(
    desk: Desk, engine: Engine, station: Station, uuid: FromPath[str], row: FromPath[str]
) -> Answer:
    """An empty question."""
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    return question_page(desk, found, form_in(found.draft, row), None, new=new_id())


@get(
    "/drafts/{uuid:str}/forms/{row:str}/questions/{question:str}",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def one(
    desk: Desk,
    engine: Engine,
    station: Station,
    uuid: FromPath[str],
    row: FromPath[str],
    question: FromPath[str],
) -> Answer:
    """One question to be changed."""
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    form = form_in(found.draft, row)
    return question_page(desk, found, form, form.question(checked_id(question)))


def _emptied(row: DraftRow) -> OptionSaid:
    """An option of a question that is no choice any more."""
    return OptionSaid(row=row.uuid, seen=text_in(row.cells, OPTION_LABEL), said="")


@post(
    "/drafts/{uuid:str}/forms/{row:str}/questions",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def add(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    uuid: FromPath[str],
    row: FromPath[str],
) -> Answer:
    """Add a question at the end of the form."""
    desk.require("package.edit", place=desk.county)
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    form = form_in(found.draft, row)
    sheet = sheet_of(found, form, None)
    typed, options, new = typed_in(posted, sheet), options_in(posted), checked_id(posted.text("id"))
    cells, problems = said({}, typed, sheet, desk.day)
    if problems:
        return question_page(
            desk, found, form, None, new=new, typed=typed, options=options, problems=problems
        )
    cells[QUESTION_KEY] = posted.text("key")
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            add_question(unit, uuid, row, new, cells, options)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return question_page(
            desk, found, form, None, new=new, typed=typed, options=options, refused=refused
        )
    return _back(desk, uuid, row, new, "已加一题。")


@post(
    "/drafts/{uuid:str}/forms/{row:str}/questions/{question:str}",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def change(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    uuid: FromPath[str],
    row: FromPath[str],
    question: FromPath[str],
) -> Answer:
    """Save a question; what another wrote meanwhile is shown beside what was typed."""
    desk.require("package.edit", place=desk.county)
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    form = form_in(found.draft, row)
    own = form.question(checked_id(question))
    sheet = sheet_of(found, form, own)
    typed, options = typed_in(posted, sheet), options_in(posted)
    if typed.get("kind") not in CHOICE:
        options = tuple(_emptied(row) for row in own.options)
    seen = {HEADINGS[name]: posted.text(f"{SEEN}{name}") for name in FIELDS}
    cells, problems = said(seen, typed, sheet, desk.day)
    if problems:
        return question_page(
            desk, found, form, own, typed=typed, options=options, problems=problems
        )
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            change_question(unit, uuid, row, own.row.uuid, seen, cells, options)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            found = shown(desk, connection, station, uuid)
        form = form_in(found.draft, row)
        own = form.question(own.row.uuid)
        merged = {
            **texts_of(own),
            **{name: cells[name] for name in cells if cells[name] != seen[name]},
        }
        typed = shown_cells(merged, sheet_of(found, form, own))
        options = tuple(one for one in options if one.said != one.seen)
        return question_page(desk, found, form, own, typed=typed, options=options, refused=refused)
    return _back(desk, uuid, row, own.row.uuid, "已保存。")


@post(
    "/drafts/{uuid:str}/forms/{row:str}/questions/{question:str}/move",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def move(
    desk: Desk,
    station: Station,
    posted: Posted,
    uuid: FromPath[str],
    row: FromPath[str],
    question: FromPath[str],
) -> Answer:
    """Let a question change places with its neighbour."""
    posted.only(("past", "way"))
    desk.require("package.edit", place=desk.county)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        past, up = checked_id(posted.text("past")), posted.text("way") == "up"
        move_question(unit, uuid, row, checked_id(question), past=past, up=up)
    return _back(desk, uuid, row, checked_id(question), "已移动。")


def _back(desk: Any, uuid: str, row: str, question: str, say: str) -> Answer:
    return redirect(desk, f"/drafts/{uuid}/forms/{row}#row-{question}", say=say)


HANDLERS = [blank, one, add, change, move]
