"""Who is due 今日应做: what is owed to people now, in a fixed number of statements.

Enrolments with their tiers, people with absences and contacts, the sums of the periods concerned
and the last days of longest-gap quotas are read; the pure rules say what is owed. Nothing is
stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from core.facts import Absence, Enrolment, EntryStatus, Period, Person
from core.ledger.book import Book
from core.ledger.people_known import PeopleKnown
from core.ledger.rows import ENTRY, PERSON_TALLY, STANDING
from core.ledger.rules.owed import Owed, OwedState, owed_by, owed_by_gap
from core.packages.rows import CONTRACT, ENROLMENT, enrolments_where
from core.packages.terms import CountedLine, Terms
from core.people.rows import ABSENCE, CONTACT, PERSON
from core.places.rows import PLACE
from core.store.prepared import Among, Prepared
from core.trust import Scope
from core.trust.visible import visible

#: Worst first: the order in which people are shown.
WORST_FIRST = (OwedState.OVERDUE, OwedState.AT_RISK, OwedState.OPEN, OwedState.MET)
#: Who is asked first when a person has no phone.
ASKED_FIRST = ("neighbour", "relative", "cadre", "guardian", "carer", "emergency")


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """Somebody around a person, as the today list names them."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Due:
    """One person with everything that is owed now, however many contracts.

    ``missed`` are periods of this month that closed unmet while the next one is still open.
    """

    person: Person
    code: str
    phone: str
    site_name: str
    enrolments: tuple[Enrolment, ...]
    owed: tuple[Owed, ...]
    missed: tuple[Owed, ...]
    near: tuple[Near, ...]

    @cached_property
    def state(self) -> OwedState:
        """The worst of what is owed; a missed period weighs while something is still to do."""
        states = {one.state for one in self.owed}
        worst = next((s for s in WORST_FIRST if s in states), OwedState.MET)
        return OwedState.OVERDUE if self.missed and worst is not OwedState.MET else worst

    @property
    def contracts(self) -> tuple[str, ...]:
        """The contracts under which something is owed."""
        return tuple(dict.fromkeys(one.contract for one in self.owed))

    @property
    def days_left(self) -> date | None:
        """The first day on which something that is still open is due."""
        return min((one.due for one in self.owed if one.open), default=None)


def enrolled(
    scope: Scope | None = None, *, worker: str = "", person: str = ""
) -> ColumnElement[bool]:
    """Which enrolments: of one worker, of one person, or where the scope reaches."""
    mine = ENROLMENT.alias("mine")
    wanted = (
        select(mine.c.id)
        .join(PERSON, PERSON.c.id == mine.c.person_id)
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .join(CONTRACT, CONTRACT.c.id == mine.c.contract_id)
    )
    if scope is not None:
        wanted = wanted.where(visible(scope, PLACE.c.key, CONTRACT.c.key))
    if worker:
        wanted = wanted.where(mine.c.worker == worker)
    if person:
        wanted = wanted.where(PERSON.c.uuid == person)
    return ENROLMENT.c.id.in_(wanted)


def due_people(
    connection: Connection,
    book: Book,
    day: date,
    condition: ColumnElement[bool],
    *,
    known: PeopleKnown | None = None,
) -> tuple[Due, ...]:
    """Everyone of these enrolments to whom something is owed on that day, worst first.

    ``known`` is for readers of what is committed: it spares walking through all contacts.
    """
    by_person: dict[str, dict[str, list[Enrolment]]] = {}
    for enrolment in enrolments_where(connection, condition):
        terms = book.terms.get(enrolment.contract)
        if terms is not None and terms.contract.in_force_on(day):
            held = by_person.setdefault(enrolment.person, {})
            held.setdefault(enrolment.contract, []).append(enrolment)
    uuids = sorted(by_person)
    people = _people(connection, uuids)
    near = _near(connection, uuids, day)
    windows = _windows(book, day)
    done = _done(connection, book, uuids, windows)
    last = _last_days(connection, book, uuids, day, known)
    found = []
    for uuid, held in by_person.items():
        row = people.get(uuid)
        if row is None:
            continue
        person, code, phone, site_name = row
        owed: list[Owed] = []
        missed: list[Owed] = []
        for contract, enrolments in held.items():
            if not any(e.on_roster(day) for e in enrolments):
                continue
            now, before = _of_contract(
                book.terms[contract].on(day), tuple(enrolments), person, windows, done, last, day
            )
            owed += now
            missed += before
        if owed and (person.died_on is None or day < person.died_on):
            found.append(
                Due(
                    person=person,
                    code=code,
                    phone=phone,
                    site_name=site_name,
                    enrolments=tuple(e for many in held.values() for e in many),
                    owed=tuple(owed),
                    missed=tuple(missed),
                    near=near.get(uuid, ()),
                )
            )
    return tuple(sorted(found, key=_order))


