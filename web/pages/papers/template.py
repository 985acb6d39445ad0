"""A county's own Word template of a paper: the standing one to begin with, a try, and then for good."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from core.activities.listing import names_of
from core.papers.listing import template_used, templates_kept
from core.papers.templates.filling import filled
from core.papers.templates.keeping import keep_template
from core.papers.templates.placeholders import names_known, standing
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.papers.asked import source_of
from web.pages.papers.files import as_file, file_of, photo_of
from web.pages.papers.newest import newest, replaceable
from web.posted import whole_number


@get(
    "/papers/{contract:str}/{paper:str}/template",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def form(
    desk: Desk, station: Station, engine: Engine, contract: FromPath[str], paper: FromPath[str]
) -> Answer:
    """Which template is used, every one before it, and a field to give another."""
    return _form(desk, station, engine, contract, paper)


@get(
    "/papers/{contract:str}/{paper:str}/template/file",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def file(
    desk: Desk, station: Station, engine: Engine, contract: FromPath[str], paper: FromPath[str]
) -> Response[bytes]:
    """The template that is used, or the standing one: with names in place of figures and words."""
    with reading(engine) as connection:
        now = newest(desk, station, connection, contract, paper)
        own = template_used(connection, desk.county, now.asked.contract_type, paper)
    name = f"{now.asked.paper.label} 模板"
    if own:
        return as_file(own, "word", name)
    whole = standing(now.sheet, of_records=now.of_records)
    return file_of(station, desk.county, [whole], "word", name)


@post(
    "/papers/{contract:str}/{paper:str}/template",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def save(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    contract: FromPath[str],
    paper: FromPath[str],
) -> Response[Any]:
    """Try the template on the newest paper, use it from now on, or go back to the standing one."""
    act, reason = posted.text("act"), posted.text("reason")
    files = posted.files.get("file", ())
    try:
        with reading(engine) as connection:
            now = newest(desk, station, connection, contract, paper)
        content, name = b"", "标准模板"
        if act != "standing":
            if not files or not files[0].filename:
                raise Refused("请选择一个 .docx 文件。", field="file")
            content, name = files[0].file.read(), files[0].filename
            known = names_known((now.sheet, *now.papers))
            made = filled(content, now.papers, photo_of(station, desk.county), known=known)
            if act == "try":
                return as_file(made, "word", f"试用 {now.asked.paper.label}")
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            keep_template(
                unit,
                now.asked.contract_type,
                paper,
                content,
                name=name,
                reason=reason,
                revision=whole_number(posted.text("revision")),
            )
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _form(desk, station, engine, contract, paper, refused=refused, reason=reason)
    return redirect(
        desk, f"/papers/{contract}/{paper}/template", say="模板已更换，以后的 Word 都用它。"
    )


def _form(
    desk: Any,
    station: Any,
    engine: Any,
    contract: str,
    paper: str,
    *,
    refused: Refused | None = None,
    reason: str = "",
) -> Answer:
    with reading(engine) as connection:
        asked = replaceable(desk, station, source_of(desk, station, connection), contract, paper)
        kept = templates_kept(connection, desk.county, asked.contract_type, paper)
        who = names_of(connection, {each.made_by for each in kept})
    return page(
        desk,
        "papers/template.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=refused.problems if refused else {},
        title=asked.paper.label,
        above=asked.terms.contract.title,
        kept=kept,
        who=who,
        reason=reason,
        path=asked.path,
    )


HANDLERS = [form, file, save]
