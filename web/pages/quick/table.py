"""快速登记: ten calls in one table; every row says what it counts for, all saved in one go."""

from collections.abc import Iterable
from typing import Any

from litestar import Request, get, post
from sqlalchemy import Connection

from core.recording import Outcome, record_many
from core.recording.batch import Item
from core.store import new_id, reading
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.activities.listing import fates_by_record
from web.pages.quick.reading import Table, chosen, last_week, look, quick_kinds, table_from
from web.pages.quick.rows import MOST_ROWS, Row, Seen, asked_alike, looked_ahead
from web.pages.record.sheet import provider_of

BLANK = 10
DONE = (Outcome.SAVED, Outcome.AGAIN)


def _show(
    desk: Any,
    station: Any,
    connection: Connection,
    table: Table,
    seen: Iterable[Seen],
    *,
    saved: tuple[tuple[Seen, Item], ...] = (),
    status: int = 200,
    say: str = "",
    more: bool = False,
    shown: str = "",
) -> Answer:
    kinds = quick_kinds(desk, station, connection)
    kind = chosen(kinds, table.kind) if kinds else None
    by_number = {one.row.number: one for one in seen}
    kept = [row for row in table.rows if row.number not in {one.row.number for one, _ in saved}]
    last = max((row.number for row in table.rows), default=-1)
    empty = sum(row.empty for row in kept)
    wanted = BLANK if more or not table.rows else max(0, 2 - empty)
    fresh = [
        Row(number=number, day=desk.day.isoformat())
        for number in range(last + 1, last + 1 + min(wanted, MOST_ROWS - len(kept)))
    ]
    context = {
        "table": table,
        "kind": kind,
        "kinds": kinds,
        "rows": [(row, by_number.get(row.number)) for row in [*kept, *fresh]],
        "asked": asked_alike(kind, by_number.values()) if kind else (),
        "own": {question.key: question for question in kind.fields} if kind else {},
        "saved": saved,
        "fates": fates_by_record(station, connection, [item.id for _, item in saved])
        if saved
        else {},
        "say": say,
        "shown": shown,
    }
    template = "fragments/quick_said.html" if desk.is_htmx else "pages/quick.html"
    return page(desk, template, status=status, **context)


@get("/quick", opt={"permission": "record.create"}, sync_to_thread=True)
def quick(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """An empty table, or last week's people again as rows that are not yet saved."""
    asked = filters(request, ("kind", "again"))
    provider_of(desk)
    with reading(engine) as connection:
        kinds = quick_kinds(desk, station, connection)
        calls = [kind for kind in kinds if kind.contact == "phone"] or kinds
        kind = asked["kind"] or (calls[0].key if calls else "")
        if kinds:
            chosen(kinds, kind)
        rows = last_week(desk, connection, kind) if asked["again"] else ()
        table = Table(batch=new_id(), kind=kind, rows=rows)
        say = "" if rows or not asked["again"] else "上周您没有记过这一类，从空表开始。"
        looks = look(desk, station, connection, chosen(kinds, kind), table) if rows else []
        seen = [looked_ahead(desk, station, connection, one) for one in looks]
        return _show(desk, station, connection, table, seen, say=say)


@post("/quick/preview", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def preview(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Whom every row means and what it would count for; nothing is saved."""
    table = table_from(posted)
    provider_of(desk)
    with reading(engine) as connection:
        kind = chosen(quick_kinds(desk, station, connection), table.kind)
        looks = look(desk, station, connection, kind, table)
        seen = [looked_ahead(desk, station, connection, one) for one in looks]
        more, shown = bool(posted.text("quick.more")), posted.text("quick.asked")
        return _show(desk, station, connection, table, seen, more=more, shown=shown)


@post("/quick", opt={"permission": "record.create"}, status_code=200, sync_to_thread=True)
def keep(desk: Desk, station: Station, engine: Engine, posted: Posted) -> Answer:
    """Save what can be saved, in one transaction; rows that cannot stay with their reason."""
    table = table_from(posted)
    provider = provider_of(desk)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        kind = chosen(quick_kinds(desk, station, unit.connection), table.kind)
        seen = look(desk, station, unit.connection, kind, table)
        ready = [one for one in seen if one.posted is not None and not one.problem]
        items = record_many(
            unit,
            station.catalogue,
            station.book(unit.connection),
            [one.posted for one in ready if one.posted is not None],
            provider,
        )
    answers = {one.row.number: item for one, item in zip(ready, items, strict=True)}
    saved = tuple(
        (one, answers[one.row.number]) for one in ready if answers[one.row.number].outcome in DONE
    )
    left = [_answered(one, answers.get(one.row.number)) for one in seen]
    left = [one for one in left if one.problem]
    say = f"{len(left)} 行没有记下，留在表里，原因在行末。" if left else ""
    say = say or ("" if saved else "表里还没有填人。")
    with reading(engine) as connection:
        status = 422 if say else 200
        return _show(desk, station, connection, table, left, saved=saved, status=status, say=say)


def _answered(one: Seen, item: Item | None) -> Seen:
    """The row with why it was not saved, if it was not."""
    if item is None or item.outcome in DONE:
        return one
    why = next(iter(item.problems.values()), item.say)
    return Seen(row=one.row, person=one.person, sheet=one.sheet, problem=why, form=one.form)


HANDLERS = [quick, preview, keep]
