"""``make screenshots``: every page at 390 px and 1440 px, in each of its states, into screenshots/.

The demonstration county shows the usual, long and error states; a county in which nothing has
happened yet shows the empty ones.
"""

import shutil
import tempfile
from pathlib import Path

from tests.browser.checks import chromium, problems
from tests.browser.county import a_station, fill_demonstration, fill_empty
from tests.browser.serving import served
from tests.browser.walk import WIDTHS, stops

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
SCALE = 0.15


def main() -> None:
    """Take them all, and print what the checks say of each page."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    taken = wrong = 0
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for state, fill in (("", fill_demonstration), ("empty", fill_empty)):
            with a_station(Path(folder) / (state or "full")) as (station, app):
                fill(station, SCALE)
                with served(app) as base:
                    for width, size in WIDTHS.items():
                        for stop in stops(browser, base, size, state):
                            name = f"{width}-{stop.role}-{stop.name}-{stop.state}.png"
                            for problem in problems(stop.page):
                                wrong += 1
                                print(f"{name}: {problem}")
                            stop.page.screenshot(
                                path=str(FOLDER / name), full_page=True, caret="initial"
                            )
                            taken += 1
    print(f"{taken} screenshots in {FOLDER.name}/, {wrong} findings")


if __name__ == "__main__":
    main()
