"""今天的清单: what a phone takes along for a round, and no more than that.

Names, where they live, what is owed and whom to call: no ID number, no health, no categories of
people. The phone keeps it encrypted and for three days at most.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request, Response, get

from core.activities.listing import Wanted, records_page
from core.cases.listing import CaseListed, cases_page
from core.ledger.foretelling import foretell
from core.plugin import Who
from core.store import reading
from web.assets import app_version
from web.desk import Desk as DeskType
from web.field.forms import recordable, stamp_of
from web.field.own import own_records
from web.field.packing import packed
from web.field.people import Taken, people_taken, search_keys
from web.given import Desk, Engine, Station
from web.pages.cases.file import SESSIONS
from web.pages.record.sheet import provider_of
from web.pages.today import by_village, due_at
from web.said import STATE_KEY, due_row
from web.templating import day as day_in_words
from web.templating import rendered

#: After this the phone forgets the people; asked anew it lasts as long again.
LASTS = timedelta(hours=72)
#: So many days back one's own records can be corrected without a signal.
BACK = timedelta(days=14)
MOST_CASES, MOST_RECORDS = 60, 60


@get("/api/round", opt={"permission": "today.see"}, sync_to_thread=True)
def take_along(
    request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine
) -> Response[bytes]:
    """The round of the account at this moment, until 72 hours from now."""
    with reading(engine) as connection:
        book = station.book(connection)
        due = due_at(desk, station, connection, "mine")
        may_call = {
            d.person.id: bool(desk.can("record.create", place=d.person.site or "")) for d in due
        }
        rows = {
            d.person.id: due_row(
                station.catalogue, book, d, desk.day, may_call=may_call[d.person.id]
            )
            for d in due
        }
        cases, _ = cases_page(
            connection, desk.county, scope=desk.scope("case.see"), closed=False, limit=MOST_CASES
        )
        cases = [case for case in cases if case.worker == desk.actor.id]
        members = {m.uuid for case in cases for m in case.members if m.left is None}
        people = people_taken(desk, connection, {*rows, *members})
        kinds = recordable(desk, station, book)
        keys = search_keys(connection, desk.county, [one.small for one in people])
        listed, _ = records_page(
            connection,
            desk.county,
            scope=desk.scope("activity.see"),
            wanted=Wanted(worker=desk.actor.id, first=desk.day - BACK, void=False),
            limit=MOST_RECORDS,
        )
        records = own_records(desk, station, connection, [one for one in listed if not one.void])
        stamp = stamp_of(desk, book)
        alone = [kind for kind in kinds if kind.who is Who.PERSON]
        told = foretell(
            connection, book, provider_of(desk), desk.day, alone, [one.id for one in people]
        )
    open_now = [rows[d.person.id] for d in due if STATE_KEY[d.state] != "done"]
    done = [rows[d.person.id] for d in due if STATE_KEY[d.state] == "done"]
    may_record = bool(desk.may("record.create"))
    owed = {
        d.person.id: {f"{one.contract}/{one.line}": (one.done, one.owed) for one in d.owed}
        for d in due
    }
    counts, rows_told = _once(told.people)
    content = {
        "at": desk.now,
        "until": desk.now + LASTS,
        "day": desk.day,
        "app": app_version(),
        "forms": stamp,
        "account": {"id": desk.actor.id, "name": desk.actor.name},
        "today": rendered(
            "field/today.html",
            {"villages": by_village(open_now), "done": done, "more": "", "may_record": may_record},
        ),
        "people": [
            _person(desk, one, rows.get(one.id), keys.get(one.small, []), kinds, book)
            | {"counts": counts.get(one.id, {}), "owed": owed.get(one.id, {})}
            for one in people
        ],
        "counting": {
            "rules": told.rules,
            "lines": told.lines,
            "beside": told.beside,
            "rows": rows_told,
        },
        "cases": [_case(station, case) for case in cases],
        "records": records,
    }
    return packed(request, msgspec.json.encode(content), "application/json")


def _person(
    desk: DeskType, one: Taken, row: Any, keys: list[str], kinds: list[Any], book: Any
) -> dict[str, Any]:
    """One person: the card, and which contracts look at what may be recorded for them."""
    asked = {kind.key: one.contracts(desk, book, kind.key) for kind in kinds}
    card = {
        "one": one,
        "row": row,
        "kinds": [k for k in kinds if k.who == "person"],
        "may_raise": desk.may("need.report"),
    }
    return {
        "id": one.id,
        "name": one.name,
        "site": one.site,
        "place": one.site_name,
        "home": one.home,
        "keys": keys,
        "kinds": asked,
        "next": row.next_kind if row else "",
        "card": rendered("field/card.html", card),
    }


def _once(people: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], list[Any]]:
    """Person → kind → number of the rows, and the rows: those of many people are the same."""
    numbers: dict[Any, int] = {}
    counts = {
        person: {kind: numbers.setdefault(rows, len(numbers)) for kind, rows in by_kind.items()}
        for person, by_kind in people.items()
    }
    return counts, list(numbers)


def _case(station: Any, case: CaseListed) -> dict[str, Any]:
    kind = station.catalogue.kinds.get(case.kind)
    return {
        "id": case.uuid,
        "title": case.title,
        "site": case.site,
        "record": SESSIONS.get(kind.who, "") if kind else "",
        "opened": day_in_words(case.opened),
        "members": [m.uuid for m in case.members if m.left is None],
    }


HANDLERS = [take_along]
