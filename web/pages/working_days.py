"""工作日: the days of a year as this county works, and what it said of single days itself."""

from datetime import date
from typing import Any

from litestar import Request, get, post

from core.activities.listing import names_of
from core.calendar import is_provisional, is_working_day, remark_on
from core.ledger.overriding import override_day
from core.places.working_days import LONGEST_REASON, SAYINGS, calendar_of, said_of_days
from core.store import reading
from core.store.errors import Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.indicators.asked import asked
from web.permissions import SIGNED_IN

ACTION = "calendar.manage"
WORDS = {"working": "上班", "free": "休息", "official": "改回国家安排"}
#: Years that a page shows; the calendar itself answers for any.
YEARS = range(2004, 2100)


def _page(
    desk: Desk, engine: Any, year: int, refused: Refused | None = None, typed: Any = None
) -> Answer:
    with reading(engine) as connection:
        calendar = calendar_of(connection, desk.county)
        said = said_of_days(connection, desk.county)
        who = names_of(connection, {one.set_by for one in said})
    days = (
        date.fromordinal(n) for n in range(*(date(y, 1, 1).toordinal() for y in (year, year + 1)))
    )
    unusual = [
        (day, remark_on(day, calendar), is_working_day(day, calendar))
        for day in days
        if is_working_day(day, calendar) is not (day.weekday() < 5)
        or calendar.said(day) is not None
    ]
    return page(
        desk,
        "pages/working_days.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=refused.problems if refused else {},
        year=year,
        unusual=unusual,
        provisional=is_provisional(date(year, 7, 1)),
        said=said,
        who=who,
        words=WORDS,
        word_of={working: WORDS[key] for key, working in SAYINGS.items()},
        typed=typed or {},
        longest=LONGEST_REASON,
        may_change=bool(desk.can(ACTION, place=desk.county)),
    )


@get("/working-days", opt={"permission": SIGNED_IN}, sync_to_thread=True)
def working_days(request: Request[Any, Any, Any], desk: Desk, engine: Engine) -> Answer:
    """The days of a year that are not as their weekday says, and who said what of which day."""
    text = asked(request, "year")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else desk.day.year
    return _page(desk, engine, year if year in YEARS else desk.day.year)


@post("/working-days", opt={"permission": ACTION}, status_code=200, sync_to_thread=True)
def change(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """Say of one day whether the county's offices work; what it moves is counted anew."""
    posted.only(("day", "working", "reason"))
    desk.require(ACTION, place=desk.county)
    typed = {name: posted.text(name) for name in ("day", "working", "reason")}
    year = desk.day.year
    try:
        day = _day(typed["day"])
        year = day.year
        if typed["working"] not in SAYINGS:
            raise Refused("请选择上班、休息或改回国家安排。", field="working")
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            book = station.book(unit.connection)
            looked = override_day(unit, book, day, SAYINGS[typed["working"]], typed["reason"])
    except Refused as refused:
        return _page(desk, engine, year, refused, typed)
    say = f"已记下：{day.year} 年 {day.month} 月 {day.day} 日{WORDS[typed['working']]}。"
    recounted = f"有 {looked} 条记录的时限随之重新核对。" if looked else ""
    return redirect(desk, f"/working-days?year={day.year}", say=say + recounted)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise Refused("日期应写成 2026-03-01 的样子。", field="day")
    return day


HANDLERS = [working_days, change]
