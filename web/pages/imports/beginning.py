"""The account's imports, and beginning one: which table, for what."""

from typing import Any

from litestar import Request, Response, get, post

from core.intake.jobs import RECORDS, ROSTER, take_in
from core.intake.rows import imports_of
from core.people.importing import blank_people_workbook
from core.spreadsheets import open_any
from core.spreadsheets.container import LARGEST_FILE
from core.store import reading
from core.store.errors import Refused
from web.bringing import FORM_SECONDS
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.importing import columns_for, first_table
from web.pages.imports.wishes import kinds_offered, wish_of
from web.pages.studio.taking_along import workbook_answer

STATES = {
    "columns": "等您选列",
    "checking": "正在核对",
    "checked": "等您决定",
    "applying": "正在导入",
    "done": "已导入",
    "undone": "已撤回",
    "dropped": "已放弃",
}
FIELDS = ("what", "contract", "record_kind", "file")
MAY = {"permission": "person.import"}


@get("/imports", opt=MAY, sync_to_thread=True)
def imports(
    request: Request[Any, Any, Any], desk: Desk, engine: Engine, station: Station
) -> Answer:
    """What was imported, and the form to begin another."""
    return _page(desk, engine, station, dict(filters(request, FIELDS[:-1]).values))


def _page(
    desk: Any, engine: Any, station: Any, typed: dict[str, str], refused: Refused | None = None
) -> Answer:
    with reading(engine) as connection:
        book = station.book(connection)
        rows = imports_of(connection, desk.county, desk.actor.id)
    return page(
        desk,
        "pages/imports.html",
        status=422 if refused else 200,
        rows=rows,
        states=STATES,
        typed=typed,
        kind_of=station.catalogue.label_of_kind,
        kinds=kinds_offered(station),
        contracts=[(t.contract.key, t.contract.title) for t in book.terms.values()],
        may_record=bool(desk.may("record.create")),
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@get("/imports/blank", opt=MAY, sync_to_thread=True)
def blank(desk: Desk) -> Response[bytes]:
    """An empty roster with headings, notes and pick-lists."""
    return workbook_answer(blank_people_workbook(), "roster")


@post(
    "/imports",
    opt={**MAY, "body_seconds": FORM_SECONDS},
    status_code=200,
    sync_to_thread=True,
    request_max_body_size=LARGEST_FILE + 64 * 1024,
)
def begin(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """Keep the file and go on to its columns; what is no table is refused at once."""
    posted.only(FIELDS)
    typed = {name: posted.text(name) for name in FIELDS[:-1]}
    try:
        kind = RECORDS if typed["what"] == RECORDS else ROSTER
        files = [one for one in posted.files.get("file", ()) if one.filename]
        if not files:
            raise Refused("请选择要导入的表格。", field="file")
        content = files[0].file.read(LARGEST_FILE + 1)
        with reading(engine) as connection:
            book = station.book(connection)
            wish = wish_of(
                desk,
                station,
                book,
                "",
                kind,
                contract=typed["contract"],
                record_kind=typed["record_kind"],
            )
            columns = columns_for(station, book, wish)
        first_table(open_any(content), columns)
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            uuid = take_in(
                unit,
                station.sealer,
                content,
                kind=kind,
                contract=wish.contract,
                record_kind=wish.record_kind,
                name=_plain_name(files[0].filename),
            )
    except Refused as refused:
        return _page(desk, engine, station, typed, refused)
    return redirect(desk, f"/imports/{uuid}")


def _plain_name(given: str) -> str:
    """The file's own name, as far as it can be shown."""
    own = given.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in own if sign.isprintable())[:120] or "表格"


HANDLERS = [imports, blank, begin]
