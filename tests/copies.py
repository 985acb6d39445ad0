"""Databases in SQLite files that are made once in a process and copied for whoever needs one.

To make the tables takes a quarter of a second and to lay out the small county two; a copy takes
a hundredth. What one test writes into its copy, no other sees.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from core.station import Station, open_station
from core.store import open_engine
from core.store.migrations.running import all_tables
from core.trust.secrets import new_keys, sealer_from
from tests.county import County, lay_out
from tests.databases import sqlite_url

CONFIG = Path(__file__).resolve().parents[1] / "config"
#: The same for every station of a process: what was sealed before a copy was made opens in it.
SEALER = sealer_from(new_keys("test"))


def make_tables(url: str) -> None:
    """Every table of the house, whatever was imported so far, in an empty database."""
    engine = open_engine(url)
    all_tables().create_all(engine)
    engine.dispose()


def make_county(url: str) -> None:
    """The tables, the places and the contracts of the small county, in an empty database."""
    make_tables(url)
    station = station_on(url)
    lay_out(station)
    station.close()


def station_on(url: str, files: str = "") -> Station:
    """The small county's station on a database that has the tables."""
    return open_station(
        url, config=CONFIG, sealer=SEALER, county="yanshi", outside=False, files=files
    )


def copied(build: Callable[[str], object], folder: Path) -> str:
    """The address of a copy, in that folder, of the database that ``build`` makes.

    ``build`` is called once in a process, with the address of a file that is not there yet; it
    closes what it opens.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_made(build), folder / "yizhan.db")
    return sqlite_url(folder)


@contextmanager
def a_county(folder: Path) -> Iterator[County]:
    """A small county of its own, in that folder, with the six contracts of the five source texts."""
    station = station_on(copied(make_county, folder), str(folder / "files"))
    try:
        yield County(station=station, sealer=station.sealer)
    finally:
        station.close()


def a_folder() -> Path:
    """A folder that stays until the process ends."""
    return Path(tempfile.mkdtemp(dir=_kept()))


@cache
def _made(build: Callable[[str], object]) -> Path:
    folder = a_folder()
    build(sqlite_url(folder))
    return folder / "yizhan.db"


@cache
def _kept() -> str:
    folder = tempfile.mkdtemp(prefix="yizhan-copies-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
