"""Eight threads with one id: one row each time, one of them saved, the others told the same."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from core.activities.rows import RECORD
from core.field.rows import CONFLICT, RECEIPT
from core.store import new_id
from core.store.audit import verify as verify_audit
from tests.field.phone import Phone, phone_of
from tests.field.test_sending import a_visit
from tests.web.worker_station import WorkerStation

THREADS = 8
LONG = int(os.environ.get("YIZHAN_RACES", "1000"))


def race(station: WorkerStation, ids: int) -> None:
    """Each id is sent by eight threads at the same moment, every third one with other content too."""
    template = a_visit(station)
    with phone_of(station) as phone, ThreadPoolExecutor(THREADS) as pool:
        for number in range(ids):
            one = msgspec.structs.replace(template, id=new_id(), evidence=())
            other = msgspec.structs.replace(one, minutes=99)
            sent = [other if number % 3 == 0 and n % 2 else one for n in range(THREADS)]
            items = [phone.record(posted) for posted in sent]
            ready = threading.Barrier(THREADS)
            found = list(pool.map(lambda item, at=ready: _at_once(phone, item, at), items))
            assert found.count("saved") == 1, found
            told = {"saved", "again", "conflict"} if number % 3 == 0 else {"saved", "again"}
            assert set(found) <= told
    _one_each(station, ids)


def _at_once(phone: Phone, item: Any, ready: threading.Barrier) -> str:
    ready.wait()
    return str(phone.send(item)[0]["outcome"])


def _one_each(station: WorkerStation, ids: int) -> None:
    with station.county.station.engine.connect() as connection:
        rows = connection.execute(select(RECORD.c.uuid)).scalars().all()
        assert len(rows) == len(set(rows)) == ids
        for table in (RECEIPT, CONFLICT):
            doubled = select(table.c.record).group_by(table.c.record, table.c.digest)
            assert connection.execute(doubled.having(func.count() > 1)).all() == []
        waiting = connection.execute(select(func.count()).select_from(CONFLICT)).scalar_one()
        assert waiting == -(-ids // 3)
        assert list(verify_audit(connection)) == []


def test_eight_threads_with_one_id_make_one_row_each_time(station):
    race(station, ids=12)


@pytest.mark.slow
def test_eight_threads_with_one_id_a_thousand_times(station):
    race(station, ids=LONG)
