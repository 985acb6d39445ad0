"""Whole fen: rounding where the package declares it, and amounts as they are read."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from core.packages.chosen import exact, rounded
from core.packages.schema import Package
from core.settlement.rules.results import StatementLine


def yuan(fen: int | Fraction) -> str:
    """An amount as it stands on a statement: 60,960.00 元."""
    if Fraction(fen).denominator != 1:
        return f"{exact(Fraction(fen) / 100)} 元"
    return f"{Decimal(int(fen)) / 100:,.2f} 元"


def whole_fen(package: Package, stage: str, fen: Fraction, label: str) -> tuple[int, str]:
    """The amount in whole fen, rounded as declared at that stage, and what is missing for it."""
    held = rounded(package, stage, fen / 100) * 100
    if held.denominator == 1:
        return int(held), ""
    missing = f"“{label}”为 {exact(fen / 100)} 元，不足一分的怎样处理没有写明，请在“取整”中写明。"
    return int(held), missing


def sum_of(lines: Iterable[StatementLine]) -> int:
    """The sum of lines, in fen."""
    return sum(line.amount for line in lines)
