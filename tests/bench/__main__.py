"""``make bench``: the first bars of the project's goals, as ratios in one run.

    make bench                     100,000 and 1,000,000 records
    make bench N=10000000          100,000 and ten million
    make bench ARGS="--only packages"    only what an officer of the studio waits for
    make bench ARGS="--only photos"      only what a photo costs
    make bench ARGS="--only week"        only what a week of visits and photos costs the server
    make bench ARGS="--only field"       only what a worker without a signal waits for
    make bench ARGS="--only import"      only a roster of 10,000 people
    make bench ARGS="--only export"      only lists of 100,000 and 500,000 rows
    make bench ARGS="--only search"      only finding one of 1,000,000 people
    make bench ARGS="--only papers"      only what a paper of fifty pages and a long ledger cost

Processor time of the whole request is what counts for pages; commits are timed by the clock on
the wall, because they wait for the disk. Exit code 1 when a first bar is missed.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from litestar import get
from litestar.testing import TestClient
from sqlalchemy import func, select

from core.activities.rows import RECORD
from core.ledger.tallied import tallies_of
from core.station import open_station
from core.store import metadata, open_engine, reading, unit_of_work
from core.trust.secrets import new_keys, sealer_from
from tests.bench.exporting import of_exports
from tests.bench.field import of_the_field
from tests.bench.filling import fill
from tests.bench.importing import of_imports
from tests.bench.measuring import Ratio, Wait, p50, side_by_side
from tests.bench.packages import of_packages
from tests.bench.papers import of_papers
from tests.bench.photos import of_photos
from tests.bench.searching import of_search
from tests.bench.syncing import syncing
from tests.bench.week import a_week
from tests.bench.writing import writing
from tests.county import NOON, WORKER, lay_out
from tests.web.worker_station import AT, WorkerStation, furnished
from web.app import create_app
from web.desk import Answer, page
from web.given import Desk
from web.memory import settle_memory
from web.settings import Settings

CONFIG = Path(__file__).resolve().parents[2] / "config"
SMALL, LARGE = 100_000, 1_000_000
#: Records that are there when a phone sends its own.
PHONES = 5_000
ROUND = 167
CONTRACT = "xianheguan"


@get("/bare", opt={"permission": "signed_in"}, sync_to_thread=True)
def bare(desk: Desk) -> Answer:
    """The frame of a page with one sentence in it: the floor of every page."""
    return page(desk, "layout.html")


@contextmanager
def a_county(folder: Path, number: int) -> Iterator[WorkerStation]:
    """A county with one round of people and so many records."""
    url = f"sqlite:///{folder}/{number}.db"
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url, config=CONFIG, sealer=sealer_from(new_keys("bench")), county="yanshi", outside=False
    )
    names = tuple(f"王{chr(0x4E00 + n * 7)}" for n in range(ROUND))
    found = furnished(lay_out(station), names)
    begun = perf_counter()
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        fill(unit.connection, found.county, list(found.people.values()), number)
    print(f"  {number:,} records filled in {perf_counter() - begun:.0f} s", flush=True)
    yield found
    station.close()


@contextmanager
def pages(county: WorkerStation) -> Iterator[Any]:
    """Requests of a signed-in manager and worker, in this process."""
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


def live_queries(county: WorkerStation) -> None:
    """Forty lines × month, counted from the records themselves: what a page without sums does."""
    month = func.strftime("%Y-%m", RECORD.c.day)
    terms = county.county.station
    with reading(terms.engine) as connection:
        lines = terms.book(connection).terms[CONTRACT].lines[:40]
        for line in lines:
            connection.execute(
                select(month, func.count())
                .where(RECORD.c.county == "yanshi", RECORD.c.kind.in_(sorted(line.kinds)))
                .where(RECORD.c.day.between(date(2026, 1, 1), date(2026, 12, 31)))
                .where(RECORD.c.void.is_(False))
                .group_by(month)
            ).all()


def our_call(county: WorkerStation) -> None:
    """The same numbers, for all of its lines, from the sums that are kept."""
    station = county.county.station
    with reading(station.engine) as connection:
        tallies_of(connection, station.book(connection), [CONTRACT])


def measure(folder: Path, large: int) -> list[Ratio]:
    """All ratios of one run."""
    found = []
    with a_county(folder, SMALL) as little, a_county(folder, large) as much:
        with pages(little) as ask_little, pages(much) as ask_much:
            address = f"/indicators?contract={CONTRACT}"
            few, many = side_by_side(
                lambda: ask_little("zhouqiming", address), lambda: ask_much("zhouqiming", address)
            )
            found.append(
                Ratio(
                    label=f"indicator page at {large:,} / at {SMALL:,} records",
                    value=many / few,
                    bar=1.3,
                    goal=1.1,
                )
            )
            ours, floor = side_by_side(
                lambda: ask_much("zhouqiming", address), lambda: ask_much("zhouqiming", "/bare")
            )
            found.append(
                Ratio(label="indicator page / bare page", value=ours / floor, bar=8, goal=4.5)
            )
            ours, floor = side_by_side(
                lambda: ask_much("luomin", "/today"), lambda: ask_much("luomin", "/bare")
            )
            found.append(
                Ratio(
                    label=f"today page of {ROUND} people / bare page",
                    value=ours / floor,
                    bar=7,
                    goal=4.2,
                )
            )
            latest = f"/indicators/live?contract={CONTRACT}&seen={10**12}"
            ours, floor = side_by_side(
                lambda: ask_much("zhouqiming", latest), lambda: ask_much("zhouqiming", "/bare")
            )
            found.append(
                Ratio(
                    label="asking whether a number is new / bare page",
                    value=ours / floor,
                    bar=1,
                    goal=0.5,
                )
            )
            ours, floor = side_by_side(
                lambda: ask_much("chenshuyuan", "/overview"),
                lambda: ask_much("chenshuyuan", "/bare"),
            )
            found.append(
                Ratio(label="overview again / bare page", value=ours / floor, bar=8, goal=4.5)
            )
        live = p50(lambda: live_queries(much), times=3, warm=1)
        ours = p50(lambda: our_call(much))
        print(f"  40 live queries {live * 1000:.0f} ms, our call {ours * 1000:.1f} ms", flush=True)
        found.append(
            Ratio(
                label=f"40 live queries / our data call at {large:,}",
                value=live / ours,
                bar=500,
                goal=3000,
                more_is_better=True,
            )
        )
        found.append(writing(much))
    return found


def main() -> int:
    """Measure and print; 1 when a first bar is missed."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--activities", type=int, default=LARGE)
    parts = (
        "", "packages", "photos", "records", "phones", "week", "field", "import", "export", "search",
        "papers",
    )  # fmt: skip
    parser.add_argument("--only", choices=parts, default="")
    arguments = parser.parse_args()
    found: list[Ratio | Wait] = []
    settle_memory()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.only in ("", "packages"):
            found += of_packages(Path(folder))
        if arguments.only in ("", "photos"):
            found += of_photos(Path(folder))
        if arguments.only in ("", "papers"):
            found += of_papers()
        if arguments.only in ("", "phones"):
            with a_county(Path(folder), PHONES) as county:
                found += syncing(county)
        if arguments.only in ("", "week"):
            found += a_week(Path(folder))
        if arguments.only in ("", "field"):
            found += of_the_field(Path(folder))
        if arguments.only in ("", "import"):
            found += of_imports(Path(folder))
        if arguments.only in ("", "export"):
            found += of_exports(Path(folder))
        if arguments.only in ("", "search"):
            found += of_search(Path(folder))
        if arguments.only in ("", "records"):
            found += measure(Path(folder), arguments.activities)
    for one in found:
        print(one)
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
