"""Amounts and quantities of accounts as cells: fen become yuan, what adds up is added up."""

from collections.abc import Iterable
from decimal import Decimal

from core.plugin.drawn import Align, Cell, Value
from core.plugin.papers import PaymentOnPaper, PricedOnPaper


def quantity_and_amount(line: PricedOnPaper | None) -> tuple[Value | Cell, Cell]:
    """What was served at a price in one month, and what it comes to; nothing is nought."""
    return (line.quantity, yuan(line.amount)) if line else (0, yuan(0))


def sum_of(payments: Iterable[PaymentOnPaper], price: PricedOnPaper) -> tuple[Cell, Cell]:
    """The same over all months."""
    own = [line for one in payments for line in one.lines if line.key == price.key]
    return (
        Cell(value=quantity_of(own), strong=True, align=Align.RIGHT),
        yuan(sum(line.amount for line in own), strong=True),
    )


def quantity_of(lines: Iterable[PricedOnPaper]) -> Value:
    """The sum of quantities; shares of months are added by nobody here."""
    numbers = [line.quantity for line in lines]
    whole = [one for one in numbers if isinstance(one, Decimal)]
    return sum(whole, Decimal(0)) if len(whole) == len(numbers) else ""


def total(one: PaymentOnPaper) -> int:
    """What a month comes to, in fen."""
    return sum(line.amount for line in one.lines)


def yuan(fen: int, *, strong: bool = False) -> Cell:
    """An amount in fen as yuan."""
    return Cell(value=Decimal(fen) / 100, money=True, strong=strong, align=Align.RIGHT)
