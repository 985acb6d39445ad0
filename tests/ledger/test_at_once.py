"""Many at once: eight processes, eight threads. Nothing is lost and nothing is counted twice."""

import multiprocessing
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from core.activities.rows import RECORD
from core.ledger.rows import ENTRY
from core.ledger.upkeep import rebuild, verify
from core.recording import record
from core.store import audit, new_id
from tests.ledger.crowd import send

PROCESSES = 8
SITE = "yanshi/tianchi/xianheguan"


@pytest.mark.parametrize("visits", [12, pytest.param(40, marks=pytest.mark.slow)])
def test_eight_processes_lose_and_double_nothing(county, visits):
    """Four ids of each process are also sent by another one; of one kind of record (a person newly
    employed counts once) all compete for the same few people."""
    people = [county.person(name=name, place=SITE) for name in ("王长根", "李秀英", "张有福")]
    for person in people:
        county.enrol(person, "jingdezhen", "general")

    def made(number):
        day = date(2026, 1, 5) + timedelta(days=number % 150)
        person = people[number % len(people)]
        if number % 5 == 0:
            posted = county.posted(
                "employment", day, person, site=SITE, evidence=["document"], id=new_id()
            )
        else:
            posted = county.posted("home_visit", day, person, site=SITE, evidence=["photo"])
        return county.filled(posted)

    shared = [made(number) for number in range(4 * PROCESSES)]
    batches = []
    for process in range(PROCESSES):
        own = [made(1000 * process + number) for number in range(visits - 8)]
        mine = shared[process * 4 : process * 4 + 4]
        theirs = shared[(process * 4 + 4) % len(shared) :][:4]
        batches.append([*own[:2], *mine, *own[2:], *theirs])
    assert all(len(batch) == visits for batch in batches)

    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    url = county.station.engine.url.render_as_string(hide_password=False)
    processes = [
        context.Process(target=send, args=(url, batch, f"worker{number}", answers))
        for number, batch in enumerate(batches)
    ]
    for process in processes:
        process.start()
    told = [answers.get(timeout=180) for _ in range(PROCESSES * visits)]
    for process in processes:
        process.join(timeout=60)
        assert process.exitcode == 0

    outcomes = Counter(outcome for _, outcome in told)
    ids = {one.id for batch in batches for one in batch}
    assert outcomes == {"saved": len(ids), "again": PROCESSES * visits - len(ids)}
    assert len(ids) == PROCESSES * visits - len(shared)
    with county.station.engine.connect() as connection:
        stored = set(connection.execute(select(RECORD.c.uuid)).scalars())
        assert stored == ids
        assert list(audit.verify(connection)) == []
    employed = [
        row[-1] for row in county.standing("xianheguan") if row[1] in employed_lines(county)
    ]
    assert employed.count("counted") == len(people) * len(employed_lines(county))
    with county.act() as (unit, book):
        assert verify(unit, book) == []
        assert rebuild(unit, book).differences == []


def employed_lines(county):
    """The lines of the contract that count employed people, each person once."""
    with county.act() as (_, book):
        return [line.key for line in book.terms["xianheguan"].by_kind["employment"]]


def test_eight_threads_with_one_id_make_one_record(county):
    person = county.person(name="王长根", place=SITE)
    posted = county.filled(county.posted("home_visit", date(2026, 6, 3), person, site=SITE))
    ready = threading.Barrier(8)
    answers = []

    def race():
        ready.wait()
        try:
            with county.act() as (unit, book):
                answers.append(record(unit, county.station.catalogue, book, posted, "qinghe").again)
        except Exception as error:
            answers.append(error)

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] + [True] * 7
    with county.station.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(RECORD)).scalar_one() == 1
        doubled = (
            select(ENTRY.c.line, ENTRY.c.scope, ENTRY.c.unit)
            .group_by(ENTRY.c.contract_id, ENTRY.c.line, ENTRY.c.scope, ENTRY.c.unit)
            .having(func.count() > 1)
        )
        assert connection.execute(doubled).all() == []
        assert list(audit.verify(connection)) == []
