"""What pages cost whose lines look at every person of a large roster: rates, gaps, each, states.

Ten thousand people stand on the roster of one contract; all of its lines are judged person by
person. Each page is held against the bare page, warm and right after a visit was saved.
"""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from shutil import copytree
from typing import Any

from tests.bench.boards import MANAGER, OFFICE, WORKER
from tests.bench.counties import CONFIG, OF_PEOPLE, ROUND, a_county, pages
from tests.bench.measuring import Ratio, Wait, once, side_by_side
from tests.web.worker_station import DAY, WorkerStation

LINES = Path(__file__).parent / "people_lines.toml"
OWN = ("home-visit", "home-visits", "gap", "covered", "each")
RECORDS, CROWD = 100_000, 10_000
#: How long a process may need to read ten thousand people and to judge each of their lines.
FIRST_LOOK = 6


def of_people(folder: Path) -> list[Ratio | Wait]:
    """The ratios of a county in which every line looks at each person."""
    config = Path(copytree(CONFIG, folder / "config"))
    package = config / "packages" / "jinshan-visits.toml"
    package.write_text(package.read_text() + LINES.read_text())
    with (
        a_county(folder, RECORDS, CROWD, config=config, visits=OWN) as county,
        pages(county) as ask,
    ):
        return _measured(county, ask)


def _measured(county: WorkerStation, ask: Callable[[str, str], Any]) -> list[Ratio | Wait]:
    small, people = county.county, cycle(county.people.values())
    board = f"/indicators?contract={OF_PEOPLE}"

    def save() -> None:
        small.record(small.posted("home_visit", DAY, next(people), evidence=["photo"]))

    def ratio(label: str, who: str, address: str, before: Any = None) -> Ratio:
        ours, floor = side_by_side(
            lambda: ask(who, address), lambda: ask(who, "/bare"), before=before
        )
        return Ratio(label=f"{label} / bare page", value=ours / floor, bar=30, goal=8)

    ask(OFFICE, "/bare")
    first = once(lambda: ask(OFFICE, "/overview"))
    return [
        Wait(label="first overview of lines by person", seconds=first, most=FIRST_LOOK),
        ratio("indicator page of lines by person", MANAGER, board),
        ratio("the same after a visit was saved", MANAGER, board, save),
        ratio("overview after a visit was saved, lines by person", OFFICE, "/overview", save),
        ratio(f"today page of {ROUND} people with longest gaps", WORKER, "/today"),
        *(
            ratio(
                f"people of the line “{line}”",
                MANAGER,
                f"/indicators/{OF_PEOPLE}/{line}?tab=people",
            )
            for line in ("home-visit", "gap", "covered", "each")
        ),
    ]
