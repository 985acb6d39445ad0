"""交账 in two steps: what will be frozen is said first, then it is done, once for ever."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from core.month_end.checklist import wants_two
from core.month_end.handing_in import LONGEST_NOTE, hand_in
from core.month_end.loading import asked_by
from core.store import reading
from core.store.errors import Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.month_end.chosen import chosen

ACTION = "month.hand_in"
PATH = "/month-end/{contract:str}/{month:str}/hand-in"


def _asking(
    desk: Desk,
    engine: Any,
    station: Any,
    contract: str,
    month: str,
    *,
    refused: Refused | None = None,
    note: str = "",
) -> Answer:
    with reading(engine) as connection:
        book = station.book(connection)
        one = chosen(desk, connection, book, contract, month, ACTION)
        if one.month.key in one.sealed:
            return redirect(desk, one.back)
        checklist = one.checklist(connection, station, desk)
        asked = asked_by(connection, book, contract, one.month.key)
        names = book.words.places
    return page(
        desk,
        "pages/month_end_hand_in.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=refused.problems if refused else {},
        one=one,
        checklist=checklist,
        two=wants_two(one.terms),
        asked=asked,
        mine=asked == desk.actor.id,
        sites=[names.get(key, key) for key in one.terms.contract.sites],
        note=note,
        longest=LONGEST_NOTE,
    )


@get(PATH, opt={"permission": ACTION}, sync_to_thread=True)
def ask(
    desk: Desk, engine: Engine, station: Station, contract: FromPath[str], month: FromPath[str]
) -> Answer:
    """Before handing in: what is frozen, what is not done, and that nobody can take it back."""
    return _asking(desk, engine, station, contract, month)


@post(PATH, opt={"permission": ACTION}, status_code=200, sync_to_thread=True)
def do(
    desk: Desk,
    engine: Engine,
    station: Station,
    posted: Posted,
    contract: FromPath[str],
    month: FromPath[str],
) -> Answer:
    """Hand in; the same again, or by two at once, leads to what was handed in first."""
    posted.only(("note",))
    note = posted.text("note")
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            book = station.book(unit.connection)
            one = chosen(desk, unit.connection, book, contract, month, ACTION)
            done = hand_in(unit, station.catalogue, book, contract, one.month.key, note=note)
    except Refused as refused:
        return _asking(desk, engine, station, contract, month, refused=refused, note=note)
    if done.handed_in is None:
        return redirect(desk, one.back, say="已提出交账，请另一位同事打开这一页确认交账。")
    say = f"{one.name}已交账，校验值 {done.handed_in.digest[:16]}。"
    return redirect(desk, one.back, say=f"这个月先前已经交过。{say}" if done.again else say)


HANDLERS = [ask, do]
