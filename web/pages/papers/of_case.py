"""The whole file of a case or group as a file to keep and to sign."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from core.papers.making import foot_alone
from core.store import reading
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.documents.showing import whole_of
from web.pages.papers.case_file import FILES, case_file
from web.pages.papers.file_templates import CASE, file_alone, own_template


@get("/cases/{case:uuid}/whole/file", opt={"permission": "paper.print"}, sync_to_thread=True)
def whole_as_file(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    case: FromPath[UUID],
) -> Response[bytes]:
    """Documents and sessions in one file."""
    asked = filters(request, ("format",))
    with reading(engine) as connection:
        whole = whole_of(desk, station, connection, str(case))
        own = own_template(connection, desk.county, CASE)
    subject = whole["subject"]
    desk.require("paper.print", place=subject.site)
    drawn = case_file(whole, foot_alone(subject.uuid, desk.now))
    known = asked["format"] if asked["format"] in FILES else ""
    name = f"{whole['kind_label']} 全部材料"
    return file_alone(station, desk.county, drawn, known, name, own)


HANDLERS = [whole_as_file]
