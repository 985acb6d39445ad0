"""Scenes: acts of workers and officers within one transaction, and what must hold after them."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import select

from core.activities.loading import load_records
from core.activities.rows import EVIDENCE, RECORD
from core.cases.rows import CASE
from core.facts import RosterState
from core.ledger.posting import load_facts
from core.ledger.recount import tallies_kept
from core.ledger.rows import ENTRY, SEAL, STANDING
from core.ledger.rules.book import count_all
from core.ledger.seals import digest_of, seal
from core.ledger.upkeep import rebuild, verify
from core.packages.rosters import change_tier, decide, enrol, leave
from core.people.inputs import CategoryInput, HouseholdInput, PersonChanges
from core.people.rows import PERSON
from core.people.service import add_household, correct_person, set_category
from core.recording import (
    CaseInput,
    EvidenceInput,
    accept,
    add_member,
    attach,
    close_case,
    correct,
    open_case,
    reopen_case,
    repost_people,
    void,
    void_case,
    withdraw_evidence,
)
from core.recording.asking import forms_for, may_count_in, questions_of
from core.store import Actor, Unit, new_id
from core.store.engine import WRITES
from core.store.errors import Refused
from tests.county import NOON, WORKER, shortest

LAB = Path(__file__).parent / "lab"
VILLAGE = "yanshi/jinshan/xiaojian"
OFFICER = Actor(id="officer", name="县局", role="county")
#: The day in June on which all acts are written down.
LAST_DAY = date(2026, 6, 30)


class Laboratory:
    """A built county; scenes happen in it and leave no trace."""

    def __init__(self, county):
        self.county = county

    @contextmanager
    def scene(self):
        """A scene in a transaction of its own, taken back at the end."""
        with self.county.station.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin() as transaction:
                yield Scene(self.county, connection)
                transaction.rollback()


class Scene:
    """Short words for acts, all in one transaction; an act that is refused changes nothing."""

    def __init__(self, county, connection):
        self.connection = connection
        self.station = county.station
        self.county = replace(county)
        self.county.act = self.act
        self.sealer = county.sealer
        self.actor = WORKER
        self.at = NOON
        self.entries = []

    @contextmanager
    def act(self, actor=None, at=None):
        unit = Unit(
            connection=self.connection, actor=actor or self.actor, at=at or self.at, county="yanshi"
        )
        yield unit, self.station.book(self.connection)
        self.entries += unit.entries

    @contextmanager
    def trying(self, actor=None):
        """An act of its own savepoint: refused acts leave nothing behind."""
        savepoint = self.connection.begin_nested()
        try:
            with self.act(actor) as (unit, book):
                yield unit, book
            savepoint.commit()
        except Refused:
            savepoint.rollback()

    # ------------------------------------------------------------------ people and rosters

    def person(self, **given):
        return self.county.person(place=given.pop("place", VILLAGE), **given)

    def enrol(self, person, contract, tier="", start=date(2026, 1, 1), approved=None):
        """Proposed from ``start`` and approved on another day, perhaps much later."""
        uuid = new_id()
        with self.trying() as (unit, book):
            enrol(unit, uuid=uuid, contract=contract, person=person, start=start, tier=tier)
            decide(unit, uuid, RosterState.APPROVED, approved or start)
            repost_people(unit, book, [person])
            return uuid

    def leave(self, person, enrolment, on):
        with self.trying() as (unit, book):
            leave(unit, enrolment, on, "外迁")
            repost_people(unit, book, [person])

    def change_tier(self, person, enrolment, tier, on):
        with self.trying() as (unit, book):
            change_tier(unit, enrolment, tier, on, "能力变化")
            repost_people(unit, book, [person])

    def set_category(self, person, code, start):
        with self.trying() as (unit, book):
            set_category(unit, person, CategoryInput(id=new_id(), code=code, start=start))
            repost_people(unit, book, [person])

    def household(self):
        with self.act() as (unit, _):
            return add_household(unit, HouseholdInput(id=new_id(), place=VILLAGE))

    def correct_person(self, person, **changes):
        with self.trying() as (unit, book):
            version = self.connection.execute(
                select(PERSON.c.version).where(PERSON.c.uuid == person)
            ).scalar_one()
            changed = PersonChanges(**changes)
            correct_person(unit, self.sealer, person, changed, version, "核对")
            repost_people(unit, book, [person])

    # ------------------------------------------------------------------ records and cases

    def posted(self, kind, day, *people, **more):
        return self.county.posted(kind, day, *people, **more)

    def record(self, posted, provider="qinghe"):
        with self.trying():
            return self.county.record(posted, provider)

    def visit(self, person, day, provider="qinghe", **more):
        return self.record(self.posted("home_visit", day, person, **more), provider)

    def version_of(self, uuid):
        return self.connection.execute(
            select(RECORD.c.version).where(RECORD.c.uuid == uuid)
        ).scalar_one()

    def correct(self, posted, provider="qinghe"):
        with self.trying() as (unit, book):
            filled = self.county.filled(posted, provider)
            correct(
                unit, self.station.catalogue, book, filled, provider,
                version=self.version_of(posted.id), reason="更正",
            )  # fmt: skip

    def void(self, uuid):
        with self.trying() as (unit, book):
            void(unit, book, uuid, version=self.version_of(uuid), reason="录错")

    def accept(self, uuid):
        with self.trying(OFFICER) as (unit, book):
            accept(unit, book, uuid, version=self.version_of(uuid))

    def attach(self, uuid, kind="photo"):
        with self.trying() as (unit, book):
            attach(unit, book, uuid, [EvidenceInput(id=new_id(), kind=kind)])

    def withdraw(self, uuid):
        found = self.connection.execute(
            select(EVIDENCE.c.uuid)
            .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
            .where(RECORD.c.uuid == uuid, EVIDENCE.c.withdrawn_at.is_(None))
        ).scalars()
        for evidence in found.all():
            with self.trying() as (unit, book):
                withdraw_evidence(unit, book, evidence, reason="看不清")

    def open_group(self, opened, *people):
        uuid = new_id()
        with self.trying() as (unit, book):
            contracts = may_count_in(book, "group", opened, "qinghe", VILLAGE, ())
            asked = questions_of(forms_for(self.station.catalogue, book, "group", contracts))
            given = CaseInput(
                id=uuid, kind="group", site=VILLAGE, title="小组", opened=opened, members=people,
                fields=shortest(asked, {}, opened),
            )  # fmt: skip
            open_case(unit, self.station.catalogue, book, given, "qinghe")
            return uuid

    def case_version(self, uuid):
        return self.connection.execute(
            select(CASE.c.version).where(CASE.c.uuid == uuid)
        ).scalar_one()

    def add_member(self, case, person, joined):
        with self.trying() as (unit, book):
            add_member(unit, book, case, person, joined, version=self.case_version(case))

    def close_group(self, case, on):
        with self.trying() as (unit, book):
            close_case(
                unit, self.station.catalogue, book, case, on, version=self.case_version(case),
                closing="completed", reason="目标达成",
            )  # fmt: skip

    def reopen_group(self, case):
        with self.trying() as (unit, book):
            reopen_case(unit, book, case, version=self.case_version(case), reason="又来求助")

    def void_group(self, case):
        with self.trying() as (unit, book):
            void_case(unit, book, case, version=self.case_version(case), reason="重复")

    def seal(self, contract="lab-a"):
        """Seal the next open month of a contract."""
        with self.trying(OFFICER) as (unit, book):
            sealed = {
                row.period
                for row in self.connection.execute(
                    select(SEAL.c.period).where(SEAL.c.contract_id == book.ids[contract])
                )
            }
            month = next(f"2026-{m:02d}" for m in range(1, 13) if f"2026-{m:02d}" not in sealed)
            seal(unit, book, contract, month)

    # ------------------------------------------------------------------ what is there

    def standing(self, contract="", line=""):
        """Every standing entry with all that a reader sees of it, in a stable order."""
        book = self.station.book(self.connection)
        rows = self.connection.execute(
            select(ENTRY).join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
        )
        found = sorted(
            (
                book.keys[r.contract_id], r.line, r.scope, r.unit, r.source, r.status, r.quantity,
                r.day, r.period, r.site, r.facet, r.late, r.paid,
                "；".join(say for _, say in r.reasons),
            )
            for r in rows
        )  # fmt: skip
        return [row for row in found if contract in ("", row[0]) and line in ("", row[1])]

    def statuses(self, contract, line, scope="term"):
        """The statuses of a line's entries in one scope, by the day of the record."""
        rows = self.standing(contract, line)
        return [row[5] for row in sorted(rows, key=lambda row: (row[7], row[3])) if row[2] == scope]

    def counted_afresh(self):
        """The same by the pure rules from the same facts."""
        uuids = [
            *self.connection.execute(select(RECORD.c.uuid)).scalars(),
            *self.connection.execute(select(CASE.c.uuid)).scalars(),
        ]
        book = self.station.book(self.connection)
        records = load_records(self.connection, uuids)
        facts = load_facts(self.connection, book, records.values())
        return sorted(
            (
                e.contract, e.line, e.scope, e.unit, "|".join(e.source), e.status.value, e.quantity,
                e.day, e.period, e.site, e.facet, e.late, e.paid,
                "；".join(reason.say for reason in e.reasons),
            )
            for e in count_all(book.rulebook({}), records.values(), facts)
        )  # fmt: skip

    def sealed_rows(self):
        """Everything booked in sealed months: entries, tallies, digests."""
        months = {
            (row.contract_id, row.period): row.digest
            for row in self.connection.execute(select(SEAL))
        }
        entries = [
            tuple(row)
            for row in self.connection.execute(select(ENTRY).order_by(ENTRY.c.id))
            if (row.contract_id, row.booking) in months
        ]
        tallies = {
            key: sums
            for key, sums in tallies_kept(self.connection).items()
            if (key[0], key[5]) in months
        }
        for (contract_id, period), digest in months.items():
            assert digest_of(self.connection, contract_id, period) == digest
        return months, entries, tallies

    def agrees(self):
        """The ledger agrees with itself, and recounting it changes nothing."""
        with self.act() as (unit, book):
            found = verify(unit, book)
            assert not found, [difference.say for difference in found]
            again = rebuild(unit, book)
            assert again.entries == 0 and not again.differences


def changed(posted, **changes):
    """A posted record with some of it changed."""
    if "day" in changes:
        changes["dates"] = {**posted.dates, "service": changes.pop("day")}
    return msgspec.structs.replace(posted, **changes)


def day_of(number):
    """A day of the first half of the year, some days apart."""
    return date(2026, 1, 10) + timedelta(days=11 * (number % 15))