def _order(due: Due) -> tuple[Any, ...]:
    until = due.days_left or date.max
    return WORST_FIRST.index(due.state), until, due.person.site or "", due.code


Windows = Mapping[tuple[str, str], tuple[Period, tuple[Period, ...]]]


def _windows(book: Book, day: date) -> Windows:
    """(contract, line) → the period that holds the day, and those that closed in this month."""
    found: dict[tuple[str, str], tuple[Period, tuple[Period, ...]]] = {}
    first = day.replace(day=1)
    for terms in book.in_force(day):
        for line in terms.lines:
            if line.quota is None or line.quota.period is None:
                continue
            closed = tuple(
                p for p in terms.periods(line.quota.period) if first <= p.end and p.end < day
            )
            found[terms.contract.key, line.key] = terms.period_of(line.quota.period, day), closed
    return found


def _of_contract(
    terms: Terms,
    enrolments: tuple[Enrolment, ...],
    person: Person,
    windows: Windows,
    done: Mapping[tuple[str, str, str, str], Decimal],
    last: Mapping[tuple[str, str], Mapping[str, date]],
    day: date,
) -> tuple[list[Owed], list[Owed]]:
    """What one contract owes a person now, and what it missed earlier in the month."""
    contract = terms.contract.key
    owed: list[Owed] = []
    missed: list[Owed] = []

    def of(line: CountedLine, period: Period) -> Owed | None:
        number = done.get((contract, period.key, person.id, line.key), Decimal(0))
        return owed_by(terms, line, enrolments, person, period, number, day)

    for line in terms.lines:
        if line.quota is None:
            continue
        if line.quota.longest_gap is not None:
            since = last.get((contract, line.key), {}).get(person.id)
            one = owed_by_gap(terms, line, enrolments, person, since, day)
        else:
            now, closed = windows[contract, line.key]
            one = of(line, now)
            missed += [m for p in closed if (m := of(line, p)) and m.state is OwedState.OVERDUE]
        if one is not None and one.owed:
            owed.append(one)
    return owed, missed


COLUMNS = ("id", "uuid", "code", "name", "sex", "birth_date", "phone", "has_phone", "died_on")
PEOPLE = Prepared(
    select(
        *(PERSON.c[name] for name in COLUMNS),
        PLACE.c.key.label("site"),
        PLACE.c.name.label("site_name"),
    )
    .join(PLACE, PLACE.c.id == PERSON.c.place_id)
    .where(Among(PERSON.c.uuid, "uuids"))
)
ABSENCES = Prepared(
    select(ABSENCE)
    .join(PERSON, PERSON.c.id == ABSENCE.c.person_id)
    .where(Among(PERSON.c.uuid, "uuids"))
    .where(ABSENCE.c.end.is_(None) | (ABSENCE.c.end > ABSENCE.c.start))
    .order_by(ABSENCE.c.start)
)
CONTACTS = Prepared(
    select(PERSON.c.uuid, CONTACT.c.name, CONTACT.c.relation, CONTACT.c.phone)
    .join(PERSON, PERSON.c.id == CONTACT.c.person_id)
    .where(Among(PERSON.c.uuid, "uuids"))
    .where(CONTACT.c.ended_on.is_(None) | (CONTACT.c.ended_on > bindparam("day")))
    .order_by(CONTACT.c.id)
)
DONE = Prepared(
    select(PERSON_TALLY).where(
        Among(PERSON_TALLY.c.contract_id, "contracts"),
        Among(PERSON_TALLY.c.period, "periods"),
        Among(PERSON_TALLY.c.person, "uuids"),
    )
)
LAST_DAYS = Prepared(
    select(ENTRY.c.contract_id, ENTRY.c.line, ENTRY.c.person, func.max(ENTRY.c.day).label("on"))
    .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
    .where(
        STANDING.c.status == EntryStatus.COUNTED.value,
        Among(STANDING.c.contract_id, "contracts"),
        Among(STANDING.c.line, "lines"),
        Among(ENTRY.c.person, "uuids"),
        ENTRY.c.day <= bindparam("day"),
    )
    .group_by(ENTRY.c.contract_id, ENTRY.c.line, ENTRY.c.person)
)


