"""The sheet of one record: its people, its place, and the forms that its contracts ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.cases.listing import CaseListed, Member, case_listed
from core.facts import Enrolment, Noun, vocabulary
from core.ledger.book import Book
from core.ledger.of_records import fates_of
from core.ledger.today import due_people, enrolled
from core.packages.rows import enrolments_of_people
from core.packages.terms import Terms
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.plugin import ActivityKind, Question, Who
from core.recording import look_ahead
from core.recording.answered import forms_stamped, older_stamps, stamps_of
from core.recording.asking import Asked, forms_for, may_count_in, questions_of
from core.store import Unit
from core.store.errors import Forbidden, Missing, Refused
from core.store.ids import checked_id
from web.pages.record.doubts import Doubt, last_reading
from web.pages.record.draft import NAME_QUESTION, TOTAL_QUESTION, Draft, input_of, with_people
from web.pages.record.offered import carried, found_people, offered, places_within
from web.pages.record.photos import pictures_of
from web.pages.record.services import services_offered
from web.said import Badge, badges, due_row, short_title

#: Given by a decision of somebody else, or by the day on which it was made: not asked.
NOT_ASKED = frozenset({"accepted", "closed"})


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
    case: CaseListed | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """Who belongs to the group on the day of the session."""
        return self.case.members_on(self.day) if self.case else ()

    @property
    def questions(self) -> tuple[Any, ...]:
        """All questions of all its forms."""
        return questions_of(self.asked)

    @property
    def asks_title(self) -> bool:
        """Whether one is asked for: a person, a counter and what has a name are known without."""
        return asks_title(self.kind, self.questions)

    @property
    def asks_total(self) -> bool:
        """Whether one of the questions is the total of everybody who came."""
        return any(question.key == TOTAL_QUESTION for question in self.questions)


def asks_title(kind: ActivityKind, questions: Iterable[Question]) -> bool:
    """Whether a record of a kind with these questions is given a title of its own."""
    named = any(question.key == NAME_QUESTION for question in questions)
    return kind.who is not Who.PERSON and kind.noun is not Noun.READING and not named


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
    uuids = tuple(uuids)
    return within_reach(desk, _people(desk, connection, uuids), uuids)


def within_reach(desk: Any, found: Mapping[str, Any], uuids: Iterable[str]) -> tuple[Any, ...]:
    """These people, of those that were looked up; raises Missing for anybody out of reach."""
    wanted = [checked_id(uuid) for uuid in uuids]
    for uuid in wanted:
        if uuid not in found or not desk.can("person.see", place=found[uuid].site):
            raise Missing("没有这位对象，或者不在您的权限范围内。")
    return tuple(found[uuid] for uuid in wanted)


def _people(desk: Any, connection: Connection, uuids: Iterable[str]) -> dict[str, Any]:
    wanted = sorted({checked_id(uuid) for uuid in uuids})
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
    return {row.uuid: row for row in rows}


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The people that forms name, and their enrolments by person: looked up once for many forms."""

    people: Mapping[str, Any]
    enrolments: Mapping[str, tuple[Enrolment, ...]]


def named_in(desk: Any, connection: Connection, uuids: Iterable[str]) -> Named:
    """Look up everybody whom some forms name."""
    people = _people(desk, connection, uuids)
    found: dict[str, tuple[Enrolment, ...]] = {}
    held = enrolments_of_people(connection, [person.id for person in people.values()])
    for (_, person), many in held.items():
        found[person] = (*found.get(person, ()), *many)
    return Named(people=people, enrolments=found)


def sheet_of(
    desk: Any,
    station: Any,
    connection: Connection,
    draft: Draft,
    provider: str = "",
    named: Named | None = None,
) -> Sheet:
    """The sheet for what has been filled in so far; what is left open gets what is likely."""
    book: Book = station.book(connection)
    kind = chosen_kind(station, draft.kind)
    named = named or named_in(desk, connection, draft.people)
    people = within_reach(desk, named.people, draft.people)
    case = case_listed(connection, desk.county, draft.case) if draft.case else None
    if case is not None:
        desk.require("case.see", place=case.site)
    dates = asked_dates(kind)
    given = {role: draft.dates.get(role, desk.day.isoformat()) for role in dates}
    day = _day(given[dates[0]], desk.day)
    if draft.everybody and case is not None:
        came = (member.uuid for member in case.members_on(day))
        draft = with_people(draft, (*draft.people, *came))
    people = people_named(desk, connection, draft.people)
    site = draft.site or (case.site if case else "")
    if not site and len(people) == 1:
        site = people[0].site
    if not site:
        site = _own_site(desk, book, kind.key, day)
    draft = replace(draft, dates=given, site=site)
    contracts = may_count_in(
        book,
        kind.key,
        day,
        provider or provider_of(desk),
        site,
        [one for person in people for one in named.enrolments.get(person.uuid, ())],
    )
    stamps = stamps_of(connection, draft.id) if draft.version else draft.forms
    kept = forms_stamped(connection, older_stamps(contracts, stamps))
    return Sheet(
        draft=draft,
        kind=kind,
        day=day,
        people=people,
        contracts=contracts,
        asked=forms_for(station.catalogue, book, kind.key, contracts, kept),
        dates=dates,
        case=case,
    )


