"""What is done about an import: choosing columns, applying, giving up, undoing."""

from typing import Any

from litestar import post
from litestar.params import FromPath

from core.intake.jobs import (
    APPLYING,
    CHECKED,
    CHECKING,
    COLUMNS,
    DONE,
    DROPPED,
    RECORDS,
    UNDONE,
    choose_columns,
    content_of,
    own_import,
    turn,
)
from core.intake.undoing import undo_records, undo_roster
from core.spreadsheets import open_any
from core.store import reading
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from web.desk import Answer, redirect
from web.given import Desk, Engine, Posted, Station
from web.importing import columns_for, table_in
from web.pages.imports.one import own_row, shown, wish_for
from web.pages.imports.working import begin
from web.posted import whole_number

MAY: dict[str, Any] = {
    "opt": {"permission": "person.import"},
    "status_code": 200,
    "sync_to_thread": True,
}
COLUMN, FIXED, DECIDE = "column.", "fixed.", "decide."


@post("/imports/{uuid:uuid}/columns", **MAY)
def columns(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[Any]
) -> Answer:
    """What each column means; the check begins in the background."""
    key = checked_id(str(uuid))
    number = whole_number(posted.text("sheet"))
    with reading(engine) as connection:
        row = own_row(desk, connection, key)
        wish = wish_for(desk, station, connection, row)
        offered = columns_for(station, station.book(connection), wish)
    if row.state not in (COLUMNS, CHECKED):
        raise Conflict("这次导入已经往下走了，请刷新页面再看。")
    try:
        _, table = table_in(open_any(content_of(station.sealer, row)), number, offered)
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = own_import(unit, key, COLUMNS, CHECKED)
            if posted.text("act") == "sheet":
                kept = row.mapping if number == row.sheet else {}
                turn(unit, row, COLUMNS, sheet=number, mapping=kept, say="")
            else:
                choose_columns(
                    unit,
                    row,
                    sheet=number,
                    year=whole_number(posted.text("year")),
                    columns=_chosen(posted, {one.key for one in offered}),
                    fixed=_prefixed(posted, FIXED),
                    headings=table.headings,
                )
            row = own_import(unit, key, COLUMNS, CHECKING)
    except Missing:
        raise
    except Refused as refused:
        return shown(desk, engine, station, key, say=refused.say, status=422)
    if row.state == CHECKING:
        begin(station, desk, row, wish, CHECKING)
    return redirect(desk, f"/imports/{key}")


def _chosen(posted: Any, known: set[str]) -> dict[int, str]:
    """Column → key, each key once."""
    found: dict[int, str] = {}
    for name, key in _prefixed(posted, COLUMN).items():
        if not name.isascii() or not name.isdigit() or key not in known:
            continue
        if key in found.values():
            raise Refused("有两列选了同一个意思，请只留一列。", field=COLUMN + name)
        found[int(name)] = key
    return found


def _prefixed(posted: Any, start: str) -> dict[str, str]:
    return {
        name.removeprefix(start): value
        for name in posted.fields
        if name.startswith(start) and (value := posted.text(name))
    }


@post("/imports/{uuid:uuid}/apply", **MAY)
def apply(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[Any]
) -> Answer:
    """Take the table in, with what was decided; goes on in the background."""
    key = checked_id(str(uuid))
    decided: dict[str, list[str]] = {}
    for name, answer in _prefixed(posted, DECIDE).items():
        number = str(whole_number(name.partition(".")[0]))
        decided.setdefault(number, []).append(answer)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        row = own_import(unit, key, CHECKED)
        wish = wish_for(desk, station, unit.connection, row)
        decisions = {**row.decisions}
        for number, answers in decided.items():
            kept = [decisions[number]] if number in decisions else []
            decisions[number] = ";".join(dict.fromkeys([*kept, *answers]))
        turn(unit, row, APPLYING, decisions=decisions, done=0, say="")
        row = own_import(unit, key, APPLYING)
    begin(station, desk, row, wish, APPLYING)
    return redirect(desk, f"/imports/{key}")


@post("/imports/{uuid:uuid}/drop", **MAY)
def drop(desk: Desk, station: Station, uuid: FromPath[Any]) -> Answer:
    """Give the import up: nothing was written, and the file is no longer kept."""
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        row = own_import(unit, checked_id(str(uuid)), COLUMNS, CHECKING, CHECKED, APPLYING)
        turn(unit, row, DROPPED)
    return redirect(desk, "/imports", say="已放弃这次导入，什么也没有写入。")


@post("/imports/{uuid:uuid}/undo", **MAY)
def undo(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[Any]
) -> Answer:
    """Take back what the import made and nobody has changed since, with a reason."""
    key = checked_id(str(uuid))
    reason = posted.text("reason")
    try:
        if not reason:
            raise Refused("请写明撤回的原因。", field="reason")
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = own_import(unit, key, DONE)
            book = station.book(unit.connection)
            if row.kind == RECORDS:
                result = undo_records(unit, book, row.result["records"], reason)
            else:
                result = undo_roster(unit, book, row.result["enrolled"], reason)
            turn(unit, row, UNDONE, result={**row.result, **result})
    except (Missing, Conflict):
        raise
    except Refused as refused:
        return shown(desk, engine, station, key, say=refused.say, status=422)
    return redirect(desk, f"/imports/{key}", say="已撤回。")


HANDLERS = [columns, apply, drop, undo]
