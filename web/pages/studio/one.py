"""One draft: its sheets, the rows of a sheet beside sentence and clause, findings, and effect."""

from typing import Any

from litestar import Request, get, post
from litestar.params import FromPath
from sqlalchemy import Connection, select

from core.activities.listing import names_of
from core.packages.read import published_package
from core.packages.rows import PACKAGE_VERSION
from core.store import reading
from core.store.errors import Missing, Refused
from core.studio.changes import changed_rows
from core.studio.drafts import accept_warning
from core.studio.effect import rehearse_draft
from core.studio.saying import labels_for
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.indicators.seen import contracts_seen
from web.pages.studio.drawn import Shown, contents, last_month, rows_shown, shown

FIRST_SHEET = "封面"
#: How many records are counted for the first answer to a change, while the officer is looking.
AT_ONCE = 1_000


@get("/drafts/{uuid:str}", opt={"permission": "package.publish"}, sync_to_thread=True)
def draft(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    uuid: FromPath[str],
) -> Answer:
    """A draft, one sheet at a time."""
    asked = filters(request, ("sheet", "contract"))
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
        book = station.book(connection)
        names = names_of(connection, found.draft.authors)
    title = asked["sheet"] if asked["sheet"] in found.draft.by_sheet else FIRST_SHEET
    offered = rehearsable(desk, book, found)
    return page(
        desk,
        "pages/draft.html",
        found=found,
        draft=found.draft,
        sheets=contents(found),
        title=title,
        rows=rows_shown(found, title),
        contracts=offered,
        contract=asked["contract"] or (offered[0].key if offered else ""),
        type_label=_type_label(station, found),
        names=names,
        removed=[row for row in found.draft.rows if row.removed and row.sheet == title],
    )


def _type_label(station: Any, found: Shown) -> str:
    cover = found.reading.tables.get("package") or {}
    known = station.catalogue.contract_types.get(cover.get("type", ""))
    return known.label if known else ""


def rehearsable(desk: Any, book: Any, found: Shown) -> list[Any]:
    """The contracts on which the draft can be rehearsed: those of its package, else of its type."""
    seen = [book.terms[key] for key in contracts_seen(desk, book, "contract.see")]
    own = [one for one in seen if one.contract.package == found.draft.base_key]
    kind = (found.reading.tables.get("package") or {}).get("type", "")
    same = [one for one in seen if one.package.package.type == kind]
    return [one.contract for one in own or same]


@get("/drafts/{uuid:str}/effect", opt={"permission": "package.publish"}, sync_to_thread=True)
def effect(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    uuid: FromPath[str],
) -> Answer:
    """What the draft would do to last month's records of a contract, old against new."""
    asked = filters(request, ("contract", "all", "whole"))
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
        book = station.book(connection)
        offered = {one.key for one in rehearsable(desk, book, found)}
        if asked["contract"] and asked["contract"] not in offered:
            raise Missing("没有这份合同，或者不在您的权限范围内。")
        rehearsed = None
        if found.reading.package is not None and asked["contract"] in offered:
            rehearsed = rehearse_draft(
                connection,
                station.catalogue,
                book,
                asked["contract"],
                found.reading.package,
                last_month(desk.day),
                every=bool(asked["all"]),
                newest=None if asked["all"] or asked["whole"] or not desk.is_htmx else AT_ONCE,
            )
    template = "fragments/draft_effect.html" if desk.is_htmx else "pages/draft_effect.html"
    return page(
        desk,
        template,
        draft=found.draft,
        found=found,
        rehearsed=rehearsed,
        every=bool(asked["all"]),
        contract=asked["contract"],
    )


@get("/drafts/{uuid:str}/findings", opt={"permission": "package.publish"}, sync_to_thread=True)
def findings(desk: Desk, engine: Engine, station: Station, uuid: FromPath[str]) -> Answer:
    """Everything found, errors first, each leading to its row."""
    return _findings(desk, engine, station, uuid)


def _findings(
    desk: Any, engine: Any, station: Any, uuid: str, refused: Refused | None = None
) -> Answer:
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    return page(
        desk,
        "pages/draft_findings.html",
        status=422 if refused else 200,
        draft=found.draft,
        found=found,
        say=refused.say if refused else "",
    )


@post(
    "/drafts/{uuid:str}/findings",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def accept(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[str]
) -> Answer:
    """Accept a warning with a reason, or take the acceptance back."""
    posted.only(("finding", "reason"))
    desk.require("package.edit", place=desk.county)
    with reading(engine) as connection:
        known = {one.id for one in shown(desk, connection, station, uuid).reading.findings}
    if posted.text("finding") not in known:
        raise Missing("这一处已经改好，或者草稿刚被改过。请刷新页面。")
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        accept_warning(unit, uuid, posted.text("finding"), posted.text("reason"))
    return redirect(desk, f"/drafts/{uuid}/findings", say="已记下。")


@get("/drafts/{uuid:str}/changes", opt={"permission": "package.publish"}, sync_to_thread=True)
def changes(desk: Desk, engine: Engine, station: Station, uuid: FromPath[str]) -> Answer:
    """The draft against the version that it began from, as sentences."""
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
        changed = changes_of(connection, station, found)
    return page(desk, "pages/draft_changes.html", draft=found.draft, found=found, changed=changed)


def changes_of(connection: Connection, station: Any, found: Shown) -> list[Any]:
    """What the draft changes; nothing while it cannot be read, or when it began from nothing."""
    new, labels = found.reading.package, found.said.labels
    row = connection.execute(
        select(PACKAGE_VERSION).where(
            PACKAGE_VERSION.c.key == found.draft.base_key,
            PACKAGE_VERSION.c.version == found.draft.base_version,
        )
    ).first()
    if new is None or labels is None or row is None:
        return []
    old = published_package(row.text, row.key)
    places = station.book(connection).words.places
    return changed_rows(old, new, labels_for(old, station.catalogue, places), labels)


HANDLERS = [draft, effect, findings, accept, changes]
