"""变更合同: the same form on a contract in force; a later version of its package from a day on."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.ledger.book import packages_of
from core.packages.schema import ContractFile, Package
from core.packages.sentences.contracts import differences
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.studio.changes import changed_rows
from core.studio.contract_loading import Kept, contract_kept
from core.studio.contracting import put_in
from core.studio.effect import rehearse_draft
from core.studio.saying import labels_for
from web.desk import Answer, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.contracts.form import (
    Shown,
    file_typed,
    form_page,
    looked_at,
    newest,
    texts_of,
    typed_of,
)
from web.pages.contracts.naming import names_for
from web.pages.contracts.signing import AGAIN
from web.pages.indicators.seen import NOT_FOUND, contracts_seen
from web.pages.studio.drawn import last_month
from web.posted import whole_number


def within_reach(desk: Desk, connection: Connection, station: Any, key: str) -> Kept:
    """The contract, when this person may amend it; else it does not exist."""
    if key not in contracts_seen(desk, station.book(connection), "contract.manage"):
        raise Missing(NOT_FOUND)
    return contract_kept(connection, desk.county, key)


@get("/contracts/{key:str}/amend", opt={"permission": "contract.manage"}, sync_to_thread=True)
def ask(desk: Desk, engine: Engine, station: Station, key: FromPath[str]) -> Answer:
    """The contract as it is in force, to be changed."""
    with reading(engine) as connection:
        kept = within_reach(desk, connection, station, key)
        package = newest(connection, kept.file)
        shown = Shown(
            package=package,
            known=kept.file,
            version=kept.version,
            typed={**typed_of(kept.file, package), "reason": "", "take": ""},
            sites=kept.file.sites,
        )
        return form_page(desk, connection, station, shown, fresh=True)


@post(
    "/contracts/{key:str}/amend",
    opt={"permission": "contract.manage"},
    status_code=200,
    sync_to_thread=True,
)
def amend(
    desk: Desk, engine: Engine, station: Station, posted: Posted, key: FromPath[str]
) -> Answer:
    """Look at what the amendment would do, or save it exactly as it was looked at."""
    with reading(engine) as connection:
        kept = within_reach(desk, connection, station, key)
        package = newest(connection, kept.file)
    known = kept.file
    typed, sites = texts_of(posted, package, known), posted.all("sites")
    seen = whole_number(typed["version"])
    file, problems = file_typed(desk, package, known, typed, sites)
    refused: Refused | None = None
    status: dict[str, Any] = {}
    if file is None:
        refused = Refused("请先改好下面几处。", problems=problems)
    elif typed["do"] == "save" and not typed["reason"]:
        refused = Refused("请写明变更的理由。", field="reason")
    elif typed["do"] == "save" and typed["looked"] == looked_at(file, seen):
        try:
            with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
                book = station.book(unit.connection)
                done = put_in(
                    unit, station.catalogue, book, file, version=seen, reason=typed["reason"]
                )
        except (Missing, Forbidden):
            raise
        except Conflict as conflict:
            refused = conflict
        except Refused as error:
            refused = error
        else:
            say = f"已变更，现在是第 {done.version} 稿；重新计算了 {done.records} 条记录。"
            return redirect(desk, f"/contracts/{key}", say=say)
    elif typed["do"] == "save" and typed["looked"]:
        refused = Refused(AGAIN)
    with reading(engine) as connection:
        version = contract_kept(connection, desk.county, key).version
        if version != seen and refused is None:
            refused = Conflict("这份合同在您打开之后别人刚变更过。请对照变更记录，核对后再保存。")
        shown = Shown(package=package, known=known, version=version, typed=typed, sites=sites)
        if file is not None and file != known:
            names = names_for(desk, connection, station, [known, file])
            status = _taken_along(desk, connection, station, known, file)
            status["changes"] = differences(known, file, names)
        elif file is not None:
            refused = refused or Refused("没有改动，不用保存。")
        return form_page(
            desk,
            connection,
            station,
            shown,
            file=file if file != known else None,
            refused=refused,
            **status,
        )


def _taken_along(
    desk: Desk, connection: Connection, station: Any, known: ContractFile, file: ContractFile
) -> dict[str, Any]:
    """What the version taken along says otherwise, and what last month would be under it."""
    added = [pin for pin in file.pinned if pin not in known.pinned]
    if not added or added[-1] != file.pinned[-1]:
        return {}
    packages: dict[int, Package] = packages_of(connection, [known, file])[file.package]
    new = packages.get(added[-1].version)
    if new is None:
        return {}
    old = packages[known.versions[-1].version]
    book = station.book(connection)
    said = [labels_for(one, station.catalogue, book.words.places) for one in (old, new)]
    return {
        "changed": changed_rows(old, new, *said),
        "rehearsed": rehearse_draft(
            connection, station.catalogue, book, file.key, new, last_month(desk.day)
        ),
    }


HANDLERS = [ask, amend]
