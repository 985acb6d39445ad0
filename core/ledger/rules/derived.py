"""Lines over lines: a closed list of operators, acyclic and shallow."""

from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, Decimal

from core.ledger.rules.verdicts import Verdict
from core.packages.schema import Derived

PLACES = Decimal("0.01")


def _ratio(a: Decimal, b: Decimal) -> Decimal | None:
    return (a / b).quantize(PLACES, rounding=ROUND_DOWN) if b else None


def _values(verdicts: list[Verdict]) -> list[Decimal]:
    return [verdict.value for verdict in verdicts]


def total(verdicts: list[Verdict]) -> Decimal | None:
    """合计: the sum of the lines."""
    return sum(_values(verdicts), Decimal(0))


def ratio(verdicts: list[Verdict]) -> Decimal | None:
    """比值: the first line over the second; nothing when the second is zero."""
    first, second = _values(verdicts)[:2]
    return _ratio(first, second)


def share(verdicts: list[Verdict]) -> Decimal | None:
    """占比: the first line in percent of all of them."""
    values = _values(verdicts)
    return _ratio(values[0] * 100, sum(values, Decimal(0)))


def remaining(verdicts: list[Verdict]) -> Decimal | None:
    """剩余: what is still missing to the goals."""
    return sum((verdict.shortfall for verdict in verdicts), Decimal(0))


def units_that_fit(verdicts: list[Verdict]) -> Decimal | None:
    """可容纳数: how many whole times the second line fits into the first."""
    first, second = _values(verdicts)[:2]
    return Decimal(first // second) if second else None


def expected(verdicts: list[Verdict]) -> Decimal | None:
    """截至当日应完成: the even share of the goals up to the day."""
    return sum((verdict.expected or Decimal(0) for verdict in verdicts), Decimal(0))


def how_many_met(verdicts: list[Verdict]) -> Decimal | None:
    """达标条数."""
    return Decimal(sum(1 for verdict in verdicts if verdict.met))


def all_met(verdicts: list[Verdict]) -> Decimal | None:
    """全部达标: 1 when every line is met, else 0."""
    return Decimal(int(all(verdict.met for verdict in verdicts)))


OPERATORS: Mapping[str, Callable[[list[Verdict]], Decimal | None]] = {
    "total": total,
    "ratio": ratio,
    "share": share,
    "remaining": remaining,
    "units_that_fit": units_that_fit,
    "expected": expected,
    "how_many_met": how_many_met,
    "all_met": all_met,
}


def derive(row: Derived, verdicts: Mapping[str, Verdict]) -> Decimal | None:
    """The value of a derived line; None when it divides by nothing."""
    return OPERATORS[row.op]([verdicts[key] for key in row.of])
