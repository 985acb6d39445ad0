"""Work at its hour, exactly once: one row for each job and slot, in the transaction of its effect."""

from datetime import datetime

from sqlalchemy import Column, String, Table, UniqueConstraint, insert, select

from core.store.tables import ID, Instant, metadata
from core.store.unit import Unit

JOB_RUN = Table(
    "job_run",
    metadata,
    Column("id", ID, primary_key=True),
    Column("county", String(80), nullable=False),
    Column("job", String(60), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("county", "job", "slot"),
)


def slot_of(at: datetime, minutes: int) -> str:
    """The stretch of so many minutes in which the instant lies, by its first minute in UTC."""
    length = minutes * 60
    first = int(at.timestamp()) // length * length
    return f"{first}/{length}"


def claim(unit: Unit, job: str, slot: str) -> bool:
    """Whether this transaction is the one that does the job in this slot.

    Writers of one county follow each other, so the look is as good as the constraint; the
    constraint stands behind it all the same. What is claimed and rolled back is free again.
    """
    ran = select(JOB_RUN.c.id).where(
        JOB_RUN.c.county == unit.county, JOB_RUN.c.job == job, JOB_RUN.c.slot == slot
    )
    if unit.connection.execute(ran).first() is not None:
        return False
    unit.connection.execute(
        insert(JOB_RUN).values(county=unit.county, job=job, slot=slot, at=unit.at)
    )
    return True
