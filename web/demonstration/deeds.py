"""Deeds: what is done beside recording: rosters, cases, acceptance, corrections, seals."""

from collections.abc import Callable, Iterable
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


Do = Callable[[Acting], Iterable[str] | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One deed of one colleague at one instant.

    What ``do`` answers are ids of records that are still to be counted. A ``closing`` deed, such
    as a seal, wants everything before it to be counted.
    """

    at: datetime
    worker: str
    do: Do
    closing: bool = False


@dataclass(kw_only=True)
class Diary:
    """Collects deeds; those after the day of the demonstration are left out."""

    timeline: Timeline
    deeds: list[Deed] = field(default_factory=list)

    def on(
        self,
        day: date,
        worker: str,
        do: Do,
        *,
        hour: int = 10,
        closing: bool = False,
    ) -> None:
        """Do something on that day, at that hour."""
        if self.timeline.has_been(day):
            at = instant(day, hour, 0)
            self.deeds.append(Deed(at=at, worker=worker, do=do, closing=closing))
