"""One timeline of everything about a person, newest first, narrowed by kind, page by page."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import Listed, Wanted, records_page
from core.cases.listing import cases_page
from core.ledger.record_filters import met_by_contracts
from core.packages.roster_list import rosters_of
from core.store import reading
from core.store.ids import small_key
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.activities.listing import fates_by_record
from web.pages.people.moments import CHANGED, DONE, GROUPS, SOURCES, Known, Moment
from web.pages.people.seeing import is_shielded, seen_person
from web.said import tier_label

#: Larger than any key: the records of a day come after what changed on that day.
LAST = 2**62


def cursor(text: str) -> tuple[date, int, int] | None:
    """The place that a cursor names, or none when it is not one."""
    day, what, number = [*text.split("."), "", ""][:3]
    small = small_key(number)
    try:
        return (date.fromisoformat(day), int(what == "1"), small) if small is not None else None
    except ValueError:
        return None


def moments(
    desk: Any,
    station: Any,
    connection: Connection,
    whole: dict[str, Any],
    *,
    group: str = "",
    after: tuple[date, int, int] | None = None,
    limit: int = 30,
) -> tuple[list[Moment], bool]:
    """One page, newest first, and whether there is more; ``group`` narrows to one kind."""
    found = _changes(desk, station, connection, whole, group) if group != "record" else []
    more = False
    if group in ("", "record"):
        scope = desk.scope("activity.see")
        below = None if after is None else (after[0], LAST if after[1] else after[2])
        rows, more = records_page(
            connection,
            desk.county,
            scope=scope,
            wanted=Wanted(person=whole["id"]),
            also=met_by_contracts(scope) if scope.contracts is not None else None,
            after=below,
            limit=limit,
        )
        found += [_done(station, row) for row in rows]
    found = sorted(
        (one for one in found if after is None or one.place < after),
        key=lambda one: one.place,
        reverse=True,
    )
    return found[:limit], more or len(found) > limit


def _done(station: Any, row: Listed) -> Moment:
    return Moment(
        day=row.day,
        group="record",
        title=station.catalogue.label_of_kind(row.kind),
        href=f"/activities/{row.uuid}",
        past=row.void,
        record=row,
        place=(row.day, DONE, row.id),
    )


def _changes(
    desk: Any, station: Any, connection: Connection, whole: dict[str, Any], group: str
) -> list[Moment]:
    book = station.book(connection)
    cases, _ = cases_page(
        connection, desk.county, scope=desk.scope("case.see"), person=whole["id"], limit=200
    )
    known = Known(
        whole=whole,
        rosters=rosters_of(connection, desk.county, [whole["small"]]).get(whole["small"], ()),
        cases=tuple(cases),
        shielded=is_shielded(desk, whole),
        tier=lambda contract, tier: (
            tier_label(book.terms[contract], tier) if contract in book.terms else tier
        ),
        kind_of=station.catalogue.label_of_kind,
    )
    every = [moment for source in SOURCES for moment in source(known)]
    return [
        replace(moment, place=(moment.day, CHANGED, number))
        for number, moment in enumerate(every)
        if moment.day <= desk.day and (not group or moment.group == group)
    ]


@get("/people/{person:uuid}/timeline", opt={"permission": "person.see"}, sync_to_thread=True)
def timeline(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    person: FromPath[UUID],
) -> Answer:
    """Everything about a person, newest first, page by page."""
    asked = filters(request, ("group", "after"))
    group = asked["group"] if asked["group"] in GROUPS else ""
    with reading(engine) as connection:
        whole = seen_person(desk, connection, str(person))
        found, more = moments(
            desk, station, connection, whole, group=group, after=cursor(asked["after"])
        )
        uuids = [one.record.uuid for one in found if one.record is not None]
        context: dict[str, Any] = {
            "whole": whole,
            "found": found,
            "fates": fates_by_record(station, connection, uuids) if uuids else {},
            "more": asked.href(after=found[-1].cursor) if more and found else "",
            "chips": [
                (word, asked.href(group=key), key == group, None) for key, word in GROUPS.items()
            ],
            "narrowed": bool(group),
        }
    if desk.is_htmx and asked["after"]:
        return page(desk, "fragments/moments.html", **context)
    return page(desk, "pages/person_timeline.html", **context)


HANDLERS = [timeline]
