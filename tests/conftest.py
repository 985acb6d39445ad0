"""Fixtures that every test may use: a small county, on SQLite and on PostgreSQL alike."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.station import Station, open_station
from core.store import metadata, open_engine
from core.trust import tables  # noqa: F401  (so that their tables are made too)
from core.trust.secrets import new_keys, sealer_from
from tests.county import County, lay_out
from tests.databases import drop, fresh_postgres_url, postgres_template, sqlite_url

CONFIG = Path(__file__).resolve().parents[1] / "config"


def _make_tables(url: str) -> None:
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with all tables; one test for each kind of database."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path)
        _make_tables(url)
        yield url
        return
    url = fresh_postgres_url(template=postgres_template("tables", _make_tables))
    yield url
    drop(url)


def _open(url: str, files: str = "") -> Station:
    return open_station(
        url,
        config=CONFIG,
        sealer=sealer_from(new_keys("test")),
        county="yanshi",
        outside=False,
        files=files,
    )


def make_county(url: str) -> None:
    """The tables, the places and the contracts of the small county, in an empty database."""
    _make_tables(url)
    station = _open(url)
    lay_out(station)
    station.close()


@pytest.fixture(scope="session")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the small county in it, made once for a process, to be copied."""
    folder = tmp_path_factory.mktemp("county")
    make_county(sqlite_url(folder))
    return folder / "yizhan.db"


def _counties(kind: str, folder: Path, county_file: Path) -> Iterator[County]:
    """A county of its own: a copy of the one that was made once."""
    if kind == "sqlite":
        shutil.copy(county_file, folder / "yizhan.db")
        url = sqlite_url(folder)
    else:
        url = fresh_postgres_url(template=postgres_template("county", make_county))
    station = _open(url, str(folder / "files"))
    yield County(station=station, sealer=station.sealer)
    station.close()
    if kind != "sqlite":
        drop(url)


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, tmp_path: Path, county_file: Path) -> Iterator[County]:
    """A small county with the six contracts of the five source texts."""
    yield from _counties(request.param, tmp_path, county_file)


@pytest.fixture(scope="module", params=BOTH)
def shared_county(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    county_file: Path,
) -> Iterator[County]:
    """The same, made once for a module whose tests each make people and cases of their own."""
    yield from _counties(request.param, tmp_path_factory.mktemp("shared"), county_file)


#: Pages, drafts, papers and notices say the same on both databases: the usual run asks them on
#: SQLite, the long one on both. The sweep of odd requests is the other way round, because
#: PostgreSQL refuses more.
PAGES = (
    "tests/web/",
    "tests/forms/",
    "tests/browser/",
    "tests/studio/",
    "tests/papers/",
    "tests/notices/",
)
SWEEP = "tests/web/test_any_request.py"
#: Each width and each county is walked through once in the usual run, every pair in the long one.
WALKS = "tests/browser/test_every_page.py"
USUAL_WALKS = ("[usual-390]", "[empty-1440]")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the long run what the other database says already."""
    for item in items:
        if item.nodeid.startswith(SWEEP):
            twice = "sqlite" in item.name
        elif item.nodeid.startswith(WALKS):
            twice = not item.name.endswith(USUAL_WALKS)
        else:
            twice = item.nodeid.startswith(PAGES) and "postgresql" in item.name
        if twice:
            item.add_marker(pytest.mark.slow)
