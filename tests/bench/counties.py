"""A county to ask pages of: ten thousand people on a roster, one worker's round, so many records."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from litestar import get
from litestar.testing import TestClient

from core.places.rows import place_by_key
from core.station import open_station
from core.store import metadata, new_id, open_engine, unit_of_work
from core.trust.secrets import new_keys, sealer_from
from tests.bench.filling import VISIT_LINES, fill
from tests.bench.rosters import a_crowd_on_the_roster, everybody
from tests.county import NOON, WORKER, lay_out
from tests.web.worker_station import AT, XIAOJIAN, WorkerStation, furnished
from web.app import create_app
from web.desk import Answer, page
from web.given import Desk
from web.settings import Settings

CONFIG = Path(__file__).resolve().parents[2] / "config"
#: People whom one worker visits.
ROUND = 167
#: The contract on whose roster everybody stands, and one that asks nothing of its people.
OF_PEOPLE, OF_EVENTS = "jinshan", "xianheguan"


@get("/bare", opt={"permission": "signed_in"}, sync_to_thread=True)
def bare(desk: Desk) -> Answer:
    """The frame of a page with one sentence in it: the floor of every page."""
    return page(desk, "layout.html")


@contextmanager
def a_county(
    folder: Path,
    number: int,
    crowd: int = 0,
    *,
    config: Path = CONFIG,
    visits: tuple[str, ...] = VISIT_LINES,
) -> Iterator[WorkerStation]:
    """A county with one worker's round of people, so many records, and a crowd on the roster.

    ``visits`` are the lines in which each visit counts.
    """
    url = f"sqlite:///{folder}/{new_id()}.db"
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url, config=config, sealer=sealer_from(new_keys("bench")), county="yanshi", outside=False
    )
    small = lay_out(station)
    begun = perf_counter()
    if crowd:
        with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
            village = place_by_key(unit.connection, XIAOJIAN)
            assert village is not None
            a_crowd_on_the_roster(unit.connection, village["id"], OF_PEOPLE, crowd)
    names = tuple(f"王{chr(0x4E00 + n * 7)}" for n in range(ROUND))
    found = furnished(small, names)
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        fill(unit.connection, found.county, everybody(unit.connection), number, visits=visits)
    told = f"  {number:,} records of {crowd + ROUND:,} people"
    print(f"{told} filled in {perf_counter() - begun:.0f} s", flush=True)
    yield found
    station.close()


@contextmanager
def pages(county: WorkerStation) -> Iterator[Any]:
    """Requests of a signed-in manager, a worker and the county's office, in this process."""
    settings = Settings(demo=True, secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
    app = create_app(county.county.station, settings, more=(bare,))
    with TestClient(app) as client:

        def ask(login: str, address: str) -> Any:
            cookies = {"yizhan": tokens[login]}
            answer = client.get(address, cookies=cookies, follow_redirects=False)
            assert answer.status_code in (200, 204), (address, answer.status_code)
            return answer

        tokens = {login: county.token(login) for login in ("luomin", "zhouqiming", "chenshuyuan")}
        yield ask
