"""The form: looking ahead, finding people, asking again, and saving."""

from dataclasses import replace
from typing import Any

from litestar import post

from core.field.receiving import keep_second
from core.recording import RecordInput
from core.recording import record as save
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from web.bringing import FORM_LIMIT, FORM_SECONDS, bring_form
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.record.doubts import Doubt, doubts
from web.pages.record.draft import (
    FILES,
    Draft,
    as_if_sent,
    draft_from,
    input_of,
    with_files,
)
from web.pages.record.roll import roll_of, with_roll
from web.pages.record.sheet import order_of, provider_of, sheet_of, shown

#: Every button of the form sends the whole form, without scripts its photos too.
WITH_PHOTOS: dict[str, Any] = {
    "opt": {"permission": "record.create", "body_seconds": FORM_SECONDS},
    "request_max_body_size": FORM_LIMIT,
    "status_code": 200,
    "sync_to_thread": True,
}
ROLL = "record.roll_file"
LOOK_FIRST = "还没有保存，请先看一看下面的提示。"


@post("/record", **WITH_PHOTOS)
def keep(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Save the record and go to it; what is wrong is said beside its field, everything kept.

    Photos that came along are kept first: a form that is refused does not ask for them again.
    """
    provider = provider_of(desk)
    brought = bring_form(desk, station, posted, FILES)
    draft = with_files(draft_from(posted), brought.files)
    wanted = None
    asked: tuple[Doubt, ...] = ()
    try:
        brought.check()
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            sheet = sheet_of(desk, station, unit.connection, draft)
            desk.require("record.create", place=sheet.draft.site)
            order = order_of(draft, sheet.contracts)
            wanted = input_of(sheet.draft, sheet.questions, order)
            if not draft.sure:
                asked = doubts(unit.connection, desk.county, provider, sheet.kind, wanted)
            book = station.book(unit.connection)
            made = None if asked else save(unit, station.catalogue, book, wanted, provider)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        if isinstance(refused, Conflict) and wanted is not None:
            refused = kept_beside(desk, station, wanted)
        return again(desk, station, engine, draft, refused)
    if made is None:
        return again(desk, station, engine, draft, Refused(LOOK_FIRST), asked)
    return redirect(desk, f"/activities/{made.id}?saved=1")


def kept_beside(
    desk: Any, station: Any, wanted: RecordInput, *, base: int = 0, reason: str = ""
) -> Refused:
    """Keep what came second, and what to say of it; of a record of others nothing is said."""
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        return keep_second(unit, wanted, base=base, reason=reason)


def again(
    desk: Any,
    station: Any,
    engine: Any,
    draft: Draft,
    refused: Refused,
    asked: tuple[Doubt, ...] = (),
) -> Answer:
    """The form once more, with everything that was typed and what is wrong with it."""
    status = 409 if isinstance(refused, Conflict) else 422
    with reading(engine) as connection:
        sheet = sheet_of(desk, station, connection, draft)
        say = (
            refused.say if len(refused.problems) < 2 else f"有 {len(refused.problems)} 处没有填好："
        )
        context = shown(
            desk,
            station,
            connection,
            sheet,
            look=True,
            say=say,
            problems=dict(refused.problems),
            doubts=asked,
        )
    return page(desk, "pages/record.html", status=status, **context)


def _part(desk: Any, station: Any, engine: Any, posted: Any, fragment: str) -> Answer:
    brought = bring_form(desk, station, posted, FILES)
    draft, said = replace(as_if_sent(with_files(draft_from(posted), brought.files)), forms=()), ""
    try:
        draft = replace(draft, roll="\n".join(filter(None, (draft.roll, roll_of(posted, ROLL)))))
    except Refused as refused:
        said = refused.say
    with reading(engine) as connection:
        if draft.roll and not said:
            draft, said = with_roll(desk, connection, draft)
        sheet = sheet_of(desk, station, connection, draft)
        look = fragment.endswith("counts.html") or not desk.is_htmx
        problems = dict(brought.problems)
        context = shown(
            desk, station, connection, sheet, look=look, problems=problems, roll_said=said
        )
    return page(desk, fragment if desk.is_htmx else "pages/record.html", **context)


@post("/record/preview", **WITH_PHOTOS)
def preview(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """What the record would count for; nothing is saved."""
    return _part(desk, station, engine, posted, "fragments/counts.html")


@post("/record/people", **WITH_PHOTOS)
def find(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """People to tick, beside those who are ticked already."""
    return _part(desk, station, engine, posted, "fragments/record_people.html")


@post("/record/form", **WITH_PHOTOS)
def ask_again(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """The questions again: another day or place may ask for other ones."""
    return _part(desk, station, engine, posted, "fragments/record_form.html")


HANDLERS = [keep, preview, find, ask_again]
