"""One scheduler process of several, for tests: it reads the time from a file and does what is due."""

import os
import random
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from core.calendar.slots import Every
from core.jobs.job import CatchUp, House, Job
from core.jobs.running import run_due
from core.store import open_engine, unit_of_work
from core.store.jobs import slot_text
from core.trust.secrets import new_keys, sealer_from

START = datetime(2026, 6, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STOP = "stop"
#: How often a process kills itself between effect and commit, where it hurts most.
WORST_MOMENT = 0.02


def effect(unit, book, slot, seen):
    """One row for each time that the job is done; nothing in the table keeps it from doubling."""
    unit.connection.execute(
        text("INSERT INTO effect (turn, slot, process) VALUES (:turn, :slot, :process)"),
        {"turn": time.time_ns(), "slot": slot_text(slot), "process": os.getpid()},
    )
    if random.random() < WORST_MOMENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return "做了"


EACH = Job(
    key="each", label="每分钟", hint="", when=Every(minutes=1), catch_up=CatchUp.EACH, do=effect
)


def a_house(engine):
    """A house of one database, with no rulebook."""

    def work(*, actor, at, county):
        return unit_of_work(engine, actor=actor, at=at, county=county)

    return House(
        engine=engine,
        county="yanshi",
        sealer=sealer_from(new_keys("test")),
        book=lambda connection: None,
        work=work,
    )


def run(url: str, clock: Path) -> None:
    """Do what is due, until the clock's file says stop or somebody kills this process."""
    engine = open_engine(url)
    house = a_house(engine)
    while (now := clock.read_text()) != STOP:
        if now:
            run_due(house, [EACH], datetime.fromisoformat(now))
        time.sleep(0.008)
    engine.dispose()
