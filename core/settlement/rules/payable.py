"""Payable 可结算: approved, agreement signed, and served; self-paid service is recorded only."""

from core.packages.chosen import answer_of
from core.packages.schema import Package
from core.settlement.rules.given import Served


def why_not(package: Package, one: Served) -> tuple[str, ...]:
    """Every reason why it is recorded and not paid: payable = approved ∧ signed ∧ served."""
    reasons = []
    if one.self_paid:
        reasons.append("自费或由其他资金支付，只记录，不结算")
    if not one.reached:
        reasons.append("没有实际服务到人")
    if one.person:
        wanted = answer_of(package, "payable_from")
        if wanted != "served" and not one.approved:
            reasons.append("服务当日尚未审批")
        if wanted == "not_paid" and not one.agreed:
            reasons.append("服务当日尚未签订服务协议")
    return tuple(reasons)
