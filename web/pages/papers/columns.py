"""The columns of a table as a county wants them: which, and in what order, kept under a name."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from core.papers.listing import columns_chosen
from core.papers.writings import choose_columns
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.papers.asked import asked_of, may_write, place_of, source_of
from web.posted import whole_number

PLACE = "place."
NOT_ALLOWED = "没有调整这份文书的权限。"


@get(
    "/papers/{contract:str}/{paper:str}/columns",
    opt={"permission": "record.create"},
    sync_to_thread=True,
)
def form(
    desk: Desk, station: Station, engine: Engine, contract: FromPath[str], paper: FromPath[str]
) -> Answer:
    """Every column with its place in the order; one without a place is left out."""
    return _form(desk, station, engine, contract, paper)


@post(
    "/papers/{contract:str}/{paper:str}/columns",
    opt={"permission": "record.create"},
    sync_to_thread=True,
)
def save(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    contract: FromPath[str],
    paper: FromPath[str],
) -> Answer:
    """Keep the order under its name; the paper is made with it from now on."""
    places = {
        name.removeprefix(PLACE): whole_number(posted.text(name))
        for name in posted.fields
        if name.startswith(PLACE)
    }
    name = posted.text("name")
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            source = source_of(desk, station, unit.connection)
            asked = asked_of(desk, station, source, contract, paper)
            if not may_write(desk, source, contract):
                raise Forbidden(NOT_ALLOWED)
            known = [one.key for one in asked.paper.columns if places.get(one.key)]
            choose_columns(
                unit, place_of(source, asked), name, sorted(known, key=lambda key: places[key])
            )
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _form(desk, station, engine, contract, paper, refused=refused, typed=(name, places))
    return redirect(desk, f"/papers/{contract}/{paper}", say="列的顺序已保存。")


def _form(
    desk: Any,
    station: Any,
    engine: Any,
    contract: str,
    paper: str,
    *,
    refused: Refused | None = None,
    typed: tuple[str, dict[str, int]] | None = None,
) -> Answer:
    with reading(engine) as connection:
        source = source_of(desk, station, connection)
        asked = asked_of(desk, station, source, contract, paper)
        if not may_write(desk, source, contract) or not asked.paper.columns:
            raise Missing(NOT_ALLOWED)
        kept = columns_chosen(connection, source.book.ids[contract], paper)
    declared = tuple(one.key for one in asked.paper.columns)
    order = kept[0].columns if kept else declared
    places = {key: number for number, key in enumerate(order, start=1)}
    return page(
        desk,
        "papers/columns.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=refused.problems if refused else {},
        title=asked.paper.label,
        above=asked.terms.contract.title,
        columns=[
            (one, (typed[1] if typed else places).get(one.key) or "") for one in asked.paper.columns
        ],
        name=typed[0] if typed else (kept[0].name if kept else ""),
        kept=[one.name for one in kept],
        path=asked.path,
    )


HANDLERS = [form, save]
