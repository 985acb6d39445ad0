"""新建合同: a package version chosen, the contract filled in, its effect seen, put in force."""

from typing import Any

from litestar import Request, get, post
from sqlalchemy import Connection

from core.packages.read import published_package
from core.packages.schema import Package
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.studio.contracting import put_in
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.contracts.form import Shown, file_typed, form_page, looked_at, texts_of
from web.pages.packages.shelf import find, versions

AGAIN = "您又改过几处，请再看一遍会怎样，然后保存。"


@get("/contracts/new", opt={"permission": "contract.manage"}, sync_to_thread=True)
def ask(request: Request[Any, Any, Any], desk: Desk, engine: Engine, station: Station) -> Answer:
    """Which package version the contract is for; then the empty form."""
    desk.require("contract.manage", place=desk.county)
    asked = filters(request, ("package",))
    with reading(engine) as connection:
        if not asked["package"]:
            return page(desk, "pages/contract_new.html", rows=versions(connection))
        package = _package(desk, connection, station, asked["package"])
        title = package.package.title
        typed = {"package": asked["package"], "title": title, "clause": ""}
        shown = Shown(package=package, known=None, version=0, typed=_blank(typed), sites=())
        return form_page(desk, connection, station, shown, fresh=True)


def _blank(typed: dict[str, str]) -> dict[str, str]:
    names = ("key", "purchaser", "provider", "start", "end", "price", "bid_rate_percent", "reason")
    return {**dict.fromkeys(names, ""), **typed}


def _package(desk: Desk, connection: Connection, station: Any, named: str) -> Package:
    key, _, number = named.rpartition("/")
    row = find(desk, connection, station.book(connection), key, number)
    package = published_package(row.text, key)
    if package.package.type not in station.catalogue.contract_types:
        raise Missing("这种合同类型的插件没有安装，暂时不能建立合同。")
    return package


@post(
    "/contracts/new",
    opt={"permission": "contract.manage"},
    status_code=200,
    sync_to_thread=True,
)
def sign(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """Look at what the contract would do, or put it in force exactly as it was looked at."""
    desk.require("contract.manage", place=desk.county)
    with reading(engine) as connection:
        package = _package(desk, connection, station, posted.text("package"))
    typed, sites = texts_of(posted, package, None), posted.all("sites")
    shown = Shown(package=package, known=None, version=0, typed=typed, sites=sites)
    file, problems = file_typed(desk, package, None, typed, sites)
    refused: Refused | None = None
    if file is None:
        refused = Refused("请先改好下面几处。", problems=problems)
    elif typed["do"] == "save" and typed["looked"] == looked_at(file, 0):
        try:
            with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
                book = station.book(unit.connection)
                put_in(unit, station.catalogue, book, file, reason=typed["reason"])
        except (Missing, Forbidden, Conflict):
            raise
        except Refused as error:
            refused = error
        else:
            return redirect(desk, f"/contracts/{file.key}", say="合同已建立。")
    elif typed["do"] == "save" and typed["looked"]:
        refused = Refused(AGAIN)
    with reading(engine) as connection:
        return form_page(desk, connection, station, shown, file=file, refused=refused)


HANDLERS = [ask, sign]
