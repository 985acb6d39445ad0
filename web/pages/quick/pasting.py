"""A sign-in sheet, pasted or as a file: known people ticked, doubtful ones asked, the rest heads."""

from typing import Any

from litestar import get, post

from core.facts import vocabulary
from core.people.matching import Matched, Sure, lines_of, match_people
from core.places.rows import PLACE
from core.plugin import ActivityKind, Who
from core.store import new_id, reading
from core.store.errors import Refused
from core.trust.visible import visible
from web.bringing import FORM_LIMIT, FORM_SECONDS
from web.desk import Answer, page
from web.given import Desk, Engine, Posted, Station
from web.pages.record.roll import roll_of
from web.pages.record.sheet import kinds_of, provider_of

FIELDS = ("kind", "list", "audience")


@get("/quick/sign-in", opt={"permission": "record.create"}, sync_to_thread=True)
def sign_in_sheet(desk: Desk, station: Station, engine: Engine) -> Answer:
    """Where the list is pasted."""
    provider_of(desk)
    return _show(desk, station, engine, {})


@post(
    "/quick/sign-in",
    opt={"permission": "record.create", "body_seconds": FORM_SECONDS},
    request_max_body_size=FORM_LIMIT,
    status_code=200,
    sync_to_thread=True,
)
def read_sheet(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Whom the lines mean; from here one goes on to the form of the event, nothing saved yet."""
    posted.only((*FIELDS, "file"))
    provider_of(desk)
    typed = {name: posted.text(name) for name in FIELDS}
    try:
        typed["list"] = roll_of(posted, "file") or typed["list"]
    except Refused as refused:
        return _show(desk, station, engine, typed, refused.say)
    return _show(desk, station, engine, typed)


def _show(desk: Any, station: Any, engine: Any, typed: dict[str, str], wrong: str = "") -> Answer:
    with reading(engine) as connection:
        kinds = _events(desk, station, station.book(connection))
        reach = visible(desk.scope("record.create"), PLACE.c.key)
        lines = lines_of(typed.get("list", ""))
        matched = match_people(connection, desk.county, lines, reach)
    say = wrong or ("没有读到名字：每行一个人，姓名在第一列。" if typed and not lines else "")
    if typed and not say and typed["kind"] not in {kind.key for kind in kinds}:
        say = "请选择是什么活动的签到。"
    return page(
        desk,
        "pages/quick_sign_in.html",
        status=422 if say else 200,
        say=say,
        typed=typed,
        kinds=kinds,
        audiences=vocabulary.AUDIENCES,
        read=bool(lines) and not say,
        fresh=new_id(),
        **{sure.value: _of(matched, sure) for sure in Sure},
    )


def _events(desk: Any, station: Any, book: Any) -> list[ActivityKind]:
    """Kinds with many people that the worker's contracts look at."""
    return [k for k in kinds_of(desk, station, book) if k.takes_place and k.who is Who.PEOPLE]


def _of(matched: tuple[Matched, ...], sure: Sure) -> list[Matched]:
    """The lines that are so sure; a person whom two lines mean is ticked once."""
    found = [one for one in matched if one.sure is sure]
    if sure is not Sure.KNOWN:
        return found
    return list({one.people[0].uuid: one for one in found}.values())


HANDLERS = [sign_in_sheet, read_sheet]
