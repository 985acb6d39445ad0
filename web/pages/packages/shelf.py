"""The packages within reach, and which version of one is meant."""

from typing import Any

from litestar import get
from sqlalchemy import Connection, Row, select

from core.ledger.book import Book
from core.packages.read import published_package
from core.packages.rows import PACKAGE_VERSION
from core.packages.schema import FormRow, Package
from core.store import reading
from core.store.errors import Missing
from core.studio.loading import OPEN, drafts_of
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.seen import contracts_seen
from web.pages.packages.sheets import how_many_open


def versions(connection: Connection) -> list[Row[Any]]:
    """Every published version, newest first within a package."""
    return list(
        connection.execute(
            select(PACKAGE_VERSION).order_by(
                PACKAGE_VERSION.c.key, PACKAGE_VERSION.c.version.desc()
            )
        )
    )


def versions_seen(desk: Desk, connection: Connection, book: Book) -> list[Row[Any]]:
    """All versions for those who see packages of the whole county; else those of one's contracts."""
    found = versions(connection)
    if desk.can("package.see", place=desk.county):
        return found
    own = {
        (terms.contract.package, terms.contract.package_version)
        for key in contracts_seen(desk, book, "package.see")
        for terms in book.terms[key].stretches
    }
    return [row for row in found if (row.key, row.version) in own]


def find(desk: Desk, connection: Connection, book: Book, key: str, version: str) -> Row[Any]:
    """One version within reach; else it does not exist."""
    for row in versions_seen(desk, connection, book):
        if row.key == key and str(row.version) == version:
            return row
    raise Missing("没有这个采购包，或者不在您的权限范围内。")


def reviews(desk: Desk) -> bool:
    """Whether drafts of the county are this person's to review."""
    return bool(desk.can("package.publish", place=desk.county))


@get("/packages", opt={"permission": "package.see"}, sync_to_thread=True)
def packages(desk: Desk, engine: Engine, station: Station) -> Answer:
    """The packages within reach, with the contracts that use them."""
    with reading(engine) as connection:
        book = station.book(connection)
        rows = versions_seen(desk, connection, book)
        seen = contracts_seen(desk, book, "contract.see")
        may_edit = bool(desk.can("package.edit", place=desk.county))
        drafts = drafts_of(connection, desk.county) if reviews(desk) else []
    used: dict[tuple[str, int], list[Any]] = {}
    for key in seen:
        for terms in book.terms[key].stretches:
            own = terms.contract
            used.setdefault((own.package, own.package_version), []).append(own)
    heads = {(row.key, row.version): published_package(row.text, row.key) for row in rows}
    return page(
        desk,
        "pages/packages.html",
        rows=rows,
        drafts=[one for one in drafts if one.state == OPEN],
        may_edit=may_edit,
        packages=heads,
        used=used,
        open={key: how_many_open(package) for key, package in heads.items()},
        types={key: one.label for key, one in station.catalogue.contract_types.items()},
    )


def form_of_version(row: Any, key: str) -> tuple[Package, FormRow]:
    """A published version and one of its forms; ``Missing`` where it has no such form."""
    package = published_package(row.text, row.key)
    own = next((one for one in package.form if one.key == key), None)
    if own is None:
        raise Missing("这个采购包没有这张表单。")
    return package, own


HANDLERS = [packages]
