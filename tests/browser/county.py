"""Stations for browser tests: the demonstration county, and one in which nothing has happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core.station import Station, open_station
from core.store.migrations import upgrade
from core.trust.secrets import new_keys, sealer_from
from core.trust.service import set_password
from tests.apps import app_of
from tests.browser.field_walk import PASSWORD
from tests.copies import a_county
from tests.databases import sqlite_url
from tests.web.worker_station import ADMIN, AT, WorkerStation, furnished
from web.demonstration import make_demonstration, make_empty_county
from web.settings import Settings

CONFIG = Path(__file__).resolve().parents[2] / "config"
DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


@contextmanager
def a_station(folder: Path) -> Iterator[tuple[Station, Any]]:
    """A station with an empty database in that folder, and its web application on a fixed day."""
    folder.mkdir(parents=True, exist_ok=True)
    station = open_station(
        sqlite_url(folder),
        config=CONFIG,
        sealer=sealer_from(new_keys("test")),
        county="yanshi",
        demo=True,
        outside=False,
    )
    upgrade(station.engine)
    settings = Settings(demo=True, secure_cookies=False, fixed_now=NOW, web_key=b"k" * 32)
    try:
        yield station, app_of(station, settings)
    finally:
        station.close()


def fill_demonstration(station: Station, scale: float) -> None:
    """The demonstration county as it is on the fixed day."""
    make_demonstration(station, station.sealer, DAY, scale=scale)


def fill_empty(station: Station, _scale: float) -> None:
    """Places, contracts and accounts, and nothing done yet."""
    make_empty_county(station, DAY)


@contextmanager
def a_workers_station(folder: Path) -> Iterator[WorkerStation]:
    """The small county of a worker's phone, in which 罗敏 has a password."""
    with a_county(folder) as county:
        found = furnished(county)
        account = found.accounts["luomin"].id
        who = {"actor": ADMIN, "at": AT, "county": "yanshi"}
        set_password(county.station.engine, **who, account=account, password=PASSWORD)
        yield found
