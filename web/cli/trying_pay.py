"""What ``package try`` prints of a period: findings, score, grade, statement; scores and fen exact."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from core.appraisal.rules import Appraisal, Observation, SheetScore
from core.packages.chosen import exact
from core.rehearsal import Payment, RehearsedPeriod
from core.settlement.rules import Statement
from core.settlement.rules.money import yuan


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact(value)


def _observation(one: Observation) -> dict[str, Any]:
    return {
        "item": one.item,
        "quantity": one.quantity,
        "person": one.person,
        "points": one.points,
        "part": one.part,
        "whole": one.whole,
        "reason": one.reason,
        "sources": one.sources,
        "automatic": one.automatic,
        "falsified": one.falsified,
    }


def _sheet(one: SheetScore) -> dict[str, Any]:
    return {
        "scorer": one.sheet.scorer,
        "by": one.sheet.by,
        "period": one.sheet.period,
        "total": _number(one.total),
        "findings": [_observation(found) for found in one.sheet.observations],
        "steps": one.steps,
        "missing": one.missing,
    }


def _appraisal(one: Appraisal | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "sheets": [_sheet(sheet) for sheet in one.sheets],
        "weighted": [
            {"scorer": w.scorer.key, "score": _number(w.score), "weight": _number(w.weight)}
            for w in one.weighted
        ],
        "own_score": _number(one.own_score),
        "own_band": one.own_band.label if one.own_band else None,
        "score": _number(one.score),
        "band": one.band.label if one.band else None,
        "percent": _number(one.percent),
        "steps": one.steps,
        "missing": one.missing,
    }


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "lines": [
            {
                "key": line.key,
                "label": line.label,
                "amount": line.amount,
                "quantity": _number(line.quantity),
                "unit": line.unit_label,
                "unit_price": line.unit_price,
                "say": line.say,
                "clause": line.clause,
                "people": line.people,
                "sources": line.sources,
            }
            for line in one.lines
        ],
        "not_paid": [
            {
                "person": row.person,
                "label": row.label,
                "reasons": row.reasons,
                "sources": row.sources,
            }
            for row in one.not_paid
        ],
        "total": one.total,
        "payable": one.payable,
        "notes": one.notes,
        "missing": one.missing,
    }


def payment_as_data(one: Payment | None) -> dict[str, Any] | None:
    """A statement with its purchasers' shares as plain data; amounts in fen."""
    if one is None:
        return None
    shares = {
        key: {"total": share.total, "payable": share.payable} for key, share in one.shares.items()
    }
    return {"statement": _statement(one.statement), "shares": shares}


def period_as_data(one: RehearsedPeriod) -> dict[str, Any]:
    """One period as plain data; field names are a promise."""
    return {
        "period": one.period.key,
        "start": one.period.start,
        "end": one.period.end,
        "cycle": one.cycle,
        "found": [_observation(found) for found in one.found],
        "appraisal": _appraisal(one.appraisal),
        "payment": payment_as_data(one.payment),
        "notes": one.notes,
        "missing": one.missing,
    }


def period_as_text(row: dict[str, Any]) -> Iterator[str]:
    """The same for a person at a terminal: every step, then what is paid, or what is missing."""
    yield ""
    yield f"{row['period']}（{row['start']} 至 {row['end']}）"
    for one in row["found"]:
        yield f"  自动得出 {one['item']}：{' '.join(p for p in (one['person'], one['reason']) if p)}"
    appraisal = row["appraisal"]
    if appraisal:
        yield from (f"  {step}" for step in appraisal["steps"])
        if appraisal["score"] is not None:
            percent = appraisal["percent"]
            paid = "" if percent is None else f"，拨付 {percent}%"
            yield f"● 得分 {appraisal['score']} 分，“{appraisal['band']}”{paid}"
    if row["payment"]:
        yield from payment_as_text(row["payment"])
    yield from (f"  注：{note}" for note in row["notes"])
    yield from (f"▲ 还缺：{missing}" for missing in row["missing"])


def payment_as_text(payment: dict[str, Any], title: str = "应付") -> Iterator[str]:
    """The lines of a statement, who is not paid and why, what is payable, and each purchaser's part."""
    statement = payment["statement"]
    yield from (f"  {line['say']}" for line in statement["lines"])
    for row in statement["not_paid"]:
        who = " ".join(part for part in (row["person"], row["label"]) if part)
        yield f"  不结算 {who}：{'；'.join(row['reasons'])}"
    yield from (f"  注：{note}" for note in statement["notes"])
    if statement["payable"] is None:
        yield f"○ {title}：还不能确定，已算出的各行合计 {yuan(statement['total'])}"
        return
    yield f"● {title} {yuan(statement['payable'])}"
    for key, share in payment["shares"].items():
        yield f"  其中 {key} 付 {yuan(share['total'])}"
