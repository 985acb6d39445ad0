"""Every form that a worker's contracts ask for, drawn once for the phone: no personal data in it.

The same fragments as the page 记一笔. Parts that only some contracts ask for say which
(``data-contract``), questions of a season say their months (``data-months``); the phone shows what
this person's contracts ask on this day (web/static/js/field/drawing.js).
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get

from core.facts import Noun
from core.ledger.book import Book
from core.packages.terms import Terms
from core.plugin import ActivityKind, Who
from core.recording.asking import Asked, forms_for, questions_of
from core.store import reading
from web.assets import app_version
from web.desk import HTML
from web.field.packing import packed
from web.given import Desk, Engine, Station
from web.pages.cases.file import SESSIONS
from web.pages.matters.form import blank as blank_matter
from web.pages.record.choosing import by_group
from web.pages.record.draft import Draft
from web.pages.record.offered import places_offered, places_within
from web.pages.record.sheet import asked_dates, asks_title, in_short, kinds_of, look_of, provider_of
from web.templating import rendered

CACHED = {"cache-control": "private, no-cache"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One kind's form with nothing filled in, as the template of 记一笔 wants a sheet."""

    kind: ActivityKind
    dates: tuple[str, ...]
    contracts: tuple[Terms, ...]
    asked: tuple[Asked, ...]
    people: tuple[Any, ...] = ()
    asks_total: bool = False
    asks_title: bool = False


def contracts_of(desk: Any, book: Book, kind: str) -> tuple[Terms, ...]:
    """The contracts in force that look at this agency's records of a kind, whoever is visited."""
    agency = provider_of(desk)
    return tuple(t for t in book.in_force(desk.day) if book.agreed.lines_for(t, kind, agency))


def recordable(desk: Any, station: Any, book: Book) -> list[ActivityKind]:
    """The kinds that are recorded; cases and groups are opened by a form of their own."""
    return [kind for kind in kinds_of(desk, station, book) if kind.noun is not Noun.CASE]


def stamp_of(desk: Any, book: Book) -> str:
    """Changes whenever the forms of this account may have changed: then they are fetched anew."""
    places = sorted(desk.scope("record.create").places)
    text = repr((app_version(), book.stamp, desk.day, provider_of(desk), places))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _blank(station: Any, book: Book, kind: ActivityKind, contracts: tuple[Terms, ...]) -> Blank:
    """Its own questions first, then those of each contract by itself."""
    asked: dict[tuple[str, str], Asked] = {}
    for terms in contracts:
        for one in forms_for(station.catalogue, book, kind.key, [terms]):
            asked.setdefault((one.contract, one.form.key), one)
    own = [one for one in asked.values() if not one.contract]
    others = [one for one in asked.values() if one.contract]
    return Blank(
        kind=kind,
        dates=asked_dates(kind),
        contracts=contracts,
        asked=tuple([*own, *others]),
        asks_title=asks_title(kind, questions_of(own)),
    )


def openable(desk: Any, station: Any, book: Book) -> list[ActivityKind]:
    """The kinds of cases and groups that can be opened without a signal."""
    if not desk.may("case.manage"):
        return []
    return [kind for kind in kinds_of(desk, station, book) if kind.noun is Noun.CASE]


def asked_of(blank: Blank, places: Any) -> dict[str, Any]:
    """The questions of a form with the places to choose from; people are found on the phone."""
    return {
        "forms": [(one, one.form.questions) for one in blank.asked],
        "offer": places_offered(questions_of(blank.asked), places),
    }


def _opening(
    desk: Any, station: Any, book: Book, kind: ActivityKind, places: Any
) -> tuple[ActivityKind, str, str]:
    """A kind of case, the kind of record of its sessions, and the form that opens one."""
    blank = _blank(station, book, kind, contracts_of(desk, book, kind.key))
    look = {
        "desk": desk,
        "kind": kind,
        "draft": Draft(id="", kind=kind.key, dates={"opened": ""}),
        "several": kind.who is Who.PEOPLE,
        "places": places,
        "problems": {},
        "members": (),
        "found": (),
        "roll_said": "",
        "sheet": {"people": ()},
        **asked_of(blank, places),
    }
    return kind, SESSIONS.get(kind.who, ""), rendered("fragments/case_sheet.html", look)


@get("/field/forms", opt={"permission": "record.create"}, sync_to_thread=True)
def forms(
    request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine
) -> Response[bytes]:
    """All of them as HTML templates; 304 while nothing has changed."""
    with reading(engine) as connection:
        book = station.book(connection)
        stamp = f'"{stamp_of(desk, book)}"'
        if request.headers.get("if-none-match") == stamp:
            return Response(b"", status_code=304, headers={"etag": stamp, **CACHED})
        kinds = recordable(desk, station, book)
        places = places_within(desk, connection)
        drawn = []
        for kind in kinds:
            blank = _blank(station, book, kind, contracts_of(desk, book, kind.key))
            draft = Draft(id="", kind=kind.key, dates=dict.fromkeys(blank.dates, ""))
            look = look_of(desk, connection, kind, blank.contracts, draft)
            look |= {"sheet": blank, "draft": draft, "titles": in_short(blank.contracts)}
            look |= asked_of(blank, places)
            drawn.append((kind, rendered("fragments/record_sheet.html", {"desk": desk, **look})))
        opening = [
            _opening(desk, station, book, kind, places) for kind in openable(desk, station, book)
        ]
        report = blank_matter() | {"places": places}
    context = {
        "report": report,
        "drawn": drawn,
        "opening": opening,
        "groups": by_group([*kinds, *(kind for kind, *_ in opening)]),
        "person": None,
        "asked": {"case": ""},
    }
    text = rendered("field/forms.html", context)
    return packed(request, text.encode(), HTML, etag=stamp, **CACHED)


HANDLERS = [forms]
