"""What stands behind a month's numbers: records not done, people short, changes after handing in."""

from dataclasses import replace
from typing import Any

from litestar import Request, get
from litestar.params import FromPath

from core.activities.listing import Wanted, cursor, records_page
from core.ledger.outlook import month_name
from core.ledger.record_filters import met_by_contracts
from core.month_end.checklist import ITEMS
from core.month_end.gathering import kinds_accepted
from core.month_end.listing import records_not_done
from core.month_end.loading import changed_entries
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.asked import address, asked
from web.pages.indicators.entries import entries_shown
from web.pages.month_end.chosen import chosen
from web.pages.month_end.shown import HINTS, OF_RECORDS, people_of
from web.posted import whole_number

PEOPLE = 50


@get(
    "/month-end/{contract:str}/{month:str}/records",
    opt={"permission": "month.see"},
    sync_to_thread=True,
)
def records(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    contract: FromPath[str],
    month: FromPath[str],
) -> Answer:
    """The records behind one line of the checklist, as far as this person may see them."""
    item = asked(request, "of")
    if item not in OF_RECORDS:
        raise Missing("月末清单上没有这一项。")
    scope = desk.scope("activity.see")
    with reading(engine) as connection:
        book = station.book(connection)
        one = chosen(desk, connection, book, contract, month)
        kinds = kinds_accepted(station.catalogue)
        rows, more = records_page(
            connection,
            desk.county,
            scope=scope,
            wanted=Wanted(),
            also=met_by_contracts(scope) if scope.contracts is not None else None,
            among=records_not_done(book, one.terms, one.month, item, kinds),
            after=cursor(asked(request, "after")),
        )
    return page(
        desk,
        "pages/month_end_records.html",
        one=one,
        title=ITEMS[item],
        hint=HINTS.get(item, ""),
        rows=rows,
        more=address(f"{one.path}/records", of=item, after=rows[-1].cursor) if more else "",
        kind_of=station.catalogue.label_of_kind,
    )


@get(
    "/month-end/{contract:str}/{month:str}/people",
    opt={"permission": "month.see"},
    sync_to_thread=True,
)
def people(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    contract: FromPath[str],
    month: FromPath[str],
) -> Answer:
    """Everybody who has too little of one quota in one of its periods."""
    line, period = asked(request, "line"), asked(request, "period")
    start = whole_number(asked(request, "from"))
    with reading(engine) as connection:
        book = station.book(connection)
        one = chosen(desk, connection, book, contract, month)
        checklist = one.checklist(connection, station, desk)
    short = next(
        (s for s in checklist.quotas if (s.line.key, s.period.key) == (line, period)), None
    )
    if short is None:
        raise Missing("这个月没有这一条频次。")
    path = f"{one.path}/people"
    following = start + PEOPLE
    return page(
        desk,
        "pages/month_end_people.html",
        one=one,
        short=short,
        people=people_of(desk, checklist, short, PEOPLE, start),
        more=address(path, line=line, period=period, **{"from": str(following)})
        if following < len(short.short)
        else "",
    )


@get(
    "/month-end/{contract:str}/{month:str}/changes",
    opt={"permission": "month.see"},
    sync_to_thread=True,
)
def changes(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    contract: FromPath[str],
    month: FromPath[str],
) -> Answer:
    """What was booked after the month was closed, for days of the month: each entry opens."""
    line = asked(request, "line")
    with reading(engine) as connection:
        book = station.book(connection)
        one = chosen(desk, connection, book, contract, month)
        if line and line not in one.terms.every_line:
            raise Missing("这份合同没有这一条指标。")
        found, after = changed_entries(
            connection,
            book,
            one.terms,
            one.month,
            line,
            before=whole_number(asked(request, "after")),
        )
        shown = entries_shown(desk, connection, book, station, one.terms, found)
    if not line:
        labels = [one.terms.every_line[change.entry.line].label for change in found]
        shown = [
            replace(entry, facts=(f"指标：{label}", *entry.facts))
            for entry, label in zip(shown, labels, strict=True)
        ]
    return page(
        desk,
        "pages/month_end_changes.html",
        one=one,
        line=one.terms.every_line.get(line),
        entries=shown,
        bookings=[
            month_name(key, desk.day) for key in sorted({one.entry.booking for one in found})
        ],
        more=address(f"{one.path}/changes", line=line, after=str(after)) if after else "",
    )


HANDLERS = [records, people, changes]
