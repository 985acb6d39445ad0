"""A small county for tests: its places, agencies and contracts, and short words to act with."""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import select

from core.facts import Entry, EntryStatus, RosterState
from core.ledger.book import Book
from core.ledger.rows import ENTRY, STANDING
from core.packages.publish import put_shelf
from core.packages.rosters import enrol
from core.packages.rows import enrolments_of_people
from core.packages.shelf import load_shelf
from core.people.inputs import AssessmentInput, CategoryInput, HouseholdInput, PersonInput
from core.people.loading import person_id_of
from core.people.service import add_household, register_person
from core.places.service import add_agency, add_place
from core.plugin import Question, QuestionKind
from core.recording import (
    AttendanceInput,
    EvidenceInput,
    HeadInput,
    ItemInput,
    Recorded,
    RecordInput,
    record,
    repost_people,
)
from core.recording.answers import open_questions
from core.recording.asking import forms_for, may_count_in, questions_of
from core.station import Station
from core.store import Actor, Unit, new_id, unit_of_work
from core.trust.secrets import Sealer

PLACES = (
    ("yanshi", "演示县", "county"),
    ("yanshi/jinshan", "金山镇", "township"),
    ("yanshi/jinshan/xiaojian", "小枧村", "village"),
    ("yanshi/jinshan/hengjiang", "横江村", "village"),
    ("yanshi/tianchi", "天池街道", "street"),
    ("yanshi/tianchi/xianheguan", "仙鹤观社区", "community"),
    ("yanshi/tianchi/mianhuawan", "棉花湾社区", "community"),
    ("yanshi/tongjia", "童家镇", "township"),
    ("yanshi/nanta", "南塔街道", "street"),
    ("yanshi/nanta/sanli", "三里社区", "community"),
    ("yanshi/nanta/xinnan", "新南社区", "community"),
    ("yanshi/dongshan", "东山镇", "township"),
    ("yanshi/dadong", "大东街道片区", "street"),
)
AGENCIES = (
    ("minzheng", "县民政局", "purchaser"),
    ("qinghe", "青禾社会工作服务中心", "provider"),
    ("changzhe", "长者居家服务中心", "provider"),
    ("xiangzhen", "乡镇巡访队", "provider"),
    ("dashou", "搭把手社工服务社", "provider"),
)
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
WORKER = Actor(id="worker", name="罗社工", role="worker")


