"""Timing the same thing several times, and saying what a figure is held against."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """One line of the report: a ratio, its first bar, its goal, and whether more is better."""

    label: str
    value: float
    bar: float
    goal: float
    more_is_better: bool = False

    @property
    def holds(self) -> bool:
        """Whether the first bar is reached."""
        return self.value >= self.bar if self.more_is_better else self.value <= self.bar

    def __str__(self) -> str:
        sign = "≥" if self.more_is_better else "≤"
        verdict = "ok  " if self.holds else "MISS"
        return f"{verdict} {self.value:>10.2f}  (bar {sign} {self.bar:g}, goal {sign} {self.goal:g})  {self.label}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """One line of the report: how long somebody waits, in seconds, and how long at most."""

    label: str
    seconds: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether the wait is short enough."""
        return self.seconds <= self.most

    def __str__(self) -> str:
        verdict = "ok  " if self.holds else "MISS"
        return f"{verdict} {self.seconds:>8.2f} s  (at most {self.most:g} s)  {self.label}"


def wait(act: Callable[[], object], times: int = 3) -> float:
    """Median seconds of processor time, after one that does not count."""
    act()
    found = []
    for _ in range(times):
        begun = process_time()
        act()
        found.append(process_time() - begun)
    return median(found)


def p50(act: Callable[[], object], times: int = 30, warm: int = 3) -> float:
    """Median seconds of processor time of one call, after a few that do not count."""
    for _ in range(warm):
        act()
    found = []
    for _ in range(times):
        begun = process_time()
        act()
        found.append(process_time() - begun)
    return median(found)


def once(act: Callable[[], object]) -> float:
    """Seconds of processor time of what happens only once."""
    begun = process_time()
    act()
    return process_time() - begun


def side_by_side(
    one: Callable[[], object],
    other: Callable[[], object],
    times: int = 30,
    *,
    before: Callable[[], object] | None = None,
) -> tuple[float, float]:
    """Medians of two things measured in turn, so that a drifting machine hurts both alike.

    What is done ``before`` each turn is not measured.
    """
    for _ in range(3):
        one()
        other()
    firsts, seconds = [], []
    for _ in range(times):
        if before is not None:
            before()
        for act, found in ((one, firsts), (other, seconds)):
            begun = process_time()
            act()
            found.append(process_time() - begun)
    return median(firsts), median(seconds)


def rate(act: Callable[[int], object], number: int) -> float:
    """Calls per second by the clock on the wall: commits wait for the disk."""
    begun = perf_counter()
    for n in range(number):
        act(n)
    return number / (perf_counter() - begun)
