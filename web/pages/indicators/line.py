"""One number opened: its clause, its sentence, what was counted, what was not and why."""

from typing import Any

from litestar import Request, get
from litestar.params import FromPath

from core.activities.listing import cursor
from core.ledger.assumption import assumption
from core.ledger.dashboard import Row
from core.ledger.history import months_until
from core.ledger.opened import COUNTED, NOT_COUNTED, Narrowed, Page, entries_of
from core.ledger.outlook import month_name
from core.ledger.ranking import Ranked, entries_because, ranked_reasons
from core.ledger.said import labels_of
from core.packages.terms import WHOLE_CONTRACT
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import asked, view_of, written
from web.pages.indicators.boards import chosen, found_board
from web.pages.indicators.course import course_of
from web.pages.indicators.entries import EntryShown, entries_shown
from web.pages.indicators.narrowing import only_part
from web.pages.indicators.people import PersonShown, has_people, people_shown
from web.pages.indicators.seen import require_contract
from web.pages.indicators.sentence import sentence_of
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
    tab, because = asked(request, "tab"), asked(request, "because")
    after, start = cursor(asked(request, "after")), whole_number(asked(request, "from"))
    view = view_of(request, contract)
    with reading(engine) as connection:
        book = station.book(connection)
        require_contract(desk, book, contract)
        of = chosen(desk, book, view)
        view = of.view
        if line == WHOLE_CONTRACT:
            tab = "outside"
        elif line not in of.terms.every_line:
            raise Missing("这份合同没有这一条指标。")
        found = found_board(desk, connection, station, book, of)
        row = found.by_key.get(line)
        if tab not in TABS or (tab == "people" and not has_people(row)):
            tab = "counted"
        begun = months_until(of.terms, desk.day) if view.period else ()
        months = tuple(month for month in begun if month <= view.period)
        only = only_part(
            desk,
            connection,
            found.terms,
            view,
            Narrowed(places=of.places, months=months),
            month=asked(request, "month"),
            by=asked(request, "by"),
        )
        narrowed = only.narrowed
        whole = Narrowed(
            kinds=tuple(row.line.kinds) if row else (), places=of.places, months=months
        )

        def shown(some: Page) -> list[EntryShown]:
            return entries_shown(desk, connection, book, station, found.terms, some.entries)

        entries: Page | None = None
        ranked: tuple[tuple[Ranked, ...], bool] = ((), False)
        if because and tab in ("not", "outside"):
            where, some = (WHOLE_CONTRACT, whole) if tab == "outside" else (line, narrowed)
            entries = entries_because(connection, book, contract, where, because, narrowed=some)
        elif tab == "outside":
            entries = entries_of(
                connection,
                book,
                contract,
                WHOLE_CONTRACT,
                NOT_COUNTED[:1],
                before=after,
                narrowed=whole,
            )
        elif tab != "people":
            statuses = COUNTED if tab == "counted" else NOT_COUNTED
            entries = entries_of(
                connection, book, contract, line, statuses, before=after, narrowed=narrowed
            )
        if after is None and not start:
            where, some = (WHOLE_CONTRACT, whole) if tab == "outside" else (line, narrowed)
            ranked = ranked_reasons(connection, book, contract, where, narrowed=some)
        beside: list[EntryShown] = []
        if tab == "not" and after is None and not because and row is not None and found.outside:
            beside = shown(
                entries_of(
                    connection,
                    book,
                    contract,
                    WHOLE_CONTRACT,
                    NOT_COUNTED[:1],
                    narrowed=whole,
                    limit=BESIDE,
                )
            )
        people: list[PersonShown] = []
        more_people = False
        if tab == "people" and row:
            people, more_people = people_shown(desk, found, row, start, PEOPLE)
        context: dict[str, Any] = {
            "entries": shown(entries) if entries else [],
            "beside": beside,
            "course": course_of(connection, book, found, row, of.places) if row else None,
        }

    def href(**changed: str) -> str:
        return view.line_href(line, **({"tab": tab, "because": because} | only.asked | changed))

    def whole_href(**changed: str) -> str:
        return href(**(dict.fromkeys(only.asked, "") | changed))

    more = href(after=written(entries.after)) if entries and entries.after else ""
    if more_people:
        more = href(**{"from": str(start + PEOPLE)})
    labels = labels_of(found.terms.package, station.catalogue, book.words)
    context |= {
        "terms": found.terms,
        "row": row_shown(found, row, labels, view.line_href(line)) if row else None,
        "verdict": row.verdict if row else None,
        "sentence": sentence_of(found.terms, book, station, line),
        "assumed": assumption(found.terms, row.verdict, found.day) if row else "",
        "tabs": _tabs(row, found.outside, tab, whole_href),
        "only": only.say,
        "whole_href": whole_href(),
        "tab": tab,
        "people": people,
        "ranked": [
            (one, href(tab="outside" if tab == "outside" else "not", because=one.code))
            for one in ranked[0]
        ],
        "ranked_newest_only": ranked[1],
        "because": next((one.say for one in ranked[0] if one.code == because), ""),
        "more": more,
        "in_sheet": desk.is_htmx or asked(request, "sheet") == "1",
        "close": view.href(),
        "path": href(),
        "site": book.words.places.get(view.site, ""),
        "site_key": view.site,
        "until": month_name(view.period, desk.day) if view.period else "",
        "package": f"/packages/{found.terms.contract.package}/{found.terms.contract.package_version}",
    }
    if desk.is_htmx and (after is not None or start):
        return page(desk, "pages/indicators_rows.html", **context)
    template = "pages/indicators_sheet.html" if desk.is_htmx else "pages/indicators_line.html"
    return page(desk, template, **context)


def _tabs(row: Row | None, outside: int, tab: str, href: Any) -> list[tuple[str, str, bool]]:
    if row is None:
        return []
    verdict = row.verdict
    tabs = [
        (f"计入 {verdict.counted}", "counted"),
        (f"未计 {verdict.refused + int(verdict.overflow)}", "not"),
    ]
    if has_people(row):
        tabs.append(("按人", "people"))
    if outside:
        tabs.append(("整份合同不收", "outside"))
    return [(text, href(tab=key, because=""), key == tab) for text, key in tabs]


HANDLERS = [one_line]
