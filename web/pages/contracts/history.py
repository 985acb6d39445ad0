"""变更记录: every version of a contract, who put it in force, when, why, and what it changed."""

from dataclasses import dataclass
from datetime import date

from litestar import get
from litestar.params import FromPath

from core.activities.listing import names_of
from core.calendar import business_day
from core.packages.sentences.contracts import differences
from core.store import reading
from core.store.errors import Missing
from core.studio.contract_loading import KeptVersion, history_of
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.contracts.naming import names_for
from web.pages.indicators.seen import NOT_FOUND, contracts_seen


@dataclass(frozen=True, kw_only=True)
class VersionShown:
    """One version with what it changed against the one before."""

    kept: KeptVersion
    who: str
    day: date
    changes: tuple[str, ...]


@get("/contracts/{key:str}/history", opt={"permission": "contract.see"}, sync_to_thread=True)
def history(desk: Desk, engine: Engine, station: Station, key: FromPath[str]) -> Answer:
    """The newest version first."""
    with reading(engine) as connection:
        book = station.book(connection)
        if key not in contracts_seen(desk, book, "contract.see"):
            raise Missing(NOT_FOUND)
        kept = history_of(connection, key)
        people = names_of(connection, {one.actor for one in kept})
        names = names_for(desk, connection, station, [one.file for one in kept])
        seen = contracts_seen(desk, book, "contract.manage")
    shown = [
        VersionShown(
            kept=one,
            who=people.get(one.actor, "系统"),
            day=business_day(one.at),
            changes=differences(kept[i - 1].file, one.file, names) if i else (),
        )
        for i, one in enumerate(kept)
    ]
    return page(
        desk,
        "pages/contract_history.html",
        contract=book.terms[key].contract,
        versions=list(reversed(shown)),
        may_amend=key in seen,
    )


HANDLERS = [history]
