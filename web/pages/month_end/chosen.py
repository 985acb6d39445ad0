"""Which contract and which month somebody looks at, as far as they may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.facts import Period, PeriodKind
from core.ledger.book import Book
from core.month_end.checklist import month_of
from core.month_end.gathering import gather
from core.month_end.loading import sealed_since
from core.packages.terms import Terms
from core.store.errors import Missing
from web.desk import Desk
from web.pages.indicators.asked import address
from web.pages.indicators.seen import NOT_FOUND, contracts_seen

NO_MONTH = "这份合同没有这个月。"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A month of a contract; ``sealed`` says when each month of it was sealed."""

    terms: Terms
    month: Period
    sealed: Mapping[str, datetime]

    @property
    def contract(self) -> str:
        """The contract's key."""
        return self.terms.contract.key

    @property
    def name(self) -> str:
        """2026 年 2 月."""
        return month_name(self.month)

    @property
    def path(self) -> str:
        """Below this address lies everything about the month."""
        return f"/month-end/{self.contract}/{self.month.key}"

    @property
    def back(self) -> str:
        """The page of the month."""
        return self.at()

    @property
    def first_open(self) -> tuple[str, str]:
        """The month whose turn it is to be handed in, if it is another one: name and address."""
        turn = _next(self.terms, self.sealed)
        if turn is None or turn.key in self.sealed or turn.key == self.month.key:
            return "", ""
        return month_name(turn), address("/month-end", contract=self.contract, month=turn.key)

    def at(self, **more: str) -> str:
        """The page of the month, with more that is asked for."""
        return address("/month-end", contract=self.contract, month=self.month.key, **more)

    def checklist(self, connection: Connection, station: Any, desk: Desk) -> Any:
        """What is not done of it today."""
        book = station.book(connection)
        return gather(connection, station.catalogue, book, self.contract, self.month, desk.day)


def month_name(month: Period) -> str:
    """2026 年 2 月."""
    return f"{month.start.year} 年 {month.start.month} 月"


def chosen(
    desk: Desk,
    connection: Connection,
    book: Book,
    contract: str,
    month: str,
    action: str = "month.see",
) -> Chosen:
    """The month that is asked for; without one, the first that is still to be handed in.

    Raises ``Missing`` for a contract out of reach and for a month that it does not have.
    """
    if contract not in contracts_seen(desk, book, action):
        raise Missing(NOT_FOUND)
    terms = book.terms[contract]
    sealed = sealed_since(connection, book, contract)
    found = month_of(terms, month) if month else _next(terms, sealed)
    if found is None:
        raise Missing(NO_MONTH)
    return Chosen(terms=terms.on(found.end), month=found, sealed=sealed)


def _next(terms: Terms, sealed: Mapping[str, datetime]) -> Period | None:
    months = terms.periods(PeriodKind.MONTH)
    return next((one for one in months if one.key not in sealed), months[-1])
