"""Before the form: what was done, and to whom."""

from typing import Any

from litestar import Request, get

from core.ledger.rules.owed import OwedState
from core.plugin import Who
from core.store import reading
from core.store.ids import checked_id
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.record.draft import fresh
from web.pages.record.offered import found_people
from web.pages.record.sheet import chosen_kind, kinds_of, people_named, provider_of, sheet_of, shown
from web.pages.today import due_at
from web.said import due_row

FILTERS = ("kind", "person", "case", "q", "of")
SUGGESTED = 12
#: What the list of kinds is narrowed to: what was done, or what came of it.
OF = {"": "全部", "work": "服务与活动", "outputs": "成果"}


@get("/record", opt={"permission": "record.create"}, sync_to_thread=True)
def record(request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine) -> Answer:
    """What did you do → whom → the form; a link may have said some of it already."""
    asked = filters(request, FILTERS)
    provider_of(desk)
    person, case = (checked_id(asked[one]) if asked[one] else "" for one in ("person", "case"))
    with reading(engine) as connection:
        book = station.book(connection)
        kinds = kinds_of(desk, station, book)
        if not asked["kind"]:
            who = people_named(desk, connection, [person])[0] if person else None
            return page(
                desk,
                "pages/record_kind.html",
                asked=asked,
                person=who,
                groups=by_group(
                    [k for k in kinds if _fits(k, asked["of"])], person=who is not None
                ),
                chips=[
                    (word, asked.href(of=of), asked["of"] == of, None) for of, word in OF.items()
                ],
            )
        kind = chosen_kind(station, asked["kind"])
        if kind.who is Who.PERSON and not person:
            return _whom(desk, station, connection, kind, asked)
        draft = fresh(kind.key, [person] if person else (), case)
        sheet = sheet_of(desk, station, connection, draft)
        context = shown(desk, station, connection, sheet)
    return page(desk, "pages/record.html", **context)


def _fits(kind: Any, of: str) -> bool:
    return not of or kind.is_output is (of == "outputs")


def by_group(kinds: list[Any], *, person: bool = False) -> list[tuple[str, list[Any]]]:
    """The kinds under their headings; of one person only those that are about people."""
    found: dict[str, list[Any]] = {}
    for kind in kinds:
        if not person or kind.who is not Who.NONE:
            found.setdefault(kind.group or "其他", []).append(kind)
    return list(found.items())


def _whom(desk: Any, station: Any, connection: Any, kind: Any, asked: Any) -> Answer:
    """Choose the person: those who are due first, or whoever is searched for."""
    book = station.book(connection)
    due = [one for one in due_at(desk, station, connection) if one.state is not OwedState.MET]
    rows = [
        due_row(station.catalogue, book, one, desk.day, may_call=False) for one in due[:SUGGESTED]
    ]
    context = {
        "asked": asked,
        "kind": kind,
        "found": found_people(desk, connection, asked["q"]),
        "due": rows if not asked["q"] else [],
    }
    if desk.is_htmx:
        return page(desk, "fragments/record_whom.html", **context)
    return page(desk, "pages/record_whom.html", **context)


HANDLERS = [record]
