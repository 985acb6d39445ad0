"""Making the demonstration: the year is planned, then done day by day in its own order."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

import msgspec

from core.evidence.arrived import make_ready, write_down
from core.ledger.book import Book
from core.packages.publish import put_shelf
from core.packages.rows import contract_ids
from core.people.service import register_many
from core.places.rows import places_of
from core.plugin import Question
from core.recording import Outcome, RecordInput
from core.recording.asking import forms_for, may_count_in, questions_of
from core.recording.batch import count_many, save_many
from core.recording.known import Known, known_of
from core.station import Station
from core.store import Actor, Unit, reading, unit_of_work
from core.store.errors import Refused
from core.trust.secrets import Sealer
from web.demonstration.answers import filled
from web.demonstration.briefs import briefs
from web.demonstration.casework import station_cases
from web.demonstration.chance import SEED, Chance
from web.demonstration.changes import newcomers, put_on_roster, the_year
from web.demonstration.contracts import shelf_for
from web.demonstration.county import AGENCIES, COUNTY, STAFF, lay_out, staff_ids
from web.demonstration.deeds import Acting, Deed, Diary
from web.demonstration.drafting import next_years_draft
from web.demonstration.fates import fates_of
from web.demonstration.matters import matters
from web.demonstration.notes import Note, Notebook
from web.demonstration.oddities import mistakes, neighbours, seals, second_thoughts
from web.demonstration.papers import provider_papers, station_papers
from web.demonstration.people import Someone
from web.demonstration.photographed import photographed
from web.demonstration.plans import households_plans
from web.demonstration.rosters import everyone
from web.demonstration.rounds import rounds
from web.demonstration.stations import station_year, stations_of
from web.demonstration.timeline import Timeline, instant

MACHINE = Actor(id="demonstration", name="演示数据", role="machine")
#: Records that are counted and committed together.
TOGETHER = 700

Say = Callable[[str], None]


@dataclass(kw_only=True)
class Made:
    """What was made: numbers for whoever watches."""

    people: int = 0
    records: int = 0
    deeds: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def make_empty_county(station: Station, on: date, *, seed: str = SEED) -> None:
    """Places, agencies, accounts and contracts of the demonstration, and nothing done yet."""
    with reading(station.engine) as connection:
        if places_of(connection, COUNTY) or contract_ids(connection):
            raise Refused(
                "数据库里已有数据，演示县只能建在空的数据库里。请换一个 YIZHAN_DATABASE。"
            )
    chance, timeline = Chance(seed=seed, scale=0), Timeline(on=on)
    begun = instant(timeline.first(0), 9, 0)
    with unit_of_work(station.engine, actor=MACHINE, at=begun, county=COUNTY) as unit:
        lay_out(unit, chance, timeline)
        put_shelf(unit, shelf_for(station.config, station.catalogue, timeline))
        unit.audit("demo.begin", "county", COUNTY, content={"seed": seed, "on": on})


def make_demonstration(
    station: Station,
    sealer: Sealer,
    on: date,
    *,
    scale: float = 1.0,
    seed: str = SEED,
    say: Say = lambda text: None,
) -> Made:
    """Fill an empty database with the county as it is on that day; the same again each time.

    Raises Refused when the database already holds anything: invented people never stand beside
    real ones.
    """
    chance, timeline = Chance(seed=seed, scale=scale), Timeline(on=on)
    people = everyone(chance, timeline)
    notes, deeds = plan(chance, timeline, people)
    make_empty_county(station, on, seed=seed)
    made = Made()
    doing = _Doing(station=station, sealer=sealer, chance=chance, timeline=timeline, made=made)
    doing.first_people([one for one in people if one.registered < timeline.start])
    say(f"对象 {made.people} 人，机构 {len(AGENCIES)} 家，账号 {len(STAFF)} 个。")
    # The plan is large and stays to the end: the collector need not look through it again.
    gc.freeze()
    try:
        doing.the_year(notes, deeds, lambda at: say(f"{at:%Y-%m}：已记 {made.records} 条。"))
    finally:
        gc.unfreeze()
    next_years_draft(station, chance, timeline)
    with unit_of_work(
        station.engine, actor=MACHINE, at=instant(timeline.last, 23, 0), county=COUNTY
    ) as unit:
        unit.audit("demo.end", "county", COUNTY, content={"records": made.records})
    return made


def plan(
    chance: Chance, timeline: Timeline, people: Sequence[Someone]
) -> tuple[list[Note], list[Deed]]:
    """Everything that is going to be written and done, without touching a database."""
    fates = fates_of(chance, timeline, people)
    book = Notebook(chance=chance, timeline=timeline, fates=fates)
    diary = Diary(timeline=timeline)
    newcomers(diary, timeline, people)
    households_plans(diary, chance, people)
    the_year(diary, chance, people, fates)
    rounds(book, people)
    provider_papers(book, diary, people)
    for one in stations_of(people):
        station_year(book, one)
        station_papers(book, diary, one)
        station_cases(book, diary, one)
        briefs(diary, one)
    neighbours(book, diary, people)
    mistakes(book, people)
    second_thoughts(chance, diary, book.notes)
    matters(chance, timeline, diary, people, fates)
    seals(diary)
    return book.notes, diary.deeds


@dataclass(kw_only=True)
class _Doing:
    """The replay: who has sent what, and which questions a record is asked."""

    station: Station
    sealer: Sealer
    chance: Chance
    timeline: Timeline
    made: Made
    sent: dict[str, RecordInput] = field(default_factory=dict)
    questions: dict[tuple[str, tuple[str, ...]], tuple[Question, ...]] = field(default_factory=dict)

    def acting(self, unit: Unit, book: Book, at: datetime, worker: str) -> Acting:
        """The same transaction in the hands of one colleague at one instant."""
        accounts = staff_ids(self.chance)
        who = next(one for one in STAFF if one.login == worker)
        return Acting(
            unit=Unit(
                connection=unit.connection,
                actor=Actor(id=accounts[worker], name=who.name, role=who.role),
                at=at,
                county=COUNTY,
            ),
            book=book,
            catalogue=self.station.catalogue,
            sealer=self.sealer,
            accounts=accounts,
            sent=self.sent,
        )

    def first_people(self, people: Iterable[Someone]) -> None:
        """Register and enrol those who are there from the beginning."""
        begun = sorted(people, key=lambda one: (one.registered, one.key))
        at = instant(begun[0].registered, 10, 0)
        with unit_of_work(self.station.engine, actor=MACHINE, at=at, county=COUNTY) as unit:
            book = self.station.book(unit.connection)
            acting = self.acting(unit, book, at, "zhong")
            homes = {one.home.id: one.home for one in begun if one.home is not None}
            self.made.people = register_many(
                acting.unit, self.sealer, homes.values(), (one.person for one in begun)
            )
            for one in begun:
                for place in one.places:
                    if place.start <= book.terms[place.contract].contract.start:
                        put_on_roster(one, place, acting)

    def the_year(
        self, notes: Sequence[Note], deeds: Sequence[Deed], say: Callable[[datetime], None]
    ) -> None:
        """Do everything in the order of its instants, a few hundred records in one transaction."""
        steps: list[Note | Deed] = [*notes, *deeds]
        steps.sort(key=lambda step: (step.at, isinstance(step, Note), step.worker))
        month = None
        for chunk in _chunks(steps):
            if month not in (None, chunk[0].at.month):
                say(chunk[0].at)
            month = chunk[0].at.month
            with unit_of_work(
                self.station.engine, actor=MACHINE, at=chunk[-1].at, county=COUNTY
            ) as unit:
                self._do(unit, chunk)

    def _do(self, unit: Unit, steps: Sequence[Note | Deed]) -> None:
        book = self.station.book(unit.connection)
        waiting: dict[str, None] = {}
        for (at, worker, is_note), group in groupby(
            steps, key=lambda s: (s.at, s.worker, isinstance(s, Note))
        ):
            acting = self.acting(unit, book, at, worker)
            if is_note:
                notes = [step for step in group if isinstance(step, Note)]
                waiting |= dict.fromkeys(self._hand_in(acting, notes))
                continue
            for step in group:
                if not isinstance(step, Deed):
                    continue
                if step.closing:
                    count_many(unit, book, list(waiting))
                    waiting = {}
                waiting |= dict.fromkeys(step.do(acting) or ())
                self.made.deeds += 1
        count_many(unit, book, list(waiting))

    def _hand_in(self, acting: Acting, notes: Sequence[Note]) -> Iterable[str]:
        """Complete and save one colleague's records; what has to be counted."""
        provider = notes[0].provider
        known = known_of(acting.unit.connection, COUNTY, [note.posted for note in notes])
        posted = [
            self._photographed(acting.unit, self._complete(acting.book, note, provider, known))
            for note in notes
        ]
        kept = save_many(acting.unit, acting.catalogue, acting.book, posted, provider, known=known)
        for one, answer in zip(posted, kept, strict=True):
            if answer.item.outcome is not Outcome.SAVED:
                self.made.refused.append((one.kind, answer.item.say))
                continue
            self.sent[answer.item.id] = one
            self.made.records += 1
            yield answer.item.id
            if answer.case:
                yield answer.case

    def _complete(self, book: Book, note: Note, provider: str, known: Known) -> RecordInput:
        """The record with every question answered that its contracts ask."""
        posted = note.posted
        day = posted.dates.get("service") or min(posted.dates.values())
        held = [e for a in posted.attendances for e in known.enrolments.get(a.person, ())]
        contracts = may_count_in(book, posted.kind, day, provider, posted.site, held)
        key = posted.kind, tuple(terms.contract.key for terms in contracts)
        if key not in self.questions:
            asked = forms_for(self.station.catalogue, book, posted.kind, contracts)
            self.questions[key] = questions_of(asked)
        draw = self.chance.of("answers", posted.id)
        return msgspec.structs.replace(
            posted, fields=filled(self.questions[key], posted.fields, day, draw)
        )

    def _photographed(self, unit: Unit, posted: RecordInput) -> RecordInput:
        """The record with its photos, which have arrived before it."""
        evidence, photos = photographed(self.chance, self.timeline, posted)
        for content in photos:
            write_down(unit, self.station.files, make_ready(self.station.files, COUNTY, content))
        return msgspec.structs.replace(posted, evidence=evidence)


def _chunks(steps: Sequence[Note | Deed]) -> Iterable[Sequence[Note | Deed]]:
    """Whole evenings, until there are enough for one transaction."""
    chunk: list[Note | Deed] = []
    for _, group in groupby(steps, key=lambda step: step.at):
        chunk += group
        if len(chunk) >= TOGETHER:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