@dataclass
class County:
    """A station under test. ``at`` is the instant of every act until a test moves it."""

    station: Station
    sealer: Sealer
    at: datetime = NOON

    @contextmanager
    def act(self, actor: Actor = WORKER, at: datetime | None = None) -> Any:
        """One unit of work, with the book of that state."""
        with unit_of_work(
            self.station.engine, actor=actor, at=at or self.at, county="yanshi"
        ) as unit:
            yield unit, self.station.book(unit.connection)

    def person(
        self,
        name: str = "王长根",
        place: str = "yanshi/jinshan/xiaojian",
        *,
        born: date | None = date(1950, 1, 1),
        categories: Iterable[str] = (),
        levels: dict[str, str] | None = None,
        household: str | None = None,
        has_phone: bool = True,
    ) -> str:
        """Register a person; returns the permanent id."""
        with self.act() as (unit, _):
            if household:
                add_household(unit, HouseholdInput(id=household, place=place))
            return register_person(
                unit,
                self.sealer,
                PersonInput(
                    id=new_id(),
                    name=name,
                    place=place,
                    birth_date=born,
                    has_phone=has_phone,
                    household=household,
                    categories=tuple(
                        CategoryInput(id=new_id(), code=code, start=date(2020, 1, 1))
                        for code in categories
                    ),
                    assessments=tuple(
                        AssessmentInput(id=new_id(), kind=kind, level=level, start=date(2020, 1, 1))
                        for kind, level in (levels or {}).items()
                    ),
                ),
            )

    def enrol(self, person: str, contract: str, tier: str, start: date = date(2026, 1, 1)) -> str:
        """Put a person on a roster, approved; returns the enrolment's id."""
        uuid = new_id()
        with self.act() as (unit, book):
            enrol(
                unit,
                uuid=uuid,
                contract=contract,
                person=person,
                start=start,
                tier=tier,
                worker="worker",
                state=RosterState.APPROVED,
                approved_on=start,
            )
            repost_people(unit, book, [person])
        return uuid

    def posted(self, kind: str, day: date, *people: str, **more: Any) -> RecordInput:
        """A record to post."""
        site = more.pop("site", "yanshi/jinshan/xiaojian")
        evidence = more.pop("evidence", ())
        heads = more.pop("heads", {})
        items = more.pop("items", ())
        dates = more.pop("dates", {})
        fields = more.pop("fields", {})
        if kind == "home_visit":
            fields = {"outcome": "reached", **fields}
        return RecordInput(
            id=more.pop("id", None) or new_id(),
            kind=kind,
            site=site,
            dates={"service": day, **dates},
            fields=fields,
            attendances=tuple(AttendanceInput(person=person) for person in people),
            heads=tuple(HeadInput(audience=a, number=n) for a, n in heads.items()),
            items=tuple(ItemInput(id=new_id(), code=code) for code in items),
            evidence=tuple(EvidenceInput(id=new_id(), kind=kind) for kind in evidence),
            **more,
        )

    def filled(self, posted: RecordInput, provider: str = "qinghe") -> RecordInput:
        """The record with every required question answered in the shortest way."""
        people = [a.person for a in posted.attendances]
        day = posted.dates["service"]
        with self.act() as (unit, book):
            ids = person_id_of(unit.connection, people)
            enrolments = enrolments_of_people(unit.connection, ids.values())
            contracts = may_count_in(
                book,
                posted.kind,
                day,
                provider,
                posted.site,
                [e for many in enrolments.values() for e in many],
            )
            questions = questions_of(
                forms_for(self.station.catalogue, book, posted.kind, contracts)
            )
        return msgspec.structs.replace(posted, fields=shortest(questions, posted.fields, day))

    def record(
        self, posted: RecordInput, provider: str = "qinghe", actor: Actor = WORKER
    ) -> Recorded:
        """Save a record, its required questions answered."""
        posted = self.filled(posted, provider)
        with self.act(actor) as (unit, book):
            return record(unit, self.station.catalogue, book, posted, provider)

    def standing(self, contract: str = "", line: str = "") -> list[tuple[Any, ...]]:
        """Every standing entry, in a stable order, as plain tuples."""
        with self.station.engine.connect() as connection:
            book: Book = self.station.book(connection)
            rows = connection.execute(
                select(ENTRY).join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
            ).all()
        found = [
            (book.keys[r.contract_id], r.line, r.scope, r.unit, r.source, str(r.quantity), r.status)
            for r in rows
        ]
        return sorted(
            f for f in found if (not contract or f[0] == contract) and (not line or f[1] == line)
        )

    def counted(self, contract: str, line: str) -> int:
        """How many entries of a line are counted."""
        return sum(1 for row in self.standing(contract, line) if row[-1] == EntryStatus.COUNTED)


def shortest(questions: Iterable[Question], given: dict[str, Any], day: date) -> dict[str, Any]:
    """Answers to every required question that is open, beside the given ones."""
    questions = tuple(questions)
    answers = dict(given)
    for _ in range(3):
        for question in open_questions(questions, answers, day):
            if question.required and question.key not in answers:
                answers[question.key] = _shortest(question, day)
    return answers


def _shortest(question: Question, day: date) -> Any:
    if question.answers:
        first = question.answers[0].key
        return [first] if question.kind is QuestionKind.MULTIPLE else first
    return {
        QuestionKind.NUMBER: question.minimum or 1,
        QuestionKind.DATE: day.isoformat(),
        QuestionKind.YES_NO: "yes",
    }.get(question.kind, "无")


def entries_of(recorded: Recorded) -> dict[tuple[str, str], Entry]:
    """The new entries of a recording, by contract and line."""
    return {(e.contract, e.line): e for e in recorded.entries if e.sign > 0}


def lay_out(station: Station) -> County:
    """Make places and agencies, publish the packages and sign the contracts."""
    shelf = load_shelf(station.config, station.catalogue)
    county = County(station=station, sealer=station.sealer)
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        for key, name, kind in PLACES:
            add_place(unit, key, name, kind)
        for key, name, kind in AGENCIES:
            add_agency(unit, key, name, kind)
        put_shelf(unit, shelf)
    return county


__all__ = ["County", "Unit", "entries_of", "lay_out"]