def _people(connection: Connection, uuids: list[str]) -> dict[str, tuple[Person, str, str, str]]:
    absences: dict[int, list[Absence]] = {}
    for row in ABSENCES.rows(connection, uuids=uuids):
        absences.setdefault(row.person_id, []).append(
            Absence(start=row.start, end=row.end, reason=row.reason)
        )
    rows = PEOPLE.rows(connection, uuids=uuids)
    return {
        row.uuid: (
            Person(
                id=row.uuid,
                name=row.name,
                sex=row.sex,
                birth_date=row.birth_date,
                site=row.site,
                has_phone=row.has_phone,
                died_on=row.died_on,
                absences=tuple(absences.get(row.id, ())),
            ),
            row.code,
            row.phone,
            row.site_name,
        )
        for row in rows
    }


def _near(connection: Connection, uuids: list[str], day: date) -> dict[str, tuple[Near, ...]]:
    found: dict[str, list[Near]] = {}
    for row in CONTACTS.rows(connection, uuids=uuids, day=day):
        one = Near(name=row.name, relation=row.relation, phone=row.phone)
        found.setdefault(row.uuid, []).append(one)
    return {uuid: tuple(sorted(many, key=_asked)) for uuid, many in found.items()}


def _asked(near: Near) -> int:
    return ASKED_FIRST.index(near.relation) if near.relation in ASKED_FIRST else len(ASKED_FIRST)


def _done(
    connection: Connection, book: Book, uuids: list[str], windows: Windows
) -> dict[tuple[str, str, str, str], Decimal]:
    """(contract, period, person, line) → what was counted, of the periods concerned."""
    periods = {p.key for now, closed in windows.values() for p in (now, *closed)}
    rows = DONE.rows(
        connection,
        contracts=sorted({book.ids[key] for key, _ in windows}),
        periods=sorted(periods),
        uuids=uuids,
    )
    return {
        (book.keys[row.contract_id], row.period, row.person, row.line): row.quantity for row in rows
    }


def _last_days(
    connection: Connection, book: Book, uuids: list[str], day: date, known: PeopleKnown | None
) -> dict[tuple[str, str], Mapping[str, date]]:
    """(contract, line) → person → the last counted day, of the longest-gap quotas."""
    lines = _gap_lines(book.in_force(day))
    if known is not None:
        return {
            (contract, line): known.last_contacts(connection, book, contract, [line], day)[line]
            for contract, line in lines
        }
    found: dict[tuple[str, str], dict[str, date]] = {}
    if lines:
        for row in LAST_DAYS.rows(
            connection,
            contracts=sorted({book.ids[contract] for contract, _ in lines}),
            lines=sorted({line for _, line in lines}),
            uuids=uuids,
            day=day,
        ):
            found.setdefault((book.keys[row.contract_id], row.line), {})[row.person] = row.on
    return dict(found)


def _gap_lines(in_force: Iterable[Terms]) -> list[tuple[str, str]]:
    return [
        (terms.contract.key, line.key)
        for terms in in_force
        for line in terms.lines
        if line.quota is not None and line.quota.longest_gap is not None
    ]
