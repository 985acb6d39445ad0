"""采购包: a whole package as sentences beside the clauses they come from."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath
from sqlalchemy import Connection, Row, select

from core.ledger.arranging import initials
from core.ledger.book import Book, words_of
from core.ledger.said import labels_of
from core.packages.check import check_package
from core.packages.forms import form_of
from core.packages.read import decode_package, parse_toml
from core.packages.rows import PACKAGE_VERSION
from core.packages.schema import NOT_AGREED, Package
from core.packages.sentences import rows_of, say
from core.people.search_keys import folded
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import asked
from web.pages.indicators.lines import contracts_seen

#: The sheets of a package in the order of reading, each with its heading.
SHEETS: tuple[tuple[str, str], ...] = (
    ("choice", "选择"),
    ("tier", "对象分级"),
    ("condition", "条件"),
    ("quota", "频次"),
    ("line", "指标"),
    ("derived", "由指标算出"),
    ("item", "服务项目"),
    ("form", "活动与表单"),
    ("score_group", "考核项目"),
    ("score_item", "评分"),
    ("scorer", "评分人"),
    ("band", "等级结算"),
    ("sample", "抽查"),
    ("due", "时限"),
    ("paper", "文书"),
    ("route", "上报"),
    ("obligation", "没有数字的义务"),
)
OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One row of a package: its sentence, what the officers noted, and the clause it comes from."""

    anchor: str
    label: str
    sentence: str
    note: str
    clause: str
    ref: str = ""
    form: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one sheet; ``all`` is how many there are without the search."""

    key: str
    label: str
    all: int
    rows: tuple[Said, ...] = field(default=())


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
        (book.terms[key].contract.package, book.terms[key].contract.package_version)
        for key in contracts_seen(desk, book, "package.see")
    }
    return [row for row in found if (row.key, row.version) in own]


def find(desk: Desk, connection: Connection, book: Book, key: str, version: str) -> Row[Any]:
    """One version within reach; else it does not exist."""
    for row in versions_seen(desk, connection, book):
        if row.key == key and str(row.version) == version:
            return row
    raise Missing("没有这个采购包，或者不在您的权限范围内。")


@get("/packages", opt={"permission": "package.see"}, sync_to_thread=True)
def packages(desk: Desk, engine: Engine, station: Station) -> Answer:
    """The packages within reach, with the contracts that use them."""
    with reading(engine) as connection:
        book = station.book(connection)
        rows = versions_seen(desk, connection, book)
        seen = contracts_seen(desk, book, "contract.see")
    used: dict[tuple[str, int], list[Any]] = {}
    for key in seen:
        own = book.terms[key].contract
        used.setdefault((own.package, own.package_version), []).append(own)
    heads = {(row.key, row.version): decode_package(parse_toml(row.text, row.key), row.key) for row in rows}
    return page(
        desk,
        "pages/packages.html",
        rows=rows,
        packages=heads,
        used=used,
        open={key: _open(package) for key, package in heads.items()},
        types={key: one.label for key, one in station.catalogue.contract_types.items()},
    )


def _open(package: Package) -> int:
    return sum(1 for row in package.choice if row.choose == NOT_AGREED)


def _named(row: Any) -> str:
    return next(
        (str(value) for name in ("key", "id", "code") if (value := getattr(row, name, ""))), "head"
    )


def sheets_of(package: Package, labels: Any, question: str = "") -> list[Sheet]:
    """Every sheet that has rows, said as sentences; a search keeps the rows that answer it."""
    found = []
    for sheet, heading in SHEETS:
        rows = rows_of(package, sheet)
        if not rows:
            continue
        times: Counter[str] = Counter()
        said = []
        for row in rows:
            name = _named(row)
            times[name] += 1
            twice = f"-{times[name]}" if times[name] > 1 else ""
            said.append(_said(sheet, row, f"{sheet}-{name}{twice}", labels))
        if sheet == "choice":
            said.sort(key=lambda one: not one.is_open)
        kept = tuple(one for one in said if answers(one, question))
        found.append(Sheet(key=sheet, label=heading, all=len(said), rows=kept))
    return found


def _said(sheet: str, row: Any, anchor: str, labels: Any) -> Said:
    note = getattr(row, "say", "")
    choice = sheet == "choice"
    return Said(
        anchor=anchor,
        label=row.about if choice else getattr(row, "label", "") or getattr(row, "id", ""),
        sentence=note if choice else say(sheet, row, labels),
        note=_chosen(row) if choice else note,
        clause=row.clause,
        ref=row.id if choice else getattr(row, "ref", ""),
        form=row.key if sheet == "form" else "",
        is_open=choice and row.choose == NOT_AGREED,
    )


def _chosen(row: Any) -> str:
    """Which answer was taken, and which were not."""
    if row.choose == NOT_AGREED:
        return ""
    left = "”“".join(label.rstrip("。") for key, label in row.options.items() if key != row.choose)
    taken = f"选定“{row.options.get(row.choose, row.choose).rstrip('。')}”"
    return f"{taken}，没有选“{left}”。" if left else f"{taken}。"


def answers(one: Said, question: str) -> bool:
    """Whether a row answers a search in its words, its clause, or the initials of its label."""
    wanted = folded(question)
    if not wanted:
        return True
    texts = (one.label, one.sentence, one.note, one.ref)
    if any(wanted in folded(text) for text in texts) or wanted in "".join(one.clause.split()):
        return True
    return wanted in folded(initials(one.label))


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
    found = decode_package(parse_toml(row.text, key), key)
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
        open=_open(found),
        versions=others,
        contracts=[
            book.terms[one].contract
            for one in seen
            if book.terms[one].contract.package == key
            and book.terms[one].contract.package_version == row.version
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
    found = decode_package(parse_toml(row.text, key), key)
    own = next((one for one in found.form if one.key == form), None)
    if own is None:
        raise Missing("这个采购包没有这张表单。")
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


HANDLERS = [packages, package, form, text]
