"""The entries of one line of the ledger, counted or not, as the opened number shows them."""

from functools import partial
from typing import Any

from core.activities.listing import cursor
from core.ledger.opened import COUNTED, NOT_COUNTED, Narrowed, entries_of
from core.packages.terms import WHOLE_CONTRACT
from core.store.errors import Missing
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.indicators.asked import written
from web.pages.indicators.entries import EntryShown, entries_shown
from web.pages.indicators.seen import NOT_FOUND, contracts_seen, places_within

NAMES = ("contract", "line", "site", "after")


def part(statuses: Any, asked: Asked, after: str, size: int) -> Part:
    """Entries, newest first; names only of those whom the reader may see."""
    desk, connection, given = asked.desk, asked.connection, asked.filters
    book = asked.station.book(connection)
    contract, line = given["contract"], given["line"]
    if contract not in contracts_seen(desk, book, "indicator.see"):
        raise Missing(NOT_FOUND)
    terms = book.terms[contract]
    if line != WHOLE_CONTRACT and line not in terms.every_line:
        raise Missing("这份合同没有这一条指标。")
    page = entries_of(
        connection,
        book,
        contract,
        line,
        statuses,
        before=cursor(after),
        narrowed=Narrowed(places=places_within(desk, book, terms, given["site"])),
        limit=size,
    )
    rows = entries_shown(desk, connection, book, asked.station, terms, page.entries)
    return Part(rows=list(rows), after=written(page.after))


def _reasons(row: EntryShown) -> str:
    return "；".join(row.reasons)


def _declared(key: str, label: str, statuses: Any) -> List:
    return List(
        key=key,
        label=label,
        permission="indicator.see",
        names=NAMES,
        part=partial(part, statuses),
        columns=(
            Column(key="day", heading="日期", value=lambda row: row.day, kind=Kind.DAY),
            Column(key="title", heading="记录", value=lambda row: row.title, width=28),
            Column(key="facts", heading="情况", value=lambda row: " · ".join(row.facts), width=50),
            Column(key="evidence", heading="佐证", value=lambda row: row.evidence, width=20),
            Column(
                key="quantity", heading="数量", value=lambda row: row.quantity, kind=Kind.NUMBER
            ),
            Column(key="unit", heading="单位", value=lambda row: row.unit, width=8),
            Column(key="status", heading="计入情况", value=lambda row: row.status),
            Column(key="reasons", heading="原因", value=_reasons, width=50),
            Column(key="marks", heading="标记", value=lambda row: "；".join(row.marks), width=20),
        ),
    )


COUNTED_ENTRIES = _declared("counted", "计入明细", COUNTED)
REFUSED_ENTRIES = _declared("refused", "未计明细", NOT_COUNTED)
