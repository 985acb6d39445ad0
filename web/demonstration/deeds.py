"""Deeds: what is done beside recording: rosters, cases, acceptance, corrections, seals."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from core.ledger.book import Book
from core.plugin.catalogue import Catalogue
from core.recording import RecordInput
from core.store import Unit
from core.trust.secrets import Sealer
from web.demonstration.timeline import Timeline, instant


@dataclass(frozen=True, kw_only=True)
class Acting:
    """What a deed acts with; ``sent`` are the records as they were sent, by id."""

    unit: Unit
    book: Book
    catalogue: Catalogue
    sealer: Sealer
    accounts: dict[str, str]
    sent: dict[str, RecordInput]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One deed of one colleague at one instant."""

    at: datetime
    worker: str
    do: Callable[[Acting], object]


@dataclass(kw_only=True)
class Diary:
    """Collects deeds; those after the day of the demonstration are left out."""

    timeline: Timeline
    deeds: list[Deed] = field(default_factory=list)

    def on(
        self,
        day: date,
        worker: str,
        do: Callable[[Acting], object],
        *,
        hour: int = 10,
        early: bool = False,
    ) -> None:
        """Do something on that day; ``early`` allows days before the term."""
        if day <= self.timeline.last and (early or day >= self.timeline.start):
            self.deeds.append(Deed(at=instant(day, hour, 0), worker=worker, do=do))