def _own_site(desk: Any, book: Book, kind: str, day: date) -> str:
    """Where one works; of an output, the first of one's sites whose contract looks at the kind."""
    places = sorted(desk.scope("record.create").places) or [desk.county]
    sites = [
        site
        for terms in book.in_force(day)
        if kind in terms.by_kind
        for site in terms.contract.sites
    ]
    if any(place in sites for place in places):
        return next(place for place in places if place in sites)
    return next((s for s in sites if desk.can("record.create", place=s)), places[0])


def asked_dates(kind: ActivityKind) -> tuple[str, ...]:
    """The days that the form asks for: the first, and those that nobody else decides."""
    return tuple(role for n, role in enumerate(kind.dates) if n == 0 or role not in NOT_ASKED)


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
) -> tuple[tuple[Badge, ...], str, tuple[str, ...]]:
    """What the record would count for, why that cannot be said yet, if it cannot, and what is asked."""
    book: Book = station.book(connection)
    unit = Unit(connection=connection, actor=desk.actor, at=desk.now, county=desk.county)
    try:
        posted = input_of(sheet.draft, sheet.questions, order_of(sheet.draft, sheet.contracts))
        ahead = look_ahead(unit, station.catalogue, book, posted, provider or provider_of(desk))
    except Refused as refused:
        return (), next(iter(refused.problems.values()), refused.say), ()
    owed = {}
    if len(sheet.people) == 1:
        condition = enrolled(person=sheet.people[0].uuid)
        for due in due_people(connection, book, sheet.day, condition):
            owed = {(one.contract, one.line): one.owed for one in due.owed}
    fates = fates_of(connection, book, ahead.entries, counted_already=False, owed=owed)
    if sheet.draft.version:
        fates = tuple(replace(fate, before=None, after=None) for fate in fates)
    return badges(station.catalogue, book, fates), "", ahead.asked


def shown(
    desk: Any,
    station: Any,
    connection: Connection,
    sheet: Sheet,
    *,
    look: bool = False,
    say: str = "",
    problems: dict[str, str] | None = None,
    doubts: tuple[Doubt, ...] = (),
    roll_said: str = "",
) -> dict[str, Any]:
    """What the template of the form is given."""
    book: Book = station.book(connection)
    draft, kind = sheet.draft, sheet.kind
    row = None
    if len(sheet.people) == 1:
        dues = due_people(connection, book, desk.day, enrolled(person=sheet.people[0].uuid))
        row = due_row(station.catalogue, book, dues[0], desk.day, may_call=False) if dues else None
    found, pending, asked = counting(desk, station, connection, sheet) if look else ((), "", ())
    forms = _in_season(sheet)
    drawn = [question for _, asked in forms for question in asked]
    agency = desk.account.agency if desk.account else ""
    members = sheet.members if kind.who is Who.PEOPLE else ()
    same = look_of(desk, connection, kind, sheet.contracts, draft)
    return same | {
        "last": last_reading(
            connection, desk.county, agency, kind, own=draft.id, site=draft.site, day=sheet.day
        ),
        "doubts": doubts,
        "sheet": sheet,
        "forms": forms,
        "filled": {**draft.answers, **pictures_of(draft, drawn)},
        "offer": offered(desk, connection, drawn, draft.answers),
        "carried": carried(drawn, draft.answers),
        "draft": draft,
        "person": sheet.people[0] if kind.who is Who.PERSON and sheet.people else None,
        "row": row,
        "kinds": [k for k in kinds_of(desk, station, book) if _of_one_person(k)],
        "members": [m for m in members if m.uuid not in draft.people],
        "roll_said": roll_said,
        "titles": in_short(sheet.contracts),
        "found": [
            p for p in found_people(desk, connection, draft.find) if p.uuid not in draft.people
        ],
        "badges": found,
        "pending": pending,
        "asked": asked,
        "looked": look,
        "say": say,
        "problems": problems or {},
    }


def in_short(contracts: Iterable[Terms]) -> dict[str, str]:
    """The contracts by key, with titles that fit."""
    return {terms.contract.key: short_title(terms.contract.title) for terms in contracts}


def look_of(
    desk: Any, connection: Connection, kind: ActivityKind, contracts: Iterable[Terms], draft: Draft
) -> dict[str, Any]:
    """What the form of a kind shows under these contracts, whatever is filled in; no questions."""
    contracts = tuple(contracts)
    needed = {
        e
        for t in contracts
        for n in t.by_kind.get(kind.key, ())
        for s in n.selectors
        for e in s.evidence
    }
    usual = tuple(dict.fromkeys((*kind.evidence, *sorted(needed))))
    return {
        "kind": kind,
        "person": None,
        "several": kind.who is Who.PEOPLE,
        "by_dimension": _audiences(),
        "items": services_offered(contracts) if kind.takes_place else [],
        "usual": usual,
        "unusual": tuple(e for e in vocabulary.EVIDENCE if e not in usual),
        "places": places_within(desk, connection, draft.site),
        "date_roles": vocabulary.DATE_ROLES,
        "roles": vocabulary.ROLES,
        "last": None,
        "doubts": (),
        "members": [],
        "roll_said": "",
        "filled": {},
        "offer": {},
        "carried": [],
        "found": [],
        "badges": (),
        "pending": "",
        "asked": (),
        "looked": False,
        "say": "",
        "problems": {},
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
        for key in (*terms.by_kind, *terms.questionnaire_kinds)
        if terms.asks_without_line(key, agency) or sharing.lines_for(terms, key, agency)
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
