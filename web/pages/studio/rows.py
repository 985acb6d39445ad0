"""Rows of a draft: filled in, added, taken out, put back; two who meet at a cell are shown both."""

from typing import Any
from urllib.parse import urlencode

from litestar import Request, get, post
from litestar.params import FromPath

from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from core.studio.drafts import add_row, fill_in
from core.studio.forms import form_of_row
from core.studio.grid import heads_of_row, sheet_of, text_in
from core.studio.loading import load_draft
from core.studio.parts import put_back_whole, take_out_whole
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.studio.drawn import Shown, fields_of, rows_shown, shown
from web.posted import whole_number

MOST_CELLS = 60


def _texts(posted: Any, prefix: str, sheet: str) -> dict[str, str]:
    """What was posted for each heading: fields are named by their number."""
    return {
        head.heading: posted.fields.get(f"{prefix}.{number}", ("",))[0]
        for number, head in enumerate(heads_of_row(sheet))
    }


def _known(sheet: str) -> str:
    """A sheet that packages have; Missing for any other."""
    if sheet_of(sheet) is None:
        raise Missing("没有这张工作表。")
    return sheet


def _allowed() -> list[str]:
    cells = [f"{prefix}.{n}" for prefix in ("cell", "seen") for n in range(MOST_CELLS)]
    return [*cells, "id", "sheet", "after", "version"]


def _form(
    desk: Any,
    station: Any,
    found: Shown,
    sheet: str,
    *,
    row: str = "",
    new: str = "",
    after: str = "",
    typed: dict[str, str] | None = None,
    refused: Refused | None = None,
) -> Answer:
    own = found.draft.row(row) if row else None
    stands = {heading: text_in(own.cells, heading) for heading in own.cells} if own else {}
    mine = next((one for one in rows_shown(found, sheet) if one.row.uuid == row), None)
    return page(
        desk,
        "pages/draft_row.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        draft=found.draft,
        sheet=sheet_of(sheet),
        own=own,
        mine=mine,
        new=new,
        after=after,
        form=form_of_row(found.draft, own) if own else "",
        fields=fields_of(
            station, found, sheet, stands, typed, dict(refused.problems) if refused else None
        ),
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@get("/drafts/{uuid:str}/rows/new", opt={"permission": "package.edit"}, sync_to_thread=True)
def blank(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    uuid: FromPath[str],
) -> Answer:
    """An empty row of a sheet."""
    asked = filters(request, ("sheet", "after"))
    sheet = _known(asked["sheet"])
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    return _form(desk, station, found, sheet, new=new_id(), after=asked["after"])


@get("/drafts/{uuid:str}/rows/{row:str}", opt={"permission": "package.edit"}, sync_to_thread=True)
def one(
    desk: Desk, engine: Engine, station: Station, uuid: FromPath[str], row: FromPath[str]
) -> Answer:
    """One row to be filled in."""
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    return _form(desk, station, found, found.draft.row(row).sheet, row=found.draft.row(row).uuid)


@post(
    "/drafts/{uuid:str}/rows",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def add(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[str]
) -> Answer:
    """Add a row."""
    posted.only(_allowed())
    desk.require("package.edit", place=desk.county)
    sheet, new, after = _known(posted.text("sheet")), posted.text("id"), posted.text("after")
    typed = _texts(posted, "cell", sheet)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            add_row(unit, uuid, new, sheet, typed, after)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            found = shown(desk, connection, station, uuid)
        return _form(
            desk, station, found, sheet, new=new, after=after, typed=typed, refused=refused
        )
    return _back(desk, uuid, sheet, new, "已加一行。")


@post(
    "/drafts/{uuid:str}/rows/{row:str}",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def fill(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    uuid: FromPath[str],
    row: FromPath[str],
) -> Answer:
    """Save a row; what another wrote meanwhile is shown beside what was typed."""
    posted.only(_allowed())
    desk.require("package.edit", place=desk.county)
    sheet = _sheet_of(desk, engine, uuid, row)
    typed, seen = _texts(posted, "cell", sheet), _texts(posted, "seen", sheet)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            fill_in(unit, uuid, row, seen, typed)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            found = shown(desk, connection, station, uuid)
        kept = _merged(found, row, seen, typed)
        return _form(desk, station, found, sheet, row=row, typed=kept, refused=refused)
    return _back(desk, uuid, sheet, row, "已保存。")


def _sheet_of(desk: Any, engine: Any, uuid: str, row: str) -> str:
    """The sheet on which a row stands; nothing is checked for that."""
    with reading(engine) as connection:
        return load_draft(connection, desk.county, uuid).row(row).sheet


def _merged(found: Shown, row: str, seen: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """What was typed, with what another wrote meanwhile into cells that were left alone here."""
    cells = found.draft.row(row).cells
    return {
        heading: text if text.strip() != seen.get(heading, "").strip() else text_in(cells, heading)
        for heading, text in typed.items()
    }


def _back(desk: Any, uuid: str, sheet: str, row: str, say: str) -> Answer:
    return redirect(desk, f"/drafts/{uuid}?{_query(sheet)}#row-{row}", say=say)


def _query(sheet: str) -> str:
    return urlencode({"sheet": sheet})


@post(
    "/drafts/{uuid:str}/rows/{row:str}/remove",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def remove(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    uuid: FromPath[str],
    row: FromPath[str],
) -> Answer:
    """Take a row out with what belongs to it; it can be put back."""
    posted.only(("version", "form"))
    desk.require("package.edit", place=desk.county)
    sheet = _sheet_of(desk, engine, uuid, row)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        take_out_whole(unit, uuid, row, version=whole_number(posted.text("version")))
    say = "已删去，可以在本页末尾恢复。"
    return redirect(desk, _form_of(posted, uuid) or f"/drafts/{uuid}?{_query(sheet)}", say=say)


def _form_of(posted: Posted, uuid: str) -> str:
    """The form from whose page the row was taken out or put back, if it was."""
    form = posted.text("form")
    return f"/drafts/{uuid}/forms/{checked_id(form)}" if form else ""


@post(
    "/drafts/{uuid:str}/rows/{row:str}/restore",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def restore(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    uuid: FromPath[str],
    row: FromPath[str],
) -> Answer:
    """Put a row back with what was taken out with it."""
    posted.only(("form",))
    desk.require("package.edit", place=desk.county)
    sheet = _sheet_of(desk, engine, uuid, row)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        put_back_whole(unit, uuid, row)
    if form := _form_of(posted, uuid):
        return redirect(desk, f"{form}#row-{checked_id(row)}", say="已恢复。")
    return _back(desk, uuid, sheet, row, "已恢复。")


HANDLERS = [blank, one, add, fill, remove, restore]
