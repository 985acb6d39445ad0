"""The sheet of one record: its people, its place, and the forms that its contracts ask for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.cases.listing import case_listed
from core.facts import Noun, vocabulary
from core.ledger.book import Book
from core.ledger.of_records import fates_of
from core.ledger.today import due_people, enrolled
from core.packages.rows import enrolments_of_people
from core.packages.terms import Terms
from core.people.rows import PERSON
from core.people.search import Found, search_people
from core.places.rows import PLACE, places_of
from core.plugin import ActivityKind, Question, Who
from core.recording import look_ahead
from core.recording.asking import Asked, forms_for, may_count_in, questions_of
from core.store import Unit
from core.store.errors import Forbidden, Missing, Refused
from core.store.ids import checked_id
from core.trust.visible import visible
from web.pages.record.draft import TOTAL_QUESTION, Draft, input_of
from web.said import Badge, badges, due_row, short_title

#: Given by a decision of somebody else, or by the day on which it was made: not asked.
NOT_ASKED = frozenset({"accepted", "closed"})
MOST_FOUND = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Everything that the form shows beside what was typed."""

    draft: Draft
    kind: ActivityKind
    day: date
    people: tuple[Any, ...]
    contracts: tuple[Terms, ...]
    asked: tuple[Asked, ...]
    dates: tuple[str, ...]

    @property
    def questions(self) -> tuple[Any, ...]:
        """All questions of all its forms."""
        return questions_of(self.asked)

    @property
    def asks_total(self) -> bool:
        """Whether one of the questions is the total of everybody who came."""
        return any(question.key == TOTAL_QUESTION for question in self.questions)


def provider_of(desk: Any) -> str:
    """The agency whose records the person makes."""
    agency = desk.account.agency if desk.account else ""
    if not agency:
        raise Forbidden("您的账号还没有归属机构，不能记录。请管理员在账号里补上。")
    return str(agency)


def chosen_kind(station: Any, key: str) -> ActivityKind:
    """The kind of record; cases and groups are opened on their own page."""
    kind: ActivityKind | None = station.catalogue.kinds.get(key)
    if kind is None or kind.noun is Noun.CASE:
        raise Missing("没有这种记录。")
    return kind


def people_named(desk: Any, connection: Connection, uuids: Iterable[str]) -> tuple[Any, ...]:
    """The people of these ids, in that order; outside one's reach they do not exist."""
    wanted = [checked_id(uuid) for uuid in uuids]
    rows = connection.execute(
        select(
            PERSON.c.id,
            PERSON.c.uuid,
            PERSON.c.name,
            PERSON.c.code,
            PERSON.c.has_phone,
            PLACE.c.key.label("site"),
            PLACE.c.name.label("site_name"),
        )
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(PERSON.c.uuid.in_(wanted), PERSON.c.county == desk.county)
    )
    found = {row.uuid: row for row in rows}
    for uuid in wanted:
        if uuid not in found or not desk.can("person.see", place=found[uuid].site):
            raise Missing("没有这位对象，或者不在您的权限范围内。")
    return tuple(found[uuid] for uuid in wanted)


def sheet_of(
    desk: Any, station: Any, connection: Connection, draft: Draft, provider: str = ""
) -> Sheet:
    """The sheet for what has been filled in so far; what is left open gets what is likely."""
    book: Book = station.book(connection)
    kind = chosen_kind(station, draft.kind)
    people = people_named(desk, connection, draft.people)
    case = case_listed(connection, desk.county, draft.case) if draft.case else None
    if case is not None:
        desk.require("case.see", place=case.site)
    dates = tuple(role for n, role in enumerate(kind.dates) if n == 0 or role not in NOT_ASKED)
    given = {role: draft.dates.get(role, desk.day.isoformat()) for role in dates}
    day = _day(given[dates[0]], desk.day)
    site = draft.site or (case.site if case else "")
    if not site and len(people) == 1:
        site = people[0].site
    if not site:
        site = next(iter(sorted(desk.scope("record.create").places)), desk.county)
    draft = replace(draft, dates=given, site=site)
    enrolments = enrolments_of_people(connection, [person.id for person in people])
    contracts = may_count_in(
        book,
        kind.key,
        day,
        provider or provider_of(desk),
        site,
        [enrolment for many in enrolments.values() for enrolment in many],
    )
    return Sheet(
        draft=draft,
        kind=kind,
        day=day,
        people=people,
        contracts=contracts,
        asked=forms_for(station.catalogue, book, kind.key, contracts),
        dates=dates,
    )


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def order_of(draft: Draft, contracts: Iterable[Terms]) -> tuple[str, ...]:
    """The contracts with the one first that the worker put first."""
    keys = [terms.contract.key for terms in contracts]
    if draft.first not in keys:
        return ()
    return (draft.first, *(key for key in keys if key != draft.first))


