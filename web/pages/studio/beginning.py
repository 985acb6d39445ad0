"""Beginning a draft: blank, from a workbook, from a tender's text, or from a published version."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from core.packages.read import published_package
from core.store import new_id, reading
from core.store.errors import Forbidden, Missing, Refused
from core.studio.drafts import Begun, begin
from core.studio.grid import GridRow, grid_of_rows, grid_of_tables
from core.studio.tender import from_tender
from core.workbook import blank_workbook
from core.workbook.reading import rows_of_workbook
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.packages.shelf import find, versions
from web.pages.studio.taking_along import workbook_answer

WAYS = {
    "upload": "上传填好的工作簿",
    "tender": "从采购公告起草",
    "base": "改一份已发布的采购包",
    "blank": "从空白开始",
}


@get("/drafts/new", opt={"permission": "package.edit"}, sync_to_thread=True)
def ask(request: Request[Any, Any, Any], desk: Desk, engine: Engine, station: Station) -> Answer:
    """Which way to begin."""
    asked = filters(request, ("way", "base"))
    return _page(desk, engine, station, asked["way"] or "upload", {"base": asked["base"]})


def _page(
    desk: Desk,
    engine: Any,
    station: Any,
    way: str,
    typed: dict[str, str],
    refused: Refused | None = None,
) -> Answer:
    with reading(engine) as connection:
        bases = versions(connection) if desk.can("package.see", place=desk.county) else []
    return page(
        desk,
        "pages/draft_new.html",
        status=422 if refused else 200,
        ways=WAYS,
        way=way if way in WAYS else "upload",
        bases=bases,
        types=station.catalogue.contract_types,
        typed={"id": new_id(), **typed},
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@post("/drafts", opt={"permission": "package.edit"}, status_code=200, sync_to_thread=True)
def start(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """Keep a new draft; sent twice it is still one."""
    posted.only(("id", "way", "title", "base", "type", "file"))
    typed = {name: posted.text(name) for name in ("id", "way", "title", "base", "type")}
    desk.require("package.edit", place=desk.county)
    try:
        with reading(engine) as connection:
            begun = _begun(desk, connection, station, posted, typed)
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            uuid = begin(unit, typed["id"], begun)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _page(desk, engine, station, typed["way"], typed, refused)
    return redirect(desk, f"/drafts/{uuid}", say="草稿已保存。每改一处，旁边都会说成句子。")


def _begun(desk: Desk, connection: Any, station: Any, posted: Any, typed: dict[str, str]) -> Begun:
    catalogue = station.catalogue
    title = typed["title"]
    if typed["way"] == "base":
        key, _, number = typed["base"].rpartition("/")
        row = find(desk, connection, station.book(connection), key, number)
        package = published_package(row.text, key)
        rows = tuple(grid_of_tables(package, catalogue))
        name = title or f"{row.title}（第 {row.version} 版改）"
        return Begun(title=name, source="", rows=rows, base=(row.key, row.version))
    if typed["way"] == "blank":
        if typed["type"] not in catalogue.contract_types:
            raise Refused("请选择合同类型。", field="type")
        tables = {"package": {"type": typed["type"], "version": 1}}
        rows = tuple(grid_of_tables(tables, catalogue))
        return Begun(title=title or "新采购包", source="", rows=rows)
    files = posted.files.get("file", ())
    if not files or not files[0].filename:
        raise Refused("请选择文件。", field="file")
    name, content = files[0].filename, files[0].file.read()
    short = name.rpartition(".")[0][:100] or name[:100]
    if typed["way"] == "tender":
        if typed["type"] not in catalogue.contract_types:
            raise Refused("请选择合同类型。", field="type")
        return from_tender(
            content, name, catalogue, type=typed["type"], title=title or short, day=desk.day
        )
    read, findings = rows_of_workbook(content, name)
    if not read:
        raise Refused(findings[0].say if findings else "工作簿里没有内容。", field="file")
    rows = tuple(grid_of_rows(read))
    base = _base_of(desk, connection, station, rows)
    return Begun(title=title or short, source=name, rows=rows, base=base)


def _base_of(
    desk: Desk, connection: Any, station: Any, rows: tuple[GridRow, ...]
) -> tuple[str, int] | None:
    """The newest published version of the package that an uploaded workbook names, if any."""
    cover = next((row.cells for row in rows if row.sheet == "封面"), {})
    key = str(cover.get("采购包编号", ""))
    known = [row.version for row in versions(connection) if row.key == key]
    return (key, max(known)) if known else None


@get("/drafts/blank/{kind:str}", opt={"permission": "package.see"}, sync_to_thread=True)
def blank(station: Station, kind: FromPath[str]) -> Response[bytes]:
    """A blank workbook of a contract type."""
    if kind not in station.catalogue.contract_types:
        raise Missing("没有这种合同类型。")
    return workbook_answer(blank_workbook(kind, station.catalogue), f"{kind}-blank")


HANDLERS = [ask, start, blank]
