"""Months folded into a year: the same lines added up, every month still to be opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.settlement.rules.results import Statement


@dataclass(frozen=True, kw_only=True)
class FoldedLine:
    """One line over several periods: fen in all and by period, in the order given."""

    key: str
    label: str
    amount: int
    by_period: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Folded:
    """Several statements of one contract as one; ``payable`` in fen, nothing while one is open."""

    contract: str
    lines: tuple[FoldedLine, ...]
    statements: tuple[Statement, ...]
    payable: int | None
    missing: tuple[str, ...]


def fold(statements: Iterable[Statement]) -> Folded:
    """Add up the statements of one contract; raises ``ValueError`` for two of one period."""
    given = tuple(statements)
    periods = [one.period for one in given]
    if len(set(periods)) != len(periods):
        raise ValueError("同一期的结算表只能合计一次。")
    if len({one.contract for one in given}) > 1:
        raise ValueError("只能合计同一合同的结算表。")
    labels: dict[str, str] = {}
    amounts: dict[str, list[tuple[str, int]]] = {}
    for one in given:
        for line in one.lines:
            labels.setdefault(line.key, line.label)
            amounts.setdefault(line.key, []).append((one.period, line.amount))
    missing = tuple(f"{one.period}：{text}" for one in given for text in one.missing)
    return Folded(
        contract=given[0].contract if given else "",
        lines=tuple(
            FoldedLine(
                key=key,
                label=labels[key],
                amount=sum(amount for _, amount in found),
                by_period=tuple(found),
            )
            for key, found in amounts.items()
        ),
        statements=given,
        payable=None if missing else sum(one.total for one in given),
        missing=missing,
    )
