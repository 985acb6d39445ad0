"""A county's own Word template: the standing one to begin with, a try, and then for good."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from litestar import Response

from core.activities.listing import names_of
from core.papers.listing import template_used, templates_kept
from core.papers.templates.filling import Context, filled
from core.papers.templates.keeping import keep_template
from core.papers.templates.placeholders import context_of
from core.plugin.drawn import Drawn
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, page, redirect
from web.pages.papers.files import as_file, file_of, photo_of
from web.posted import whole_number


@dataclass(frozen=True, kw_only=True, slots=True)
class Replaced:
    """What a template is of: its key below a contract type (none for a file of the house), and words.

    ``path`` is the address above its ``/template``, ``back`` the page that leads there.
    """

    contract_type: str
    paper: str
    label: str
    above: str
    path: str
    back: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """The standing template, the papers on which another one is tried, and the names it may use."""

    standing: Drawn
    papers: tuple[Drawn, ...]
    known: Collection[str]
    context: Context = context_of


def template_form(
    desk: Any,
    engine: Any,
    of: Replaced,
    *,
    refused: Refused | None = None,
    reason: str = "",
) -> Answer:
    """Which template is used, every one before it, and a field to give another."""
    with reading(engine) as connection:
        kept = templates_kept(connection, desk.county, of.contract_type, of.paper)
        who = names_of(connection, {each.made_by for each in kept})
    return page(
        desk,
        "papers/template.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=refused.problems if refused else {},
        of=of,
        kept=kept,
        who=who,
        reason=reason,
    )


def template_file(
    desk: Any, station: Any, engine: Any, of: Replaced, tried: Tried
) -> Response[bytes]:
    """The template that is used, or the standing one: with names in place of figures and words."""
    with reading(engine) as connection:
        own = template_used(connection, desk.county, of.contract_type, of.paper)
    name = f"{of.label} 模板"
    if own:
        return as_file(own, "word", name)
    return file_of(station, desk.county, [tried.standing], "word", name)


def template_given(
    desk: Any, station: Any, engine: Any, posted: Any, of: Replaced, tried: Tried
) -> Response[Any]:
    """Try the template that was given, use it from now on, or go back to the standing one."""
    act, reason = posted.text("act"), posted.text("reason")
    files = posted.files.get("file", ())
    try:
        content, name = b"", "标准模板"
        if act != "standing":
            if not files or not files[0].filename:
                raise Refused("请选择一个 .docx 文件。", field="file")
            content, name = files[0].file.read(), files[0].filename
            made = filled(
                content,
                tried.papers,
                photo_of(station, desk.county),
                known=tried.known,
                context=tried.context,
            )
            if act == "try":
                return as_file(made, "word", f"试用 {of.label}")
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            keep_template(
                unit,
                of.contract_type,
                of.paper,
                content,
                name=name,
                reason=reason,
                revision=whole_number(posted.text("revision")),
            )
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return template_form(desk, engine, of, refused=refused, reason=reason)
    return redirect(desk, f"{of.path}/template", say="模板已更换，以后的 Word 都用它。")
