"""Workbooks to take along: of a draft as it stands, and of any published version."""

import re

from litestar import Response, get
from litestar.params import FromPath

from core.packages.read import published_package
from core.store import reading
from core.workbook import write_workbook
from web.given import Desk, Engine, Station
from web.pages.packages.shelf import find
from web.pages.studio.drawn import shown

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_answer(content: bytes, name: str) -> Response[bytes]:
    """A workbook as a file to keep."""
    plain = re.sub(r"[^a-z0-9-]", "", name.replace("_", "-")) or "package"
    return Response(
        content,
        media_type=SHEET,
        headers={"content-disposition": f'attachment; filename="{plain}.xlsx"'},
    )


@get("/drafts/{uuid:str}/workbook", opt={"permission": "package.publish"}, sync_to_thread=True)
def of_draft(desk: Desk, engine: Engine, station: Station, uuid: FromPath[str]) -> Response[bytes]:
    """The draft as a workbook; cells that could not be understood are left empty, with a note."""
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    tables = {
        name: rows for name, rows in found.reading.tables.items() if rows not in (None, [], {})
    }
    return workbook_answer(write_workbook(tables, station.catalogue), f"draft-{uuid[:8]}")


@get(
    "/packages/{key:str}/{version:str}/workbook",
    opt={"permission": "package.see"},
    sync_to_thread=True,
)
def of_version(
    desk: Desk, engine: Engine, station: Station, key: FromPath[str], version: FromPath[str]
) -> Response[bytes]:
    """A published version as a workbook."""
    with reading(engine) as connection:
        row = find(desk, connection, station.book(connection), key, version)
    package = published_package(row.text, key)
    return workbook_answer(write_workbook(package, station.catalogue), f"{row.key}-v{row.version}")


HANDLERS = [of_draft, of_version]
