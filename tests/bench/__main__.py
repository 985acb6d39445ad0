"""``make bench``: the first bars of the project's goals, as ratios in one run.

    make bench                     100,000 and 1,000,000 records
    make bench N=10000000          100,000 and ten million
    make bench ARGS="--only records"     only the pages of a county's numbers and the write
    make bench ARGS="--only people"      only lines that look at each of 10,000 people
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
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from core.activities.rows import RECORD
from core.ledger.tallied import tallies_of
from core.store import reading
from tests.bench.boards import of_boards
from tests.bench.by_people import of_people
from tests.bench.counties import OF_EVENTS, a_county
from tests.bench.exporting import of_exports
from tests.bench.field import of_the_field
from tests.bench.importing import of_imports
from tests.bench.measuring import Ratio, Wait, p50
from tests.bench.packages import of_packages
from tests.bench.papers import of_papers
from tests.bench.photos import of_photos
from tests.bench.searching import of_search
from tests.bench.syncing import syncing
from tests.bench.week import a_week
from tests.bench.writing import writing
from tests.web.worker_station import WorkerStation
from web.memory import settle_memory

SMALL, LARGE = 100_000, 1_000_000
#: Records that are there when a phone sends its own.
PHONES = 5_000
#: People on the roster of a county as the goals mean it.
CROWD = 10_000


def live_queries(county: WorkerStation) -> None:
    """Forty lines × month, counted from the records themselves: what a page without sums does."""
    month = func.strftime("%Y-%m", RECORD.c.day)
    terms = county.county.station
    with reading(terms.engine) as connection:
        lines = terms.book(connection).terms[OF_EVENTS].lines[:40]
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
        tallies_of(connection, station.book(connection), [OF_EVENTS])


def measure(folder: Path, large: int) -> list[Ratio | Wait]:
    """All that is measured in two counties of different size in one run."""
    with a_county(folder, SMALL, CROWD) as little, a_county(folder, large, CROWD) as much:
        found = of_boards(little, much, f"{large:,} / at {SMALL:,}")
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
        "papers", "people",
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
        if arguments.only in ("", "people"):
            found += of_people(Path(folder))
        if arguments.only in ("", "records"):
            found += measure(Path(folder), arguments.activities)
    for one in found:
        print(one)
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
