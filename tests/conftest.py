"""Fixtures that every test may use: a small county, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from core.trust import passwords
from tests.copies import a_county, copied, make_county, make_tables, station_on
from tests.county import County
from tests.databases import drop, fresh_postgres_url, postgres_template

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", autouse=True)
def hasher() -> Iterator[PasswordHasher]:
    """Passwords cost a test next to nothing; gives the hasher of real stations."""
    with pytest.MonkeyPatch.context() as patch:
        real = passwords._HASHER
        easy = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "_HASHER", easy)
        yield real


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with all tables; one test for each kind of database."""
    if request.param == "sqlite":
        yield copied(make_tables, tmp_path)
        return
    url = fresh_postgres_url(template=postgres_template("tables", make_tables))
    yield url
    drop(url)


def _counties(kind: str, folder: Path) -> Iterator[County]:
    """A county of its own: a copy of the one that was made once."""
    if kind == "sqlite":
        with a_county(folder) as county:
            yield county
        return
    url = fresh_postgres_url(template=postgres_template("county", make_county))
    station = station_on(url, str(folder / "files"))
    yield County(station=station, sealer=station.sealer)
    station.close()
    drop(url)


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[County]:
    """A small county with the six contracts of the five source texts."""
    yield from _counties(request.param, tmp_path)


@pytest.fixture(scope="module", params=BOTH)
def shared_county(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[County]:
    """The same, made once for a module whose tests each make people and cases of their own."""
    yield from _counties(request.param, tmp_path_factory.mktemp("shared"))


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
#: What takes longest begins first, so that no worker waits for one of these at the end.
LONGEST = (SWEEP, "tests/prose/test_readme.py", WALKS, "tests/browser/", "tests/cli/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the long run what the other database says already; put what takes longest first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    for item in items:
        if item.nodeid.startswith(SWEEP):
            twice = "sqlite" in item.name
        elif item.nodeid.startswith(WALKS):
            twice = not item.name.endswith(USUAL_WALKS)
        else:
            twice = item.nodeid.startswith(PAGES) and "postgresql" in item.name
        if twice:
            item.add_marker(pytest.mark.slow)
