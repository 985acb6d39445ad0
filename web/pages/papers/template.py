"""A county's own Word template of a contract's paper, tried on the newest one."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from core.papers.templates.placeholders import names_known, standing
from core.store import reading
from web.desk import Answer
from web.given import Desk, Engine, Posted, Station
from web.pages.papers.asked import Asked, source_of
from web.pages.papers.newest import newest, replaceable
from web.pages.papers.replacing import (
    Replaced,
    Tried,
    template_file,
    template_form,
    template_given,
)


@get(
    "/papers/{contract:str}/{paper:str}/template",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def form(
    desk: Desk, station: Station, engine: Engine, contract: FromPath[str], paper: FromPath[str]
) -> Answer:
    """Which template is used, every one before it, and a field to give another."""
    with reading(engine) as connection:
        asked = replaceable(desk, station, source_of(desk, station, connection), contract, paper)
    return template_form(desk, engine, _of(asked))


@get(
    "/papers/{contract:str}/{paper:str}/template/file",
    opt={"permission": "package.edit"},
    sync_to_thread=True,
)
def file(
    desk: Desk, station: Station, engine: Engine, contract: FromPath[str], paper: FromPath[str]
) -> Response[bytes]:
    """The template that is used, or the standing one: with names in place of figures and words."""
    return template_file(desk, station, engine, *_newest(desk, station, engine, contract, paper))


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
    of, tried = _newest(desk, station, engine, contract, paper)
    return template_given(desk, station, engine, posted, of, tried)


def _of(asked: Asked) -> Replaced:
    return Replaced(
        contract_type=asked.contract_type,
        paper=asked.paper.key,
        label=asked.paper.label,
        above=asked.terms.contract.title,
        path=asked.path,
        back=asked.path,
    )


def _newest(
    desk: Any, station: Any, engine: Any, contract: str, paper: str
) -> tuple[Replaced, Tried]:
    with reading(engine) as connection:
        now = newest(desk, station, connection, contract, paper)
    tried = Tried(
        standing=standing(now.sheet, of_records=now.of_records),
        papers=now.papers,
        known=names_known((now.sheet, *now.papers)),
    )
    return _of(now.asked), tried


HANDLERS = [form, file, save]
