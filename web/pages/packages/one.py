"""One package read, one of its forms as it will be asked, and its text as it was published."""

import re
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from core.ledger.book import words_of
from core.ledger.said import labels_of
from core.packages.check import check_package
from core.packages.forms import form_of
from core.packages.read import published_package
from core.packages.sentences import say
from core.store import reading
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import asked
from web.pages.indicators.seen import contracts_seen
from web.pages.packages.sheets import how_many_open, sheets_of
from web.pages.packages.shelf import find, form_of_version, versions


@get("/packages/{key:str}/{version:str}", opt={"permission": "package.see"}, sync_to_thread=True)
def package(
    desk: Desk,
    engine: Engine,
    station: Station,
    request: Request[Any, Any, Any],
    key: FromPath[str],
    version: FromPath[str],
) -> Answer:
    """A whole package: open choices first, then sheet by sheet, each row beside its clause."""
    question = asked(request, "q")
    with reading(engine) as connection:
        book = station.book(connection)
        row = find(desk, connection, book, key, version)
        others = [one for one in versions(connection) if one.key == key]
        seen = contracts_seen(desk, book, "contract.see")
    found = published_package(row.text, key)
    words = words_of(station.catalogue, [found], book.words.places)
    labels = labels_of(found, station.catalogue, words)
    sheets = sheets_of(found, labels, question)
    return page(
        desk,
        "pages/package.html",
        row=row,
        package=found,
        heading=say("package", found.package, labels),
        sheets=sheets,
        hits=sum(len(sheet.rows) for sheet in sheets),
        question=question,
        findings=check_package(found, station.catalogue, key)
        if found.package.type in station.catalogue.contract_types
        else (),
        open=how_many_open(found),
        versions=others,
        contracts=[
            terms.contract
            for one in seen
            for terms in book.terms[one].stretches
            if terms.contract.package == key and terms.contract.package_version == row.version
        ],
        type_label=getattr(station.catalogue.contract_types.get(row.type), "label", ""),
    )


@get(
    "/packages/{key:str}/{version:str}/forms/{form:str}",
    opt={"permission": "package.see"},
    sync_to_thread=True,
)
def form(
    desk: Desk,
    engine: Engine,
    station: Station,
    key: FromPath[str],
    version: FromPath[str],
    form: FromPath[str],
) -> Answer:
    """A form as it will be asked."""
    with reading(engine) as connection:
        row = find(desk, connection, station.book(connection), key, version)
    found, own = form_of_version(row, form)
    return page(
        desk,
        "pages/package_form.html",
        row=row,
        package=found,
        form=form_of(own),
        kinds=[station.catalogue.label_of_kind(kind) for kind in own.kinds],
        back=f"/packages/{key}/{version}#form-{own.key}",
    )


@get(
    "/packages/{key:str}/{version:str}/text",
    opt={"permission": "package.see"},
    sync_to_thread=True,
)
def text(
    desk: Desk, engine: Engine, station: Station, key: FromPath[str], version: FromPath[str]
) -> Response[bytes]:
    """The package as it was published, byte by byte, as a file."""
    with reading(engine) as connection:
        row = find(desk, connection, station.book(connection), key, version)
    name = re.sub(r"[^a-z0-9-]", "", row.key) or "package"
    return Response(
        row.text.encode(),
        media_type="application/toml",
        headers={"content-disposition": f'attachment; filename="{name}-v{row.version}.toml"'},
    )


HANDLERS = [package, form, text]
