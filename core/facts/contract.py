"""A contract 合同 and how several contracts share one record."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Contract:
    """A procurement package put in force between a purchaser and a provider.

    ``payers`` are the agencies among which the price is shared, where there are several. ``price`` is
    the whole price in fen, ``bid_rate_percent`` the rate that was bid on base prices.
    """

    key: str
    title: str
    package: str
    package_version: int
    county: str
    purchaser: str
    provider: str
    start: date
    end: date
    sites: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    price: int | None = None
    bid_rate_percent: Decimal | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether the day lies in the term."""
        return self.start <= day <= self.end


class SharingMode(StrEnum):
    """What may happen to one record in several contracts."""

    EXCLUSIVE = "exclusive"
    SHARED = "shared"
    SHARED_PAID_ONCE = "shared_paid_once"


@dataclass(frozen=True, kw_only=True, slots=True)
class SharingGroup:
    """兼计 group: contract lines, their mode, and who comes first.

    ``members`` pairs a contract key with its line keys; an empty tuple means all of its lines.
    ``members`` stand in the agreed order. Contracts that share no group are exclusive (独占).
    """

    key: str
    mode: SharingMode
    members: tuple[tuple[str, tuple[str, ...]], ...]
    approved_by: tuple[str, ...] = ()
    clause: str = ""

    def covers(self, contract: str, line: str) -> bool:
        """Whether a line of a contract belongs to the group."""
        return any(key == contract and (not lines or line in lines) for key, lines in self.members)
