"""Doing what is due: which slot comes next by the policy of its job, and doing it exactly once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.calendar import OFFICIAL, Calendar, business_day
from core.calendar.slots import by_working_days, latest_slot, slots_between
from core.jobs.job import CLOCK, CatchUp, House, Job
from core.notices.events import JOB_FAILED, Notice
from core.notices.telling import notify
from core.notices.who import holders
from core.places.working_days import calendar_of
from core.store import Actor, Unit, reading
from core.store.jobs import (
    claim,
    claim_by_hand,
    last_slot,
    note_done,
    note_failure,
    slot_text,
    take_turn,
    turns,
)

#: After so many failures in a row the administrators are told.
TELL_AFTER = 3
#: A job that has never run begins with a slot that is not older than this, else with the next one.
FRESH = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """One slot of one job: what was done in it, or (``failed``) why it was not."""

    job: str
    slot: datetime
    did: str
    failed: bool = False


def due_slot(
    job: Job, last: datetime | None, at: datetime, calendar: Calendar = OFFICIAL
) -> datetime | None:
    """The slot that is to be done next at this instant; none when nothing is due.

    ``last`` is the last slot that was done, ``calendar`` the working days of the county. A clock that went back makes nothing due.
    """
    if last is not None and job.catch_up is CatchUp.EACH:
        return next(slots_between(job.when, last, at, calendar), None)
    latest = latest_slot(job.when, at, calendar)
    if latest is None or (last is not None and latest <= last):
        return None
    if last is None and at - latest > FRESH:
        return None
    if job.catch_up is CatchUp.NONE and at - latest > job.grace:
        return None
    return latest


def run_due(house: House, jobs: Iterable[Job], at: datetime) -> list[Done]:
    """Do everything that is due at this instant, in however many processes at once.

    A job that fails is noted and tried again after a pause; it holds up no other one.
    """
    found = []
    for job in jobs:
        while (done := run_next(house, job, at)) is not None:
            found.append(done)
            if done.failed:
                break
    return found


def run_next(house: House, job: Job, at: datetime) -> Done | None:
    """Do the next slot of a job that is due; none when there is none, or another process has it."""
    with reading(house.engine) as connection:
        last = last_slot(connection, house.county, job.key)
        own = by_working_days(job.when)
        calendar = calendar_of(connection, house.county) if own else OFFICIAL
        slot = due_slot(job, last, at, calendar)
        if slot is None or not job.waits(connection, house.county, at):
            return None
        turn = turns(connection, house.county).get(job.key)
    if turn and turn.again_at and at < turn.again_at:
        return None
    try:
        did = _in_slot(house, job, slot, last, at)
    except Exception as error:  # whatever it is: the other jobs go on, and people see it
        said = _sentence(error)
        with house.work(actor=CLOCK, at=at, county=house.county) as unit:
            if note_failure(unit, job.key, said) == TELL_AFTER:
                _tell(unit, job)
        return Done(job=job.key, slot=slot, did=said, failed=True)
    return None if did is None else Done(job=job.key, slot=slot, did=did)


def run_by_hand(house: House, job: Job, actor: Actor, at: datetime) -> str:
    """Do a job now because somebody asked for it; the slots of the clock stay as they are."""
    if job.apart is not None:
        did = job.apart(house, at, at)
        with house.work(actor=actor, at=at, county=house.county) as unit:
            note_done(unit, job.key, claim_by_hand(unit, job.key), did)
        return did
    assert job.do is not None
    with reading(house.engine) as connection:
        seen = job.look(house, connection, at, at)
    with house.work(actor=actor, at=at, county=house.county) as unit:
        text = claim_by_hand(unit, job.key)
        did = job.do(unit, house.book(unit.connection), at, seen)
        note_done(unit, job.key, text, did)
    return did


def _in_slot(
    house: House, job: Job, slot: datetime, last: datetime | None, at: datetime
) -> str | None:
    if job.apart is not None:
        return _apart(house, job, slot, last, at)
    assert job.do is not None
    with reading(house.engine) as connection:
        seen = job.look(house, connection, slot, at)
    with house.work(actor=CLOCK, at=at, county=house.county) as unit:
        if not claim(unit, job.key, slot, after=last):
            return None
        did = job.do(unit, house.book(unit.connection), slot, seen)
        note_done(unit, job.key, slot_text(slot), did)
    return did


def _apart(
    house: House, job: Job, slot: datetime, last: datetime | None, at: datetime
) -> str | None:
    assert job.apart is not None
    with house.work(actor=CLOCK, at=at, county=house.county) as unit:
        if last_slot(unit.connection, unit.county, job.key) != last:
            return None
        if not take_turn(unit, job.key, at + job.busy):
            return None
    did = job.apart(house, slot, at)
    with house.work(actor=CLOCK, at=at, county=house.county) as unit:
        if not claim(unit, job.key, slot, after=last):
            return None
        note_done(unit, job.key, slot_text(slot), did)
    return did


def _tell(unit: Unit, job: Job) -> None:
    day = business_day(unit.at)
    notice = Notice(
        event=JOB_FAILED, subject=job.key, slot=day.isoformat(), number=TELL_AFTER,
        about=job.label, link="/jobs", place=unit.county,
    )  # fmt: skip
    notify(unit, notice, holders(unit.connection, unit.county, JOB_FAILED.roles, day))


def _sentence(error: Exception) -> str:
    """What went wrong, without anybody's words: our own refusals say it, others give their name."""
    say = getattr(error, "say", "")
    return say if isinstance(say, str) and say else f"程序出错（{type(error).__name__}）"
