"""A laboratory: a county with two more contracts that hold every line that is easily miscounted.

It is built once for each kind of database; every scene happens in a transaction of its own that
is taken back at the end.
"""

import pytest

from core.packages.publish import put_shelf
from core.packages.shelf import load_shelf
from core.station import open_station
from core.store import metadata, open_engine, unit_of_work
from core.trust.secrets import new_keys, sealer_from
from tests.conftest import CONFIG
from tests.county import NOON, WORKER, lay_out
from tests.databases import drop, fresh_postgres_url, sqlite_url
from tests.ledger.scene import LAB, Laboratory


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def laboratory(request, tmp_path_factory):
    """The laboratory on one kind of database."""
    on_file = request.param == "sqlite"
    url = sqlite_url(tmp_path_factory.mktemp("lab")) if on_file else fresh_postgres_url()
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url,
        config=CONFIG,
        sealer=sealer_from(new_keys("test")),
        county="yanshi",
        outside=False,
    )
    county = lay_out(station)
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        put_shelf(unit, load_shelf(LAB, station.catalogue))
    yield Laboratory(county)
    station.close()
    if not on_file:
        drop(url)


@pytest.fixture
def scene(laboratory):
    """One scene of the laboratory: whatever happens in it is taken back."""
    with laboratory.scene() as scene:
        yield scene
