"""Work at its hour: what the clock does by itself, while the house serves or when cron asks for it.

Schedules stand here in code, nothing of them in the database but the rows ``job_run`` of what was
done: however many processes tick in one slot, exactly one of them has the effect. A tick that was
missed is made good by the next, since the state says what is due.
"""

import logging
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler

from core.matters.escalating import anything_due, escalate
from core.station import Station
from core.store import Actor, reading, slot_of
from web.clock import Clock
from web.scanning import look_again

LOG = logging.getLogger("yizhan.schedule")
CLOCK = Actor(id="system", name="系统", role="machine")
#: Minutes of one slot: an unanswered incident is told to the next office this much late at most.
MINUTES = 5


def tick(station: Station, at: datetime) -> int:
    """Do everything that is due at this instant; how many matters were told to the next office.

    Nothing is written while nothing is due. Photos that wait for the scanner are shown to it.
    """
    look_again(station, CLOCK, at)
    with reading(station.engine) as connection:
        if not anything_due(connection, station.county, at):
            return 0
    with station.work(actor=CLOCK, at=at, county=station.county) as unit:
        return len(escalate(unit, station.book(unit.connection), slot_of(at, MINUTES)))


def _safely(station: Station, clock: Clock) -> None:
    """A tick that fails is tried again by the next one; it is logged without anybody's words."""
    try:
        tick(station, clock())
    except Exception as error:
        LOG.error("tick failed: %s", type(error).__name__)


def scheduler(station: Station, clock: Clock) -> BackgroundScheduler:
    """The scheduler of the serving process, not yet started; late ticks are made up in one."""
    made = BackgroundScheduler(timezone="UTC")
    made.add_job(
        _safely,
        "interval",
        minutes=MINUTES,
        args=(station, clock),
        next_run_time=clock(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    return made
