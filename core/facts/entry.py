"""A ledger entry 台账条目: one candidate of one line, counted or refused, with the reasons."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class EntryStatus(StrEnum):
    """What became of a candidate."""

    COUNTED = "counted"
    REFUSED = "refused"
    CLAIMED = "claimed"
    DUPLICATE = "duplicate"
    OVERFLOW = "overflow"
    PENDING = "pending"


class Reason(Struct, frozen=True, kw_only=True):
    """Why a candidate was refused: a stable code and one Chinese sentence with the values."""

    code: str
    say: str


class Entry(Struct, frozen=True, kw_only=True):
    """One candidate and its fate.

    ``unit`` is what counts once within ``scope`` (an instance such as ``term`` or ``2025-Q1``).
    ``source`` is the path of what was looked at: the record, then its attendance, class or item.
    ``quantity`` is in the line's own unit (场、人次、分 …); hours are whole minutes here.
    ``facet`` is the value that a coverage target tells apart; ``late`` marks a missed deadline.
    ``sign`` is -1 for an entry that takes an earlier one back.
    ``period`` is what the entry is evidence for; ``booking`` the settlement month it is booked in.
    """

    contract: str
    line: str
    scope: str
    unit: str
    source: tuple[str, ...]
    day: date
    period: str
    booking: str
    quantity: Decimal
    status: EntryStatus
    reasons: tuple[Reason, ...] = ()
    site: str = ""
    person: str | None = None
    paid: bool = True
    package_version: int = 1
    facet: str = ""
    late: bool = False
    sign: int = 1

    @property
    def record(self) -> str:
        """The id of the record that the entry came from."""
        return self.source[0]
