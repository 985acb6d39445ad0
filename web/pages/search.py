"""查找: one box for people, cases, activities, contracts and villages; within reach, in groups.

What is looked for is posted: no name ever stands in an address that a browser keeps.
"""

from dataclasses import dataclass
from typing import Any

from litestar import get, post
from sqlalchemy import Connection

from core.activities.listing import Wanted, records_page
from core.cases.listing import cases_page
from core.packages.roster_list import known_by_roster
from core.people.id_numbers import read_id_number
from core.people.search import Found, person_by_id_number, search_people
from core.people.search_tails import people_by_tail
from core.people.service.once import refuse
from core.people.service.versions import REASON_LIMIT
from core.places.rows import PLACE
from core.places.search import places_named
from core.places.typed_text import text_problem
from core.store import reading
from core.store.errors import Missing, Refused
from core.trust.visible import visible
from web.desk import Answer, page
from web.given import Desk, Engine, Posted, Station
from web.pages.found_nothing import OF_NUMBERS, what_to_try
from web.pages.indicators.seen import contracts_seen

MAY: dict[str, Any] = {"permission": "person.see"}
SHOWN, BESIDE = 12, 6
LONGEST = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One thing that was found."""

    name: str
    href: str
    sub: str


@get("/search", opt=MAY, sync_to_thread=True)
def search(desk: Desk) -> Answer:
    """The box, and what it knows."""
    return _page(desk, "", [])


@post("/search", opt=MAY, status_code=200, sync_to_thread=True)
def found(desk: Desk, engine: Engine, station: Station, posted: Posted) -> Answer:
    """What was found, in groups; for the box alone when it asks while one types."""
    text = posted.only(("q",)).text("q")[:LONGEST]
    groups: list[tuple[str, list[Hit]]] = []
    if text:
        with reading(engine) as connection:
            groups = _groups(desk, station, connection, text)
    return _page(desk, text, groups)


def _page(
    desk: Any,
    text: str,
    groups: list[tuple[str, list[Hit]]],
    *,
    refused: Refused | None = None,
    by_number: bool = False,
) -> Answer:
    may_reveal = bool(desk.may("person.reveal"))
    return page(
        desk,
        "fragments/found.html" if desk.is_htmx and not by_number else "pages/search.html",
        status=422 if refused else 200,
        text=text,
        groups=groups,
        to_try=OF_NUMBERS if by_number else what_to_try(text, may_reveal),
        by_number=by_number,
        may_reveal=may_reveal,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


def _groups(
    desk: Any, station: Any, connection: Connection, text: str
) -> list[tuple[str, list[Hit]]]:
    people = _people(desk, connection, text)
    ids = [one.id for one in people]
    groups = [
        ("对象", [_of_person(one) for one in people]),
        ("个案与小组", _cases(desk, station, connection, text, ids)),
        ("活动", _activities(desk, station, connection, text, ids)),
        ("合同", _contracts(desk, station, connection, text)),
        ("村（社区）", _places(desk, connection, text)),
    ]
    return [(label, hits) for label, hits in groups if hits]


def _reach(desk: Any) -> Any:
    """Everybody within reach, those who died too: a search for a name finds who it was."""
    scope = desk.scope("person.see")
    seen = visible(scope, PLACE.c.key)
    return seen | known_by_roster(scope) if scope.contracts is not None else seen


def _people(desk: Any, connection: Connection, text: str) -> list[Found]:
    return search_people(connection, desk.county, text, _reach(desk), SHOWN)


def _of_person(one: Found) -> Hit:
    born = f"{one.birth_date.year} 年生" if one.birth_date else ""
    gone = "已去世" if one.died_on else ""
    parts = (one.site_name, one.code, one.sex, born, gone)
    return Hit(
        name=one.name, href=f"/people/{one.uuid}", sub=" · ".join(part for part in parts if part)
    )


def _cases(
    desk: Any, station: Any, connection: Connection, text: str, people: list[int]
) -> list[Hit]:
    if not desk.may("case.see"):
        return []
    scope = desk.scope("case.see")
    rows, _ = cases_page(
        connection, desk.county, scope=scope, text=text, people=people, limit=BESIDE
    )
    label = station.catalogue.label_of_kind
    return [
        Hit(
            name=row.title or label(row.kind),
            href=f"/cases/{row.uuid}",
            sub=f"{label(row.kind)} · {row.site_name} · {row.opened} · 编号 {row.number}",
        )
        for row in rows
    ]


def _activities(
    desk: Any, station: Any, connection: Connection, text: str, people: list[int]
) -> list[Hit]:
    if not desk.may("activity.see"):
        return []
    rows, _ = records_page(
        connection,
        desk.county,
        scope=desk.scope("activity.see"),
        wanted=Wanted(title=text, people=tuple(people), void=False),
        limit=BESIDE,
    )
    label = station.catalogue.label_of_kind
    return [
        Hit(
            name=row.title or "、".join([label(row.kind), *(name for _, name in row.names[:3])]),
            href=f"/activities/{row.uuid}",
            sub=f"{label(row.kind)} · {row.day} · {row.site_name}",
        )
        for row in rows
    ]


def _contracts(desk: Any, station: Any, connection: Connection, text: str) -> list[Hit]:
    if not desk.may("contract.see"):
        return []
    book = station.book(connection)
    found = [book.terms[key].contract for key in contracts_seen(desk, book, "contract.see")]
    return [
        Hit(name=one.title, href=f"/contracts/{one.key}", sub=f"{one.start} 至 {one.end}")
        for one in found
        if text in one.title or text == one.key
    ][:BESIDE]


def _places(desk: Any, connection: Connection, text: str) -> list[Hit]:
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    return [
        Hit(name=one["name"], href=f"/people?place={one['key']}", sub="看这里的对象")
        for one in places_named(connection, desk.county, text, reach, BESIDE)
    ]


@post(
    "/search/id-number", opt={"permission": "person.reveal"}, status_code=200, sync_to_thread=True
)
def by_number(desk: Desk, station: Station, posted: Posted) -> Answer:
    """Who has this ID number, or its last four: with a reason, which the audit keeps."""
    posted.only(("number", "reason"))
    reason = posted.text("reason")
    reach = visible(desk.scope("person.reveal"), PLACE.c.key)
    try:
        refuse({"reason": text_problem(reason, "原因", REASON_LIMIT, required=True)})
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            number = posted.text("number")
            if len(number) > len("1234"):
                read = read_id_number(number)
                refuse({"number": read.problem})
                one = person_by_id_number(unit.connection, station.sealer, desk.county, read.number)
                inside = one is not None and desk.can("person.reveal", place=one.site)
                people = [one] if one is not None and inside else []
            else:
                people = people_by_tail(unit.connection, station.sealer, desk.county, number, reach)
            unit.audit(
                "search.id_number",
                "person",
                people[0].uuid if len(people) == 1 else "",
                content={"found": [one.uuid for one in people]},
                reason=reason,
            )
    except Missing:
        raise
    except Refused as refused:
        return _page(desk, "", [], refused=refused, by_number=True)
    groups = [("对象", [_of_person(one) for one in people])] if people else []
    return _page(desk, "这个号码", groups, by_number=True)


HANDLERS = [search, found, by_number]
