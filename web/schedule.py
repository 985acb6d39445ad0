"""The clock: what wakes the jobs of ``core.jobs``, in a process of its own or beside the pages.

The scheduler is only a heartbeat: each job has one of its own, so that a long one holds up no other,
and what is due is found from the database each time. However many processes beat, each slot is done
by exactly one of them, since the slot's row is written with its effect.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from core.jobs.every import jobs_of
from core.jobs.job import CLOCK, Care, House, Job
from core.jobs.running import Done, run_due
from core.notices.addresses import read_mail
from core.station import Station
from web.clock import Clock
from web.clock import clock as clock_on_the_wall
from web.scanning import look_again
from web.settings import Settings

LOG = logging.getLogger("yizhan.schedule")
#: Seconds between two looks at whether something is due.
BEAT = 15


def house_of(station: Station, settings: Settings) -> House:
    """What the jobs of this installation work with."""
    return House(
        engine=station.engine,
        county=station.county,
        sealer=station.sealer,
        book=station.book,
        work=station.work,
        files=station.files,
        care=Care(
            warn_working_days=settings.warn_working_days,
            attempts_kept_days=settings.attempts_kept_days,
            backups=settings.backups,
            backups_kept=settings.backups_kept,
            address=settings.address,
        ),
        mail=read_mail(settings.mail),
    )


def tick(house: House, at: datetime, jobs: Iterable[Job] | None = None) -> list[Done]:
    """Do everything that is due at this instant."""
    return run_due(house, jobs_of(house) if jobs is None else jobs, at)


def _look(station: Station, clock: Clock) -> None:
    """Photos that wait for the scanner are shown to it; a look that fails is made good by the next."""
    try:
        look_again(station, CLOCK, clock())
    except Exception as error:
        LOG.error("scanner: %s", type(error).__name__)


def _beat(house: House, job: Job, clock: Clock) -> None:
    """One look at one job. Where even the failure could not be written, the next beat tries again."""
    try:
        for done in run_due(house, [job], clock()):
            LOG.log(
                logging.WARNING if done.failed else logging.INFO,
                "%s %s: %s",
                done.job,
                done.slot.isoformat(),
                done.did,
            )
    except Exception as error:
        LOG.error("%s: %s", job.key, type(error).__name__)


def scheduler(station: Station, settings: Settings, clock: Clock) -> Any:
    """The heartbeats of every job, not yet started; a late beat is made up in one.

    They begin by the wall's clock, as the scheduler reads it: it would make up every beat since an
    earlier instant one by one. ``clock`` says what day it is to the jobs.
    """
    made, house = BackgroundScheduler(timezone="UTC"), house_of(station, settings)
    begins = clock_on_the_wall()()

    def beats(key: str, what: Callable[..., None], *args: Any) -> None:
        made.add_job(
            what,
            "interval",
            seconds=BEAT,
            args=(*args, clock),
            id=key,
            next_run_time=begins,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    for job in jobs_of(house):
        beats(job.key, _beat, house, job)
    if station.scanner is not None:
        beats("scanner", _look, station)
    return made
