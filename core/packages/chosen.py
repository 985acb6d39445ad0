"""What a package chose: answers of its rules, rows that hold only under an answer, roundings."""

import math
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from core.packages.choices import RULES
from core.packages.schema import NOT_AGREED, Package


class Unsaid(Exception):
    """A rule is needed and the package does not set it; the message says so in Chinese."""


class Chosen(Protocol):
    """A row that may hold only when a choice has one answer."""

    @property
    def choice(self) -> str:
        """The id of the choice, or nothing: the row always holds."""

    @property
    def answer(self) -> str:
        """The answer under which it holds."""


AnyChosen = TypeVar("AnyChosen", bound=Chosen)


def answer_of(package: Package, rule: str, among: Iterable[str] | None = None) -> str:
    """The answer that sets a rule; ``among`` narrows to the choices that a row names.

    Raises ``Unsaid`` when none does: there is no silent default.
    """
    ids = None if among is None else set(among)
    for choice in package.choice:
        if choice.rule == rule and (ids is None or choice.id in ids):
            if choice.choose == NOT_AGREED:
                break
            return choice.choose
    answers = "；".join(RULES[rule].values())
    raise Unsaid(f"采购包没有选定计算口径“{rule}”。请在“选择”中选一个：{answers}。")


def said(package: Package, rule: str, among: Iterable[str] | None = None) -> str:
    """As ``answer_of``, and nothing where the package does not set the rule."""
    try:
        return answer_of(package, rule, among)
    except Unsaid:
        return ""


def holding(package: Package, rows: Iterable[AnyChosen]) -> tuple[AnyChosen, ...]:
    """The rows that hold under the answers chosen, in their own order."""
    chosen = {choice.id: choice.choose for choice in package.choice}
    return tuple(row for row in rows if not row.choice or chosen.get(row.choice) == row.answer)


def _half_up(value: Fraction) -> int:
    return math.floor(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1)


#: How a number becomes whole; 舍去 and 进一 work away from the sign, as on paper.
MODES: Mapping[str, Callable[[Fraction], int]] = {
    "half_up": _half_up,
    "half_even": round,
    "up": lambda value: math.ceil(abs(value)) * (1 if value >= 0 else -1),
    "down": math.trunc,
}


def rounded(package: Package, stage: str, value: Fraction) -> Fraction:
    """The value after the rounding that the package declares at that stage; exact without one."""
    for row in holding(package, package.rounding):
        if row.stage == stage:
            unit = Fraction(1, 10) ** row.places
            return MODES[row.mode](value / unit) * unit
    return value


def exact(value: Decimal | int | Fraction) -> str:
    """A number as it is read: a finite decimal in full, a third as “90.333…（271/3）”."""
    number = Fraction(value)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        cut = Fraction(math.trunc(number * 1000), 1000)
        return f"{Decimal(cut.numerator) / Decimal(cut.denominator)}…（{number}）"
    shown = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