def counting(
    desk: Any, station: Any, connection: Connection, sheet: Sheet, provider: str = ""
) -> tuple[tuple[Badge, ...], str]:
    """What the record would count for, and why that cannot be said yet, if it cannot."""
    book: Book = station.book(connection)
    unit = Unit(connection=connection, actor=desk.actor, at=desk.now, county=desk.county)
    try:
        posted = input_of(sheet.draft, sheet.questions, order_of(sheet.draft, sheet.contracts))
        entries = look_ahead(unit, station.catalogue, book, posted, provider or provider_of(desk))
    except Refused as refused:
        return (), next(iter(refused.problems.values()), refused.say)
    owed = {}
    if len(sheet.people) == 1:
        condition = enrolled(person=sheet.people[0].uuid)
        for due in due_people(connection, book, sheet.day, condition):
            owed = {(one.contract, one.line): one.owed for one in due.owed}
    fates = fates_of(connection, book, entries, counted_already=False, owed=owed)
    if sheet.draft.version:
        fates = tuple(replace(fate, before=None, after=None) for fate in fates)
    return badges(station.catalogue, book, fates), ""


def found_people(desk: Any, connection: Connection, text: str) -> list[Found]:
    """People within reach whose name, pinyin or phone begins so."""
    if not text:
        return []
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    return search_people(connection, desk.county, text, reach, MOST_FOUND)


def shown(
    desk: Any,
    station: Any,
    connection: Connection,
    sheet: Sheet,
    *,
    look: bool = False,
    say: str = "",
    problems: dict[str, str] | None = None,
) -> dict[str, Any]:
    """What the template of the form is given."""
    book: Book = station.book(connection)
    draft, kind = sheet.draft, sheet.kind
    needed = {
        e
        for t in sheet.contracts
        for n in t.by_kind.get(kind.key, ())
        for s in n.selectors
        for e in s.evidence
    }
    usual = tuple(dict.fromkeys((*kind.evidence, *sorted(needed))))
    row = None
    if len(sheet.people) == 1:
        dues = due_people(connection, book, desk.day, enrolled(person=sheet.people[0].uuid))
        row = due_row(station.catalogue, book, dues[0], desk.day, may_call=False) if dues else None
    found, pending = counting(desk, station, connection, sheet) if look else ((), "")
    return {
        "sheet": sheet,
        "forms": _in_season(sheet),
        "draft": draft,
        "kind": kind,
        "person": sheet.people[0] if kind.who is Who.PERSON and sheet.people else None,
        "row": row,
        "kinds": [k for k in kinds_of(desk, station, book) if _of_one_person(k)],
        "several": kind.who is Who.PEOPLE,
        "by_dimension": _audiences(),
        "titles": {
            terms.contract.key: short_title(terms.contract.title) for terms in sheet.contracts
        },
        "items": _items(sheet.contracts) if kind.noun is Noun.ACTIVITY else [],
        "usual": usual,
        "unusual": tuple(e for e in vocabulary.EVIDENCE if e not in usual),
        "places": places_within(desk, connection, draft.site),
        "date_roles": vocabulary.DATE_ROLES,
        "roles": vocabulary.ROLES,
        "found": [
            p for p in found_people(desk, connection, draft.find) if p.uuid not in draft.people
        ],
        "badges": found,
        "pending": pending,
        "looked": look,
        "say": say,
        "problems": problems or {},
    }


def _in_season(sheet: Sheet) -> list[tuple[Asked, tuple[Question, ...]]]:
    """The forms with the questions that are asked in the month of the record."""
    month = sheet.day.month
    found = []
    for one in sheet.asked:
        asked = tuple(q for q in one.form.questions if not q.months or month in q.months)
        if asked:
            found.append((one, asked))
    return found


def kinds_of(desk: Any, station: Any, book: Book) -> list[ActivityKind]:
    """The kinds that the contracts of one's agency look at where one works, as declared."""
    agency = desk.account.agency if desk.account else ""
    sharing = book.agreed
    places = desk.scope("record.create").places
    wanted = {
        key
        for terms in book.in_force(desk.day)
        if _near(terms.contract.sites, places)
        for key in terms.by_kind
        if sharing.lines_for(terms, key, agency)
    }
    return [kind for kind in station.catalogue.kinds.values() if kind.key in wanted]


def _near(sites: tuple[str, ...], places: Iterable[str]) -> bool:
    """Whether a contract's sites and one's places lie within each other."""
    return not sites or any(
        one == site or one.startswith(f"{site}/") or site.startswith(f"{one}/")
        for one in places
        for site in sites
    )


def _of_one_person(kind: ActivityKind) -> bool:
    return kind.who is Who.PERSON and kind.noun is not Noun.CASE


def _audiences() -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for audience in vocabulary.AUDIENCES.values():
        found.setdefault(audience.dimension, []).append(audience)
    return list(found.items())


def _items(contracts: Iterable[Terms]) -> list[tuple[str, list[Any]]]:
    """Service items by group; a code that two packages share is offered once."""
    groups: dict[str, list[Any]] = {}
    seen: set[str] = set()
    for terms in contracts:
        for item in terms.package.item:
            if item.code not in seen:
                seen.add(item.code)
                groups.setdefault(item.group or "服务项目", []).append(item)
    return list(groups.items())


def places_within(
    desk: Any, connection: Connection, chosen: str = ""
) -> list[tuple[str, list[Any]]]:
    """The places where one may record, by township; the chosen one is always among them."""
    groups: dict[str, list[Any]] = {}
    names = {}
    for place in places_of(connection, desk.county):
        names[place["key"]] = place["name"]
        if place["key"] != chosen and not desk.can("record.create", place=place["key"]):
            continue
        parts = place["key"].split("/")
        groups.setdefault("/".join(parts[:2]), []).append(place)
    return [(names.get(key, ""), places) for key, places in groups.items()]
