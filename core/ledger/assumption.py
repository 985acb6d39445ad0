"""What a forecast takes for granted, in words. Pure."""

from datetime import date
from decimal import Decimal

from core.calendar import is_provisional
from core.ledger.outlook import say_day, say_number
from core.ledger.rules.seen import HUNDREDTH
from core.ledger.rules.verdicts import Verdict
from core.ledger.rules.wordings import agreed_from
from core.packages.schema import TargetKind
from core.packages.terms import Terms

#: Less than this on a day is said the other way round: one in so many days.
SLOW = Decimal("0.1")


def assumption(terms: Terms, verdict: Verdict, day: date) -> str:
    """What a forecast takes for granted, with the pace in words; empty where nothing is forecast.

    按合同开始以来的进度（每个工作日 0.21 场）; slow paces say after how many days one comes.
    """
    pace = verdict.pace
    paced = any(part.kind is TargetKind.TOTAL and not part.cells for part in verdict.parts)
    if pace is None or not paced or verdict.met or not pace.rate or day > terms.contract.end:
        return ""
    since = "合同开始"
    if pace.days and agreed_from(terms, verdict.line) > terms.contract.start:
        since = f"约定（{say_day(agreed_from(terms, verdict.line), day)}）"
    unit, one = verdict.line.unit_label, "个工作日" if pace.working else "天"
    if pace.rate >= SLOW:
        often = f"每{one} {say_number(pace.rate.quantize(HUNDREDTH))} {unit}"
    else:
        often = f"平均每 {say_number((1 / pace.rate).quantize(Decimal(1)))} {one} 1 {unit}"
    until = verdict.forecast or terms.contract.end
    unsure = (
        f"；{until.year} 年放假安排未公布，工作日暂定"
        if is_provisional(until, terms.calendar)
        else ""
    )
    return f"按{since}以来的进度（{often}）推算{unsure}"
