"""Work at its hour, exactly once: one row for each job and slot, in the transaction of its effect.

``job_run`` says what was done; ``job_turn`` who is at a long job just now, and how often a job has
failed in a row. A slot is written as its instant in UTC, so that slots sort as their texts do.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)

from core.store.ids import new_id
from core.store.tables import ID, Instant, metadata
from core.store.unit import Unit

#: ``by`` is empty for the clock, else the account that asked for it; ``did`` is a sentence.
JOB_RUN = Table(
    "job_run",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("job", String(60), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(80), nullable=False),
    Column("did", String(400), nullable=False),
    UniqueConstraint("county", "job", "slot"),
    Index("ix_job_run_latest", "county", "job", "at"),
)

JOB_TURN = Table(
    "job_turn",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("job", String(60), nullable=False),
    Column("busy_until", Instant, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("again_at", Instant, nullable=True),
    Column("failed_at", Instant, nullable=True),
    Column("said", String(200), nullable=False),
    UniqueConstraint("county", "job"),
)

LONGEST_DID = 400
#: Minutes until the next try after the first failure; doubled each time, up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 1, 60
#: What a slot by hand begins with.
BY_HAND = "+"


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """How a job is getting on: busy until, failures in a row, when it is tried again."""

    job: str
    busy_until: datetime | None
    tries: int
    again_at: datetime | None
    failed_at: datetime | None
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One time that a job was done: for which slot (none: by hand), when, by whom, and what."""

    job: str
    slot: datetime | None
    at: datetime
    by: str
    did: str


def slot_text(slot: datetime) -> str:
    """A slot as it is kept: its instant in UTC."""
    return slot.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instant(slot: str) -> datetime:
    return datetime.strptime(slot, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def last_slot(connection: Connection, county: str, job: str) -> datetime | None:
    """The last slot of the clock that was done; none before the first."""
    found = connection.execute(
        select(JOB_RUN.c.slot)
        .where(JOB_RUN.c.county == county, JOB_RUN.c.job == job, JOB_RUN.c.by == "")
        .order_by(JOB_RUN.c.slot.desc())
        .limit(1)
    ).scalar()
    return _instant(found) if found else None


def claim(unit: Unit, job: str, slot: datetime, *, after: datetime | None) -> bool:
    """Whether this transaction is the one that does the job in this slot.

    ``after`` is the last slot that was known when this one was chosen: where another process has
    done one since, nothing is claimed, so that no slot is done twice, or past one that was left out.
    Writers of one county follow each other, so the look is as good as the unique constraint that
    stands behind it. What is claimed and rolled back is free again.
    """
    if last_slot(unit.connection, unit.county, job) != after:
        return False
    _write(unit, job, slot_text(slot))
    return True


def claim_by_hand(unit: Unit, job: str) -> str:
    """A slot of its own for what somebody asked for beside the clock; the slot's text."""
    slot = f"{BY_HAND}{new_id()}"
    _write(unit, job, slot)
    return slot


def _write(unit: Unit, job: str, slot: str) -> None:
    by = unit.actor.id if slot.startswith(BY_HAND) else ""
    values = {"county": unit.county, "job": job, "slot": slot, "at": unit.at, "by": by, "did": ""}
    unit.connection.execute(insert(JOB_RUN).values(**values))


def note_done(unit: Unit, job: str, slot: str, did: str) -> None:
    """Write down what was done in a slot that this transaction has claimed, and audit it."""
    did = did[:LONGEST_DID]
    unit.connection.execute(
        update(JOB_RUN)
        .where(JOB_RUN.c.county == unit.county, JOB_RUN.c.job == job, JOB_RUN.c.slot == slot)
        .values(did=did)
    )
    _turn(unit, job, busy_until=None, tries=0, again_at=None)
    unit.audit("job.run", "job", job, content={"slot": slot, "did": did}, reason=did)


def take_turn(unit: Unit, job: str, until: datetime) -> bool:
    """Whether this process may begin a long job: nobody else is at it. Gone by itself at ``until``."""
    now = turns(unit.connection, unit.county).get(job)
    if now and now.busy_until and now.busy_until > unit.at:
        return False
    _turn(unit, job, busy_until=until)
    return True


def note_failure(unit: Unit, job: str, said: str) -> int:
    """The job failed: it is tried again after a pause that grows; how many failures in a row."""
    now = turns(unit.connection, unit.county).get(job)
    tries = (now.tries if now else 0) + 1
    pause = timedelta(minutes=min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE))
    _turn(
        unit,
        job,
        busy_until=None,
        tries=tries,
        again_at=unit.at + pause,
        failed_at=unit.at,
        said=said[:200],
    )
    unit.audit("job.failed", "job", job, content={"tries": tries}, reason=said[:200])
    return tries


def _turn(unit: Unit, job: str, **values: object) -> None:
    mine = JOB_TURN.c.county == unit.county, JOB_TURN.c.job == job
    if unit.connection.execute(update(JOB_TURN).where(*mine).values(**values)).rowcount:
        return
    first = {"county": unit.county, "job": job, "tries": 0, "said": "", **values}
    unit.connection.execute(insert(JOB_TURN).values(**first))


def turns(connection: Connection, county: str) -> dict[str, Turn]:
    """How every job is getting on, by its key."""
    rows = connection.execute(select(JOB_TURN).where(JOB_TURN.c.county == county))
    return {row.job: Turn(**{name: getattr(row, name) for name in Turn.__slots__}) for row in rows}


def runs_of(connection: Connection, county: str, job: str, limit: int) -> list[Run]:
    """The last times that a job was done, latest first, by hand or by the clock."""
    rows = connection.execute(
        select(JOB_RUN)
        .where(JOB_RUN.c.county == county, JOB_RUN.c.job == job)
        .order_by(JOB_RUN.c.at.desc(), JOB_RUN.c.id.desc())
        .limit(limit)
    )
    return [
        Run(
            job=row.job,
            slot=None if row.slot.startswith(BY_HAND) else _instant(row.slot),
            at=row.at,
            by=row.by,
            did=row.did,
        )
        for row in rows
    ]
