"""Word templates of the files that belong to no contract: of a person, a household, a case or group."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.papers.listing import template_used
from core.papers.templates.chapters import context_of_file, standing_file
from core.plugin.drawn import Drawn
from core.store.errors import Missing
from web.desk import Answer
from web.given import Desk, Engine, Posted, Station
from web.pages.papers.asked import NOT_FOUND
from web.pages.papers.files import file_of
from web.pages.papers.replacing import (
    Replaced,
    Tried,
    template_file,
    template_form,
    template_given,
)
from web.pages.papers.specimens import a_case_file, a_household_file, a_person_file

PERSON, HOUSEHOLD, CASE = "person-file", "household-file", "case-file"
#: File → what it is called, and one of nobody.
FILES: Mapping[str, tuple[str, Callable[[], Drawn]]] = {
    PERSON: ("服务对象档案", a_person_file),
    HOUSEHOLD: ("一户一档", a_household_file),
    CASE: ("个案、小组全部材料", a_case_file),
}
#: They belong to no contract type.
OF_THE_HOUSE = ""
ADDRESS = "/file-templates"


@get(ADDRESS + "/{paper:str}/template", opt={"permission": "package.edit"}, sync_to_thread=True)
def form(desk: Desk, engine: Engine, paper: FromPath[str]) -> Answer:
    """Which template is used, every one before it, and a field to give another."""
    return template_form(desk, engine, _of(desk, paper))


@get(
    ADDRESS + "/{paper:str}/template/file", opt={"permission": "package.edit"}, sync_to_thread=True
)
def file(desk: Desk, station: Station, engine: Engine, paper: FromPath[str]) -> Response[bytes]:
    """The template that is used, or the standing one."""
    of = _of(desk, paper)
    return template_file(desk, station, engine, of, _tried(paper))


@post(
    ADDRESS + "/{paper:str}/template",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def save(
    desk: Desk, station: Station, engine: Engine, posted: Posted, paper: FromPath[str]
) -> Response[Any]:
    """Try the template on a file of nobody, use it from now on, or go back to the standing one."""
    of = _of(desk, paper)
    return template_given(desk, station, engine, posted, of, _tried(paper))


def may_replace(desk: Any) -> bool:
    """Whether who sits there may replace them: they are the same for the whole county."""
    return bool(desk.can("package.edit", place=desk.county))


def own_template(connection: Connection, county: str, paper: str) -> bytes:
    """The county's own template of such a file; empty where the standing one is used."""
    return template_used(connection, county, OF_THE_HOUSE, paper)


def file_alone(
    station: Any, county: str, drawn: Drawn, kind: str, name: str, template: bytes
) -> Response[bytes]:
    """Such a file as it is kept; Word as the county has it."""
    return file_of(station, county, [drawn], kind, name, template=template, context=context_of_file)


def _of(desk: Any, paper: str) -> Replaced:
    if paper not in FILES or not may_replace(desk):
        raise Missing(NOT_FOUND)
    return Replaced(
        contract_type=OF_THE_HOUSE,
        paper=paper,
        label=FILES[paper][0],
        above="全县通用",
        path=f"{ADDRESS}/{paper}",
        back="/papers",
    )


def _tried(paper: str) -> Tried:
    one = FILES[paper][1]()
    return Tried(
        standing=standing_file(one),
        papers=(one,),
        known=context_of_file(one),
        context=context_of_file,
    )


HANDLERS = [form, file, save]
