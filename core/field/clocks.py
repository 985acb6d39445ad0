"""The clocks of a record 三个时钟: what a phone's clock says, held against what the station knows.

The station knows two instants that no phone can move: when it gave the nonce that the record
carries (the record was not made before), and when it received the record (it was not made after).
A phone's clock may go a little wrong, and is then believed. Nothing is refused for its clock: the
record is kept and counted, and whoever checks it sees what the clocks say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: A clock may be so far ahead of the receipt, or behind the nonce; both hold two minutes of drift.
AHEAD = timedelta(minutes=5)
BEHIND = timedelta(minutes=2)


class Verdict(StrEnum):
    """What the clocks say of one item."""

    IN_WINDOW = "in_window"
    BEFORE_NONCE = "before_nonce"
    AHEAD = "ahead"
    NO_NONCE = "no_nonce"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clocks:
    """The verdict, and by how many whole seconds the phone's time lies outside; 0 within."""

    verdict: Verdict
    apart: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether the phone's time cannot be what it says."""
        return self.verdict in (Verdict.BEFORE_NONCE, Verdict.AHEAD)


def judge(made_at: datetime, received_at: datetime, nonce_at: datetime | None) -> Clocks:
    """Hold the phone's time against [nonce, receipt].

    Without a nonce only a time ahead of the receipt can be told.
    """
    if made_at - received_at > AHEAD:
        return Clocks(verdict=Verdict.AHEAD, apart=_seconds(made_at - received_at))
    if nonce_at is None:
        return Clocks(verdict=Verdict.NO_NONCE)
    if nonce_at - made_at > BEHIND:
        return Clocks(verdict=Verdict.BEFORE_NONCE, apart=_seconds(nonce_at - made_at))
    return Clocks(verdict=Verdict.IN_WINDOW)


def _seconds(apart: timedelta) -> int:
    return apart // timedelta(seconds=1)
