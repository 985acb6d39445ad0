"""Roster reviews: enrolments, tiers and assessments that will end before long."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select

from core.calendar import business_day
from core.calendar.slots import Daily
from core.facts import RosterState
from core.jobs.job import CatchUp, House, Job
from core.ledger.book import Book
from core.notices.events import ROSTER, Notice
from core.notices.telling import notify
from core.notices.who import holders
from core.packages.rows import CONTRACT, ENROLMENT, TIER_SPAN
from core.people.rows import ASSESSMENT
from core.store import Unit

#: Worker, contract, person: somebody of whom something ends.
Ending = tuple[str, str, int]


def ending(house: House, connection: Connection, slot: datetime, at: datetime) -> set[Ending]:
    """Of everybody on a roster: what ends from today on within the days of the setting."""
    day = business_day(at)
    last = day + timedelta(days=house.care.review_days)
    held = (
        select(ENROLMENT.c.worker, CONTRACT.c.key, ENROLMENT.c.person_id)
        .join(CONTRACT, CONTRACT.c.id == ENROLMENT.c.contract_id)
        .where(
            ENROLMENT.c.county == house.county,
            ENROLMENT.c.state == RosterState.APPROVED.value,
            CONTRACT.c.end >= day,
        )
    )
    found: set[Ending] = set()
    for wanted in (
        held.where(*_within(ENROLMENT.c.end, day, last)),
        held.join(TIER_SPAN, TIER_SPAN.c.enrolment_id == ENROLMENT.c.id).where(
            *_within(TIER_SPAN.c.end, day, last)
        ),
        held.join(ASSESSMENT, ASSESSMENT.c.person_id == ENROLMENT.c.person_id).where(
            *_within(ASSESSMENT.c.end, day, last)
        ),
    ):
        found |= {tuple(row) for row in connection.execute(wanted)}
    return found


def _within(column: Any, first: date, last: date) -> tuple[Any, ...]:
    return column.is_not(None), column >= first, column <= last


def ask_for_review(unit: Unit, book: Book, slot: datetime, seen: Iterable[Ending]) -> str:
    """Tell the responsible workers, and the managers of the contract's provider."""
    day, told = business_day(unit.at), 0
    by_worker: defaultdict[str, set[int]] = defaultdict(set)
    by_contract: defaultdict[str, set[int]] = defaultdict(set)
    for worker, contract, person in seen:
        by_worker[worker].add(person)
        by_contract[contract].add(person)
    week = f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"
    for worker, people in sorted(by_worker.items()):
        notice = Notice(event=ROSTER, subject=worker, slot=week, number=len(people), link="/people")
        told += notify(unit, notice, [worker] if worker else [])
    for contract, people in sorted(by_contract.items()):
        terms = book.terms.get(contract)
        if terms is None:
            continue
        provider = terms.contract.provider
        managers = holders(unit.connection, unit.county, ["manager"], day, agency=provider)
        notice = Notice(
            event=ROSTER, subject=contract, slot=week, number=len(people),
            about=terms.contract.title, link="/people", agency=provider,
        )  # fmt: skip
        told += notify(unit, notice, managers)
    return f"{len({person for *_, person in seen})} 人快到期，告知 {told} 人次"


ROSTER_REVIEWS = Job(
    key="rosters",
    label="名册复核",
    hint="每天看名册、等级和评估，一个月内要到期的，每周提醒一次复核。",
    when=Daily(at=time(8, 30), working_days=True),
    catch_up=CatchUp.LATEST,
    look=ending,
    do=ask_for_review,
)
