"""Settle a period: priced lines, then the package's steps in their order, to the last fen."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.appraisal.rules import Appraisal
from core.packages.chosen import answer_of, exact, holding
from core.packages.schema import Package, SettleStep
from core.packages.terms import Terms
from core.settlement.rules.given import Falsified, Served
from core.settlement.rules.money import sum_of, whole_fen, yuan
from core.settlement.rules.priced import price_all
from core.settlement.rules.results import Statement, StatementLine
from core.settlement.rules.steps import STEPS, Around, Change


def settle(
    terms: Terms,
    served: Iterable[Served],
    appraisal: Appraisal | None,
    *,
    period: str,
    falsified: Iterable[Falsified] = (),
    bid_rate_percent: Decimal | None = None,
    paid_before: int = 0,
) -> Statement:
    """The statement of a contract for one period, in fen (002 （二） and 五(一)5).

    ``paid_before`` is what earlier statements of the term paid, in fen. The lines always add up to
    the total; ``payable`` is nothing while something is missing. Raises ``Unsaid`` where the package
    does not set a rule that is needed.
    """
    package = terms.package
    priced = price_all(package, served)
    around = Around(
        appraisal=appraisal,
        falsified=tuple(falsified),
        bid_rate_percent=None if bid_rate_percent is None else Fraction(bid_rate_percent),
        paid_before=paid_before,
        tiers=priced.tiers,
    )
    statement = Statement(
        contract=terms.contract.key,
        period=period,
        lines=priced.lines,
        not_paid=priced.not_paid,
        appraisal=appraisal,
        notes=priced.notes,
        missing=priced.missing,
    )
    fees = priced.fees
    rows = holding(package, package.settle)
    for row in rows:
        change = STEPS[row.op](row, statement.total, fees, around)
        statement = _with(package, statement, row, change)
        fees = fees if change.fees is None else change.fees
    for one in around.falsified:
        if one.month:
            statement = _found_later(package, statement, rows, one, around)
    statement = _rounded_off(package, statement)
    if statement.total < 0:
        over = yuan(-statement.total)
        note = f"应扣多于应付，差额 {over}，怎样处理请双方书面约定"
        statement = replace(statement, notes=(*statement.notes, note))
    return statement


def _with(package: Package, statement: Statement, row: SettleStep, change: Change) -> Statement:
    """The statement after one step; a step that changes nothing leaves no line."""
    notes = (*statement.notes, *change.notes)
    if change.missing:
        missing = (*statement.missing, f"{row.label}：{change.missing}")
        return replace(statement, notes=notes, missing=missing)
    total = statement.total
    if change.becomes is not None:
        amount, lacking = whole_fen(package, "amount", change.becomes, row.label)
        amount -= total
    else:
        amount, lacking = whole_fen(package, "amount", change.by or Fraction(0), row.label)
    missing = (*statement.missing, lacking) if lacking else statement.missing
    if not change.say:
        return replace(statement, notes=notes, missing=missing)
    line = StatementLine(
        key=f"settle.{row.key}",
        label=row.label,
        amount=amount,
        say=f"{change.say}，合计 {yuan(total + amount)}",
        clause=row.clause,
        people=change.people,
        sources=change.sources,
    )
    return replace(statement, lines=(*statement.lines, line), notes=notes, missing=missing)


def _found_later(
    package: Package,
    statement: Statement,
    rows: tuple[SettleStep, ...],
    one: Falsified,
    around: Around,
) -> Statement:
    """A sealed month is never touched: what it paid for the person is taken off now, or reopened."""
    step = next((n for n, row in enumerate(rows) if row.op == "falsified"), None)
    if step is None:
        return statement
    if answer_of(package, "found_later") == "reopen":
        note = f"{one.month} 的“{one.person}”弄虚作假：请重新结算 {one.month}，本期不冲减"
        return replace(statement, notes=(*statement.notes, note))
    after = [row.op for row in rows[step + 1 :]]
    paid, factors, lacking = Fraction(one.fee or 0), "", one.fee is None
    if "percent" in after:
        lacking = lacking or one.percent is None
        paid *= Fraction(one.percent or 0) / 100
        factors += f" × {exact(one.percent or 0)}%"
    if "bid_rate" in after:
        lacking = lacking or around.bid_rate_percent is None
        paid *= (around.bid_rate_percent or Fraction(0)) / 100
        factors += f" × {exact(around.bid_rate_percent or 0)}%"
    if lacking:
        said = f"“{one.person}”{one.month} 弄虚作假：请补上该月结算的服务费和拨付比例。"
        return replace(statement, missing=(*statement.missing, said))
    amount, cut = whole_fen(package, "amount", -paid, rows[step].label)
    line = StatementLine(
        key=f"settle.{rows[step].key}.{one.month}.{one.person}",
        label=f"冲减 {one.month}",
        amount=amount,
        say=(
            f"冲减 {one.month} 已付“{one.person}”的服务费：{yuan(one.fee or 0)}{factors} = {yuan(-amount)}"
            f"（{one.reason}）"
        ),
        clause=rows[step].clause,
        people=(one.person,),
        sources=one.sources,
    )
    missing = (*statement.missing, cut) if cut else statement.missing
    return replace(statement, lines=(*statement.lines, line), missing=missing)


def _rounded_off(package: Package, statement: Statement) -> Statement:
    """The last rounding, of the whole sum, is a line of its own."""
    total = sum_of(statement.lines)
    held, _ = whole_fen(package, "payable", Fraction(total), "应付总额")
    if held == total:
        return statement
    line = StatementLine(
        key="rounding.payable",
        label="取整",
        amount=held - total,
        say=f"应付总额取整：{yuan(total)} → {yuan(held)}",
    )
    return replace(statement, lines=(*statement.lines, line))
