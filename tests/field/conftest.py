"""The worker's station, on both databases."""

import pytest

from tests.county import County
from tests.web.worker_station import WorkerStation, furnished


@pytest.fixture
def station(county: County) -> WorkerStation:
    return furnished(county, ("李秀英", "王长根", "周春梅"))
