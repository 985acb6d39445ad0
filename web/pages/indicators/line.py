"""One number opened: its clause, its sentence, what was counted, what was not and why."""

from typing import Any

import msgspec
from litestar import Request, get
from litestar.params import FromPath

from core.activities.listing import cursor
from core.ledger.book import Book
from core.ledger.dashboard import Board, Row, board
from core.ledger.opened import COUNTED, NOT_COUNTED, entries_of
from core.ledger.opened import outside as refused_whole
from core.ledger.ranking import Ranked, ranked_reasons
from core.ledger.said import labels_of
from core.packages.sentences import line as line_sentence
from core.packages.sentences import quota as quota_sentence
from core.packages.terms import WHOLE_CONTRACT
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import address, asked, written
from web.pages.indicators.entries import entries_shown
from web.pages.indicators.lines import NOT_FOUND, contracts_seen
from web.pages.indicators.people import has_people, people_shown
from web.pages.indicators.shown import row_shown
from web.posted import whole_number

#: Of what the contract refuses as a whole, so many are shown beside a line.
BESIDE = 5
PEOPLE = 50
TABS = ("counted", "not", "people", "outside")


@get(
    "/indicators/{contract:str}/{line:str}",
    opt={"permission": "indicator.see"},
    sync_to_thread=True,
)
def one_line(
    desk: Desk,
    engine: Engine,
    station: Station,
    request: Request[Any, Any, Any],
    contract: FromPath[str],
    line: FromPath[str],
) -> Answer:
    """The side sheet of a line (for htmx), or the same on a page of its own."""
    site, tab = asked(request, "site"), asked(request, "tab")
    after = cursor(asked(request, "after"))
    with reading(engine) as connection:
        book = station.book(connection)
        if contract not in contracts_seen(desk, book, "indicator.see"):
            raise Missing(NOT_FOUND)
        terms = book.terms[contract].on(desk.day)
        if site not in terms.contract.sites:
            site = ""
        if line == WHOLE_CONTRACT:
            tab = "outside"
        elif line not in terms.every_line:
            raise Missing("这份合同没有这一条指标。")
        found = board(connection, book, contract, desk.day, site=site)
        row = found.by_key.get(line)
        if tab not in TABS or (tab == "people" and not has_people(row)):
            tab = "counted"
        statuses = COUNTED if tab == "counted" else NOT_COUNTED
        entries, people, beside = None, [], []
        ranked: tuple[tuple[Ranked, ...], bool] = ((), False)
        if tab == "people" and row is not None:
            people = people_shown(desk, found, row)
        elif tab == "outside":
            kinds = row.line.kinds if row else ()
            entries = refused_whole(connection, book, contract, kinds, before=after, site=site)
        else:
            entries = entries_of(
                connection, book, contract, line, statuses, before=after, site=site
            )
        if tab in ("not", "outside") and after is None:
            ranked = ranked_reasons(
                connection, book, contract, WHOLE_CONTRACT if tab == "outside" else line, site=site
            )
        if tab == "not" and after is None and row is not None and found.outside:
            some = refused_whole(connection, book, contract, row.line.kinds, limit=BESIDE)
            beside = entries_shown(desk, connection, book, station, terms, some.entries)
        shown = (
            entries_shown(desk, connection, book, station, terms, entries.entries)
            if entries
            else []
        )
    path = f"/indicators/{contract}/{line}"
    in_sheet = desk.is_htmx or asked(request, "sheet") == "1"

    def href(**changed: str) -> str:
        return address(path, **({"site": site, "tab": tab} | changed))

    start = whole_number(asked(request, "from"))
    more = href(after=written(entries.after)) if entries and entries.after else ""
    if tab == "people" and start + PEOPLE < len(people):
        more = href(**{"from": str(start + PEOPLE)})
    context = {
        "terms": terms,
        "board": found,
        "row": row_shown(found, row, labels_of(terms.package, station.catalogue, book.words), path)
        if row
        else None,
        "verdict": row.verdict if row else None,
        "sentence": _sentence(found, book, station, line),
        "tabs": _tabs(found, row, tab, href),
        "tab": tab,
        "entries": shown,
        "people": people[start : start + PEOPLE],
        "ranked": ranked[0],
        "ranked_newest_only": ranked[1],
        "beside": beside,
        "more": more,
        "in_sheet": in_sheet,
        "close": address("/indicators", contract=contract, site=site),
        "path": href(),
        "site": book.words.places.get(site, ""),
        "package": f"/packages/{terms.contract.package}/{terms.contract.package_version}",
    }
    if desk.is_htmx and (after is not None or start):
        return page(desk, "pages/indicators_rows.html", **context)
    template = "pages/indicators_sheet.html" if desk.is_htmx else "pages/indicators_line.html"
    return page(desk, template, **context)


def _tabs(found: Board, row: Row | None, tab: str, href: Any) -> list[tuple[str, str, bool]]:
    if row is None:
        return []
    verdict = row.verdict
    tabs = [
        (f"计入 {verdict.counted}", href(tab="counted"), tab == "counted"),
        (f"未计 {verdict.refused + int(verdict.overflow)}", href(tab="not"), tab == "not"),
    ]
    if has_people(row):
        tabs.append(("按人", href(tab="people"), tab == "people"))
    if found.outside:
        tabs.append(("整份合同不收", href(tab="outside"), tab == "outside"))
    return tabs


def _sentence(found: Board, book: Book, station: Any, line: str) -> str:
    known = [terms for terms in found.terms.stretches if line in terms.by_key]
    terms = known[-1] if known else found.terms
    package = terms.package
    labels = labels_of(package, station.catalogue, book.words)
    counted = terms.by_key.get(line)
    for row in package.quota:
        if row.key == line:
            return quota_sentence(row, labels)
    for own in package.line:
        if own.key == line and counted is not None:
            return line_sentence(_as_signed(own, counted.targets), labels)
    return ""


def _as_signed(row: Any, targets: Any) -> Any:
    """The row with the targets that this contract overrides."""
    return msgspec.structs.replace(row, targets=targets)


HANDLERS = [one_line]
