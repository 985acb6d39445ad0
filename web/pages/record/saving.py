"""The form: looking ahead, finding people, asking again, and saving."""

from typing import Any

from litestar import post

from core.recording import record as save
from core.store import reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.record.draft import Draft, draft_from, input_of
from web.pages.record.sheet import order_of, provider_of, sheet_of, shown


@post("/record", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def keep(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Save the record and go to it; what is wrong is said beside its field, everything kept."""
    draft = draft_from(posted)
    provider = provider_of(desk)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            sheet = sheet_of(desk, station, unit.connection, draft)
            desk.require("record.create", place=sheet.draft.site)
            order = order_of(draft, sheet.contracts)
            wanted = input_of(sheet.draft, sheet.questions, order)
            made = save(unit, station.catalogue, station.book(unit.connection), wanted, provider)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return again(desk, station, engine, draft, refused)
    return redirect(desk, f"/activities/{made.id}?saved=1")


def again(desk: Any, station: Any, engine: Any, draft: Draft, refused: Refused) -> Answer:
    """The form once more, with everything that was typed and what is wrong with it."""
    status = 409 if isinstance(refused, Conflict) else 422
    with reading(engine) as connection:
        sheet = sheet_of(desk, station, connection, draft)
        say = (
            refused.say if len(refused.problems) < 2 else f"有 {len(refused.problems)} 处没有填好："
        )
        context = shown(
            desk, station, connection, sheet, look=True, say=say, problems=dict(refused.problems)
        )
    return page(desk, "pages/record.html", status=status, **context)


def _part(desk: Any, station: Any, engine: Any, posted: Any, fragment: str) -> Answer:
    draft = draft_from(posted)
    with reading(engine) as connection:
        sheet = sheet_of(desk, station, connection, draft)
        look = fragment.endswith("counts.html") or not desk.is_htmx
        context = shown(desk, station, connection, sheet, look=look)
    return page(desk, fragment if desk.is_htmx else "pages/record.html", **context)


@post("/record/preview", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def preview(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """What the record would count for; nothing is saved."""
    return _part(desk, station, engine, posted, "fragments/counts.html")


@post("/record/people", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def find(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """People to tick, beside those who are ticked already."""
    return _part(desk, station, engine, posted, "fragments/record_people.html")


@post("/record/form", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def ask_again(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """The questions again: another day or place may ask for other ones."""
    return _part(desk, station, engine, posted, "fragments/record_form.html")


HANDLERS = [keep, preview, find, ask_again]
