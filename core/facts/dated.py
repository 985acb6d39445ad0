"""A fact that holds from a day on, up to (and not including) another day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """Half-open: holds on ``start`` and no longer on ``end``; no end means still."""

    start: date
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the fact holds on that day."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the fact holds on any day from first to last, both included."""
        return self.start <= last and (self.end is None or first < self.end)


AnyDated = TypeVar("AnyDated", bound=Dated)


def on_day(spans: Iterable[AnyDated], day: date) -> tuple[AnyDated, ...]:
    """Those of the dated facts that hold on that day, in their own order."""
    return tuple(span for span in spans if span.holds_on(day))
