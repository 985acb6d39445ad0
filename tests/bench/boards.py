"""What the pages of a large county's numbers cost, beside a bare page of the same station.

Ten thousand people stand on the roster of one contract. A process reads them once: the first page
is a wait of its own, and so is the first one after a change of the roster. Every other page is held
against the bare page, the one right after a visit was saved too: then all that was remembered of
that contract has to be looked at again.
"""

from collections.abc import Callable
from datetime import date
from itertools import cycle
from typing import Any

from tests.bench.counties import OF_EVENTS, OF_PEOPLE, ROUND, pages
from tests.bench.measuring import Ratio, Wait, once, side_by_side
from tests.web.worker_station import DAY, WorkerStation

MANAGER, WORKER, OFFICE = "zhouqiming", "luomin", "chenshuyuan"
#: How long a process may need to read ten thousand people and what was done for them.
FIRST_LOOK = 2


def of_boards(little: WorkerStation, much: WorkerStation, told: str) -> list[Ratio | Wait]:
    """The ratios of two counties; ``told`` says how many records they have."""
    board = f"/indicators?contract={OF_EVENTS}"
    with pages(little) as ask_little, pages(much) as ask_much:
        few, many = side_by_side(
            lambda: ask_little(MANAGER, board), lambda: ask_much(MANAGER, board)
        )
        again = Ratio(
            label=f"indicator page at {told} records", value=many / few, bar=1.3, goal=1.1
        )
        return [again, *_of_one(much, ask_much)]


def _of_one(county: WorkerStation, ask: Callable[[str, str], Any]) -> list[Ratio | Wait]:
    latest = f"/indicators/live?contract={OF_EVENTS}&seen={10**9 - 1}"
    everybody = f"/indicators?contract={OF_PEOPLE}"
    small, people = county.county, cycle(county.people.values())

    def save() -> None:
        small.record(small.posted("home_visit", DAY, next(people), evidence=["photo"]))

    ask(OFFICE, "/bare")
    first = once(lambda: ask(OFFICE, "/overview"))

    def ratio(
        label: str, who: str, address: str, bar: float, goal: float, before: Any = None
    ) -> Ratio:
        ours, floor = side_by_side(
            lambda: ask(who, address), lambda: ask(who, "/bare"), before=before
        )
        return Ratio(label=f"{label} / bare page", value=ours / floor, bar=bar, goal=goal)

    found = [
        ratio("indicator page", MANAGER, f"/indicators?contract={OF_EVENTS}", 8, 4.5),
        ratio("indicator page of a roster of 10,000", MANAGER, everybody, 8, 4.5),
        ratio("the same after a visit was saved", MANAGER, everybody, 8, 4.5, save),
        ratio(f"today page of {ROUND} people", WORKER, "/today", 7, 4.2),
        ratio("asking whether a number is new", MANAGER, latest, 1, 0.5),
        ratio("overview again", OFFICE, "/overview", 8, 4.5),
        ratio("overview after a visit was saved", OFFICE, "/overview", 8, 4.5, save),
    ]
    small.enrol(small.person("新来的"), OF_PEOPLE, "self_reliant", date(2026, 6, 1))
    changed = once(lambda: ask(MANAGER, everybody))
    return [
        Wait(label="the first overview of a process", seconds=first, most=FIRST_LOOK),
        Wait(label="indicator page after a change of the roster", seconds=changed, most=FIRST_LOOK),
        *found,
    ]
