"""Tallies 合计: sums of ledger entries, kept so that no page ever adds up records."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Sums of one line in one scope, site, period, booking month and facet.

    ``quantity`` adds up counted entries in the line's unit (minutes for hours); the other numbers
    count entries by what became of them; ``late`` counts counted entries past their deadline.
    """

    contract: str
    line: str
    scope: str
    site: str
    period: str
    booking: str
    facet: str = ""
    quantity: Decimal = Decimal(0)
    counted: int = 0
    refused: int = 0
    claimed: int = 0
    duplicate: int = 0
    overflow: int = 0
    late: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonTally:
    """What one person has in one line and period, where a person is judged."""

    contract: str
    line: str
    person: str
    period: str
    quantity: Decimal
