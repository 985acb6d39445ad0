"""Every page, in every state, at both widths: it fits, it can be read, it can be hit by a thumb."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.checks import chromium, problems
from tests.browser.county import a_station, fill_demonstration, fill_empty
from tests.browser.serving import served
from tests.browser.walk import WIDTHS, stops

pytestmark = pytest.mark.browser
FILLS = {"usual": fill_demonstration, "empty": fill_empty}


@pytest.fixture(scope="module", params=list(FILLS))
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a served county."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    with a_station(folder) as (station, app):
        FILLS[request.param](station, 0.1)
        with served(app) as base:
            yield base


@pytest.mark.parametrize("width", list(WIDTHS))
def test_every_page_fits_and_can_be_read(shown: str, width: str) -> None:
    found = []
    seen = 0
    with chromium() as browser:
        for stop in stops(browser, shown, WIDTHS[width]):
            seen += 1
            found += [f"{stop.role} {stop.name} {stop.state}: {say}" for say in problems(stop.page)]
    assert seen > 25
    assert not found, "\n".join(found)
