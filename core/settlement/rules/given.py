"""What a settlement is given: what was served, and what was found to be falsified."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Served:
    """Something served that may be paid: a person in a month, a unit of a line, an item.

    ``quantity`` is in the line's unit, whole minutes where the price is for minutes. ``tier`` is the
    person's on the day of service, ``identity`` the categories. ``days`` of ``month_days`` on the
    roster matter where part months are shared by days. ``agreed``: approved and the agreement signed
    by the day of service. ``sources`` are the ids of the records or entries behind it.
    """

    sources: tuple[str, ...]
    line: str = ""
    item: str = ""
    person: str = ""
    month: str = ""
    tier: str = ""
    identity: frozenset[str] = frozenset()
    quantity: Decimal = Decimal(1)
    days: int | None = None
    month_days: int | None = None
    approved: bool = False
    agreed: bool = False
    reached: bool = True
    self_paid: bool = False


@dataclass(frozen=True, kw_only=True)
class Falsified:
    """A person whose service of a month was falsified 弄虚作假: that month's fee is not paid.

    ``month`` is filled in only when that month is already sealed; ``fee`` is then what the person
    was settled at in that month, in fen, and ``percent`` what that month's grade paid.
    """

    person: str
    reason: str
    sources: tuple[str, ...] = ()
    month: str = ""
    fee: int | None = None
    percent: Decimal | None = None
