"""Everybody sends: each at their moment, records first, photos after; what was made, and how it went."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from core.store import new_id
from tests.field.phone import pairs
from tests.load.phones import Phone
from tests.load.pictures import SIZE, another_photo
from tests.load.workers import PASSWORD, Worker
from tests.web.test_worker_pages import answered
from tests.web.worker_station import AT


@dataclass(frozen=True, kw_only=True, slots=True)
class Evening:
    """How much comes in. ``seconds`` is over what time the workers arrive."""

    photos: int = 3
    size: tuple[int, int] = SIZE
    seconds: float = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What one worker made: record → its photos. ``waited`` are seconds until they were answered."""

    made: dict[str, list[str]]
    waited: float
    came_later: int


def come_home(
    address: str, workers: Sequence[Worker], evening: Evening
) -> tuple[list[Sent], float]:
    """All of it over HTTP; what everybody sent, and the seconds from the first to the last answer."""
    host = address.removeprefix("http://")
    form = _form(host, workers[0])
    gap = evening.seconds / len(workers)
    begun = time.perf_counter()

    def one(n: int) -> Sent:
        time.sleep(max(0.0, begun + n * gap - time.perf_counter()))
        return _sync(host, workers[n], n, form, evening)

    with ThreadPoolExecutor(len(workers)) as everybody:
        sent = list(everybody.map(one, range(len(workers))))
    return sent, time.perf_counter() - begun


def _form(host: str, worker: Worker) -> dict[str, str]:
    """The form of a visit as it was filled in on the way: every required question answered."""
    phone = Phone(host, "10.255.255.1")
    phone.sign_in(worker.login, PASSWORD)
    status, _, page = phone.ask("GET", f"/record?kind=home_visit&person={worker.people[0]}")
    phone.close()
    assert status == 200, page[:400]
    form = answered(page.decode())
    return {name: value for name, value in form.items() if not name.startswith("record.file.")}


def _sync(host: str, worker: Worker, n: int, form: dict[str, str], evening: Evening) -> Sent:
    photos = {
        person: [another_photo(evening.size) for _ in range(evening.photos)]
        for person in worker.people
    }
    phone = Phone(host, f"10.0.{n // 250}.{n % 250 + 1}")
    phone.sign_in(worker.login, PASSWORD)
    items = [
        _item(form, worker, seq, person, [one.sha256 for one in photos[person]])
        for seq, person in enumerate(worker.people)
    ]
    waited, answers = phone.send(items)
    assert {one["outcome"] for one in answers} == {"saved"}, answers
    for many in photos.values():
        for one in many:
            phone.photo(one.sha256, one.content)
    phone.round()
    phone.close()
    made = {
        answer["id"]: [one.sha256 for one in photos[person]]
        for answer, person in zip(answers, worker.people, strict=True)
    }
    return Sent(made=made, waited=waited, came_later=phone.came_later)


def _item(
    form: dict[str, str], worker: Worker, seq: int, person: str, shas: list[str]
) -> dict[str, Any]:
    """One visit as the outbox keeps it."""
    own = {"record.id": new_id(), "record.person": person, "record.site": worker.village}
    fields = pairs(form | own) + [["record.file.photo", sha] for sha in shas]
    return {"seq": seq, "made_at": AT.isoformat(), "do": "form", "fields": fields}
