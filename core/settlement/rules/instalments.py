"""Instalments 分期付款: shares of the contract price, each waiting for lines or for a grade."""

from collections.abc import Mapping
from fractions import Fraction

from core.appraisal.rules import Appraisal
from core.packages.chosen import exact
from core.packages.schema import Instalment, Package
from core.packages.terms import Terms
from core.settlement.rules.money import whole_fen, yuan
from core.settlement.rules.results import NotPaid, Statement, StatementLine


def instalments(
    terms: Terms,
    price: int,
    met: frozenset[str],
    appraisals: Mapping[str, Appraisal],
    *,
    period: str,
) -> Statement:
    """What of the contract price (in fen) can be paid by now, and what the rest waits for.

    ``met`` are the keys of the lines that are met; ``appraisals`` the latest by cycle. Every
    instalment is a line or stands among those not paid, with the reason.
    """
    package = terms.package
    lines: list[StatementLine] = []
    waiting: list[NotPaid] = []
    missing: list[str] = []
    planned = 0
    for row in package.instalment:
        whole, lacking = _whole(package, row, price, planned)
        planned += whole
        appraisal = appraisals.get(row.cycle) if row.cycle else None
        reasons = _waits_for(package, row, met, appraisal)
        if reasons:
            waiting.append(NotPaid(person="", label=row.label, reasons=reasons))
            continue
        amount, say = whole, f"{row.label}：{_said(row, price)} = {yuan(whole)}"
        if row.by_grade and appraisal is not None and appraisal.percent is not None:
            share = Fraction(whole) * appraisal.percent / 100
            amount, cut = whole_fen(package, "amount", share, row.label)
            lacking = lacking or cut
            say += f"，按等级拨付 {exact(appraisal.percent)}% = {yuan(amount)}"
        missing += [lacking] if lacking else []
        lines.append(
            StatementLine(
                key=f"instalment.{row.key}",
                label=row.label,
                amount=amount,
                say=say,
                clause=row.clause,
                sources=row.after,
            )
        )
    return Statement(
        contract=terms.contract.key,
        period=period,
        lines=tuple(lines),
        not_paid=tuple(waiting),
        missing=tuple(missing),
    )


def _whole(package: Package, row: Instalment, price: int, planned: int) -> tuple[int, str]:
    """The instalment in full, in fen; the last takes what rounding has left."""
    if row.remainder:
        return price - planned, ""
    if row.percent is None:
        return row.amount or 0, ""
    return whole_fen(package, "amount", Fraction(price) * Fraction(row.percent) / 100, row.label)


def _said(row: Instalment, price: int) -> str:
    if row.remainder:
        return f"合同价 {yuan(price)} 的余款"
    return f"{yuan(price)} × {exact(row.percent)}%" if row.percent is not None else "约定金额"


def _waits_for(
    package: Package, row: Instalment, met: frozenset[str], appraisal: Appraisal | None
) -> tuple[str, ...]:
    labels = {line.key: line.label for line in package.line}
    reasons = [f"“{labels.get(key, key)}”还没有达标" for key in row.after if key not in met]
    if not row.cycle:
        return tuple(reasons)
    if appraisal is None or appraisal.band is None or appraisal.score is None:
        return (*reasons, "还没有考核结果")
    least = next((band for band in package.band if band.key == row.least_band), None)
    if least is not None and appraisal.band.from_score < least.from_score:
        reasons.append(f"考核为“{appraisal.band.label}”，须“{least.label}”以上")
    if row.by_grade and appraisal.percent is None:
        reasons.append("".join(appraisal.missing) or "考核等级没有写拨付比例")
    return tuple(reasons)
