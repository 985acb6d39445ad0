"""``make load``: three hundred workers come home within ten minutes and send; is anything lost?

    make load                                    300 workers, 20 visits each, 3 photos a visit, SQLite
    make load ARGS="--postgres"                  the same on PostgreSQL
    make load ARGS="--minutes 2 --workers 60"    a smaller evening, as dense
    make load ARGS="--folder /dev/shm"           where database and photos stand meanwhile

Everything goes over HTTP to a process of its own, which serves as ``yizhan serve`` does. Exit code 1
when anything is lost or doubled, or when one worker in twenty waits longer than two seconds for the
answer to the records. Workers and server share this machine, and whatever else runs on it: its load
is printed beside the figures.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from core.trust.passwords import hashed
from tests.databases import drop, fresh_postgres_url, sqlite_url
from tests.load.asked import what_is_wrong
from tests.load.coming_home import Evening, Sent, come_home
from tests.load.house import a_house, in_its_own_process, peak_memory, processor_seconds
from tests.load.workers import PASSWORD, workers_of

#: Seconds within which nineteen workers of twenty have their answer.
MOST = 2.0


def _told(sent: Sequence[Sent], seconds: float, server: str, photos: int) -> float:
    """Print what was seen; gives the seconds that one worker in twenty waits at least."""
    waited = sorted(one.waited for one in sent)
    cuts = quantiles(waited, n=100, method="inclusive")
    records = sum(len(one.made) for one in sent)
    later = sum(one.came_later for one in sent)
    print(f"  {records:,} records and {photos:,} photos of {len(sent)} workers in {seconds:.0f} s")
    print(
        f"  {records / seconds:.1f} records/s, {photos / seconds:.1f} photos/s, told to come later {later} times"
    )
    print(
        f"  records answered: p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s, longest {waited[-1]:.2f} s"
    )
    print(f"  {server}; load of this machine {os.getloadavg()} on {os.cpu_count()} processors")
    return cuts[94]


def main() -> int:
    """Let them come home; 1 when something is lost or they wait too long."""
    parser = argparse.ArgumentParser(prog="make load")
    parser.add_argument("--workers", type=int, default=300)
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--photos", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--folder", default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        url = fresh_postgres_url() if given.postgres else sqlite_url(folder)
        with a_house(folder, url) as (station, environment):
            workers = workers_of(station, given.workers, given.visits, hashed(PASSWORD))
            print(f"  {given.workers} workers with {given.visits} people each", flush=True)
            with in_its_own_process(environment) as (address, process):
                evening = Evening(photos=given.photos, seconds=given.minutes * 60)
                before = processor_seconds(process)
                sent, seconds = come_home(address, workers, evening)
                spent = processor_seconds(process) - before
                server = f"the server: {spent:.0f} s of processor time, peak {peak_memory(process)}"
            made = {record: shas for one in sent for record, shas in one.made.items()}
            p95 = _told(sent, seconds, server, sum(map(len, made.values())))
            wrong = what_is_wrong(station, made)
        if given.postgres:
            drop(url)
    print(*(wrong or ["  lost: 0"]), sep="\n")
    late = p95 > MOST
    print(
        f"{'MISS' if late else 'ok  '} {p95:.2f} s  (at most {MOST:g} s)  p95 of the records' answers"
    )
    return 1 if wrong or late else 0


if __name__ == "__main__":
    raise SystemExit(main())
