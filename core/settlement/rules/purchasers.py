"""Several purchasers 采购人分担: each has a statement of its own part, and the parts add up to the fen."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from core.packages.chosen import exact
from core.packages.schema import Package, Share
from core.settlement.rules.money import whole_fen, yuan
from core.settlement.rules.results import Statement, StatementLine


def shared(package: Package, statement: Statement) -> Mapping[str, Statement]:
    """Purchaser → its own statement: of every line its percentage, rounded as the package declares.

    Who pays the remainder takes whatever rounding has left, line by line, so that each line and the
    total are paid once and to the fen. Empty where the package names no shares.
    """
    rest = [row for row in package.share if row.remainder]
    own: dict[str, list[StatementLine]] = {row.key: [] for row in package.share}
    missing: dict[str, list[str]] = {row.key: [] for row in package.share}
    for line in statement.lines:
        paid = 0
        for row in package.share:
            if row.remainder:
                continue
            exactly = Fraction(line.amount) * Fraction(row.percent or 0) / 100
            amount, lacking = whole_fen(package, "amount", exactly, f"{line.label}（{row.label}）")
            say = f"{row.label}付 {yuan(line.amount)} × {exact(row.percent or 0)}% = {yuan(amount)}"
            own[row.key].append(_part(line, amount, say))
            missing[row.key] += [lacking] if lacking else []
            paid += amount
        for row in rest:
            left = line.amount - paid
            say = f"{row.label}付其余：{yuan(line.amount)} − {yuan(paid)} = {yuan(left)}"
            own[row.key].append(_part(line, left, say))
    for row in rest:
        missing[row.key] = [one for found in missing.values() for one in found]
    return {
        row.key: _statement(statement, row, own[row.key], missing[row.key]) for row in package.share
    }


def _part(line: StatementLine, amount: int, say: str) -> StatementLine:
    return replace(line, amount=amount, say=f"{line.say}；{say}")


def _statement(
    whole: Statement, row: Share, lines: Iterable[StatementLine], missing: Iterable[str]
) -> Statement:
    return replace(
        whole,
        lines=tuple(lines),
        notes=(f"本表只列“{row.label}”应付的部分", *whole.notes),
        missing=(*whole.missing, *dict.fromkeys(missing)),
    )
