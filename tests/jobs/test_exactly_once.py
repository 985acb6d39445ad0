"""Four scheduler processes, killed at random: every slot's effect once, none missing."""

import multiprocessing
import random
import time

import pytest
from sqlalchemy import text

from core.store import open_engine
from core.store.jobs import slot_text
from tests.jobs.racing import MINUTE, START, STOP, run

PROCESSES = 4
#: So long without any slot done: something hangs.
SECONDS = 180
SMALL = 100
#: Forked from one server that has loaded everything: real processes that start in no time.
STARTED = multiprocessing.get_context("forkserver")


def _tell(clock, now: str) -> None:
    """Whole or not at all: a process never reads half an instant."""
    beside = clock.with_suffix(".new")
    beside.write_text(now)
    beside.replace(clock)


def race(url, folder, slots: int, kills: int) -> tuple[list[str], int]:
    """Let the time run over so many slots; the effects in order, and how many processes died."""
    clock, chance = folder / "clock", random.Random(slots)
    _tell(clock, "")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE effect (turn BIGINT, slot TEXT, process INTEGER)"))
    STARTED.set_forkserver_preload(["tests.jobs.racing"])

    def start():
        process = STARTED.Process(target=run, args=(url, clock), daemon=True)
        process.start()
        return process

    def done() -> list[str]:
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT slot FROM effect ORDER BY turn"))
            return list(rows.scalars())

    def until(enough) -> None:
        known, since = 0, time.monotonic()
        while not enough():
            if (number := len(done())) > known:
                known, since = number, time.monotonic()
            assert time.monotonic() < since + SECONDS, f"{known} of {slots}, and no more comes"
            tend()
            time.sleep(0.03)

    died = 0

    def tend() -> None:
        nonlocal died
        for place, process in enumerate(running):
            if not process.is_alive():
                died += 1
                running[place] = start()

    running = [start() for _ in range(PROCESSES)]
    _tell(clock, START.isoformat())
    until(lambda: len(done()) == 1)
    at, when = 0, sorted(chance.sample(range(1, slots), kills))
    while at < slots - 1:
        before, at = at, min(slots - 1, at + chance.choice((1, 1, 2, 5)))
        _tell(clock, (START + at * MINUTE).isoformat())
        while when and before < when[0] <= at:
            running[chance.randrange(PROCESSES)].kill()
            when.pop(0)
        tend()
        time.sleep(chance.random() * 0.02)
    until(lambda: len(done()) >= slots)
    _tell(clock, STOP)
    for process in running:
        process.join(SECONDS)
    found = done()
    engine.dispose()
    return found, died


def expected(slots: int) -> list[str]:
    return [slot_text(START + number * MINUTE) for number in range(slots)]


def test_a_hundred_slots_by_four_processes_that_are_killed_are_each_done_once(database, tmp_path):
    found, died = race(database, tmp_path, SMALL, kills=6)
    assert found == expected(SMALL), "each once, in their order"
    assert died >= 3, "the processes were really killed"


@pytest.mark.slow
def test_a_thousand_slots_by_four_processes_that_are_killed_are_each_done_once(database, tmp_path):
    found, died = race(database, tmp_path, 1000, kills=60)
    assert found == expected(1000)
    assert died >= 40
