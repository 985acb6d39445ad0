"""Forms to take along as XLSForm: of a draft as it stands, and of any published version."""

from litestar import Response, get
from litestar.params import FromPath

from core.plugin import Severity
from core.store import reading
from core.store.errors import Refused
from core.studio.forms import findings_on, form_in, form_read
from core.xlsform import export_form
from web.given import Desk, Engine, Station
from web.pages.packages.shelf import find, form_of_version
from web.pages.studio.drawn import shown
from web.pages.studio.taking_along import workbook_answer


@get(
    "/drafts/{uuid:str}/forms/{row:str}/xlsform",
    opt={"permission": "package.publish"},
    sync_to_thread=True,
)
def of_draft(
    desk: Desk, engine: Engine, station: Station, uuid: FromPath[str], row: FromPath[str]
) -> Response[bytes]:
    """A form of a draft; one with a cell that cannot be read is refused, so that nothing is lost."""
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    own = form_in(found.draft, row)
    wrong = [
        one
        for one in findings_on(found.reading, own.rows)
        if one.finding.severity is Severity.ERROR and one.heading != "原文条款"
    ]
    form = form_read(found.reading, own.row.uuid)
    if wrong or form is None:
        raise Refused(f"先改好这张表单的 {len(wrong) or 1} 处错误，再导出。")
    return workbook_answer(export_form(form), f"{own.key}-xlsform")


@get(
    "/packages/{key:str}/{version:str}/forms/{form:str}/xlsform",
    opt={"permission": "package.see"},
    sync_to_thread=True,
)
def of_version(
    desk: Desk,
    engine: Engine,
    station: Station,
    key: FromPath[str],
    version: FromPath[str],
    form: FromPath[str],
) -> Response[bytes]:
    """A form of a published version."""
    with reading(engine) as connection:
        row = find(desk, connection, station.book(connection), key, version)
    _, own = form_of_version(row, form)
    return workbook_answer(export_form(own), f"{key}-v{row.version}-{own.key}")


HANDLERS = [of_draft, of_version]
