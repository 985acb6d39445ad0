"""How fast a phone's work is taken in: a batch of fifty visits over HTTP, beside bare inserts."""

from time import perf_counter
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import insert, select

from core.field.rows import RECEIPT
from core.store import new_id, reading, unit_of_work
from tests.bench.measuring import Ratio, Wait
from tests.bench.writing import Rows, copies_of, rows_left
from tests.county import NOON, WORKER
from tests.field.phone import HOST, Phone
from tests.web.test_worker_pages import answered
from tests.web.worker_station import AT, WorkerStation
from web.app import create_app
from web.settings import Settings

VISITS, TURNS = 50, 6


def syncing(county: WorkerStation) -> list[Ratio | Wait]:
    """Batches of fifty forms, as the outbox sends them, and the same rows inserted, fifty a commit.

    What the batch does more: it reads and checks fifty forms, decides for every contract, moves the
    sums, and says of each what it counts for.
    """
    settings = Settings(demo=True, secure_cookies=False, web_key=b"k" * 32, fixed_now=AT)
    with TestClient(create_app(county.county.station, settings), base_url=f"http://{HOST}") as web:
        web.cookies.set("yizhan", county.token("luomin"), domain=HOST)
        phone = Phone(web)
        assert phone.look().status_code == 200
        forms = _forms(phone, county)
        _sent(phone, forms)
        left = rows_of(county, _sent(phone, forms)[0])
        turns = []
        for turn in range(TURNS):
            batch = [_fresh(form) for form in forms]
            begun = perf_counter()
            _sent(phone, batch)
            ours = perf_counter() - begun
            copies = copies_of(left, VISITS, turn)
            begun = perf_counter()
            _bare(county, copies)
            turns.append((ours, perf_counter() - begun))
    taken = sorted(ours for ours, _ in turns)[TURNS // 2]
    ratios = sorted(floor / ours for ours, floor in turns)
    print(f"  {VISITS} visits over HTTP in {taken * 1000:.0f} ms", flush=True)
    return [
        Wait(label=f"a batch of {VISITS} visits is acknowledged", seconds=taken, most=10),
        Ratio(
            label=f"{VISITS}-visit sync over HTTP / bare insert, {VISITS} a commit",
            value=ratios[TURNS // 2],
            bar=0.2,
            goal=0.3,
            more_is_better=True,
        ),
    ]


def _forms(phone: Phone, county: WorkerStation) -> list[dict[str, Any]]:
    """One filled form, for fifty people in turn."""
    people = list(county.people.values())
    html = phone.client.get(f"/record?kind=home_visit&person={people[0]}").text
    form = answered(html, **{"record.evidence": "photo"})
    form.pop("_csrf")
    return [form | {"record.person": people[n % len(people)]} for n in range(VISITS)]


def _fresh(form: dict[str, Any]) -> dict[str, Any]:
    return form | {"record.id": new_id()}


def _sent(phone: Phone, forms: list[dict[str, Any]]) -> list[str]:
    items = [phone.item("form", fields=[*map(list, _fresh(form).items())]) for form in forms]
    answers = phone.send(*items)
    assert {one["outcome"] for one in answers} == {"saved"}, answers[0]
    return [one["id"] for one in answers]


def rows_of(county: WorkerStation, uuid: str) -> Rows:
    """Every row that one visit of a batch left, its receipt too."""
    with reading(county.county.station.engine) as connection:
        rows = rows_left(connection, uuid)
        mine = connection.execute(select(RECEIPT).where(RECEIPT.c.record == uuid)).mappings()
        return rows | {RECEIPT: [dict(row) for row in mine]}


def _bare(county: WorkerStation, copies: list[Rows]) -> None:
    engine = county.county.station.engine
    with unit_of_work(engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        for table in copies[0]:
            unit.connection.execute(insert(table), [row for one in copies for row in one[table]])
