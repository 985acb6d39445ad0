"""A laboratory: a county with two more contracts that hold every line that is easily miscounted.

It is built once for each kind of database; every scene happens in a transaction of its own that
is taken back at the end.
"""

import pytest

from core.packages.publish import put_shelf
from core.packages.shelf import load_shelf
from core.store import unit_of_work
from tests.copies import copied, make_county, station_on
from tests.county import NOON, WORKER, County
from tests.databases import drop, fresh_postgres_url, postgres_template
from tests.ledger.scene import LAB, Laboratory


def make_laboratory(url):
    """The small county with the two contracts of the laboratory, in an empty database."""
    make_county(url)
    station = station_on(url)
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        put_shelf(unit, load_shelf(LAB, station.catalogue))
    station.close()


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def laboratory(request, tmp_path_factory):
    """The laboratory on one kind of database."""
    if request.param == "sqlite":
        url = copied(make_laboratory, tmp_path_factory.mktemp("lab"))
    else:
        url = fresh_postgres_url(template=postgres_template("laboratory", make_laboratory))
    station = station_on(url)
    yield Laboratory(County(station=station, sealer=station.sealer))
    station.close()
    if request.param == "postgresql":
        drop(url)


@pytest.fixture
def scene(laboratory):
    """One scene of the laboratory: whatever happens in it is taken back."""
    with laboratory.scene() as scene:
        yield scene
