"""What a package of home care is checked for beside its shape; each check is a pure function.

A check takes the package's plain tables (lists of rows) and returns findings.
"""

from core.plugin import Finding
from plugins.home_care.quotas import CONTACT_KINDS
from plugins.home_care.score_checks import items_are_complete, pay_ranges_are_in_order
from plugins.home_care.tables import Tables, error, rows_of

NOT_AGREED = "原文未约定"


def tiers_are_priced_and_counted(tables: Tables) -> tuple[Finding, ...]:
    """Every tier has a price or says 原文未约定, and a line that counts its people."""
    counted = {
        tier
        for line in rows_of(tables, "line")
        if line.get("measure") == "persons"
        for tier in line.get("tiers") or ()
    }
    findings = []
    for tier in rows_of(tables, "tier"):
        said = NOT_AGREED in (tier.get("say") or "") + (tier.get("price_per") or "")
        if tier.get("price") is None and not said:
            findings.append(
                error(
                    "tier_price",
                    f"tier.{tier['key']}.price",
                    f"分级“{tier['label']}”没有服务费标准，也没有说明{NOT_AGREED}。",
                    f"请填写每人每月的标准（分），或在说明中写“{NOT_AGREED}”。",
                )
            )
        if tier["key"] not in counted:
            findings.append(
                error(
                    "tier_not_counted",
                    f"tier.{tier['key']}",
                    f"没有一行指标按人数统计分级“{tier['label']}”，无法按实际服务人数结算。",
                    "请增加一行计量方式为“人数”、限定该分级的指标。",
                )
            )
    return tuple(findings)


def quotas_look_at_contacts(tables: Tables) -> tuple[Finding, ...]:
    """A frequency is met by contacts with the elder and nothing else."""
    return tuple(
        error(
            "quota_kind",
            f"quota.{quota['key']}.kinds",
            f"频次“{quota['label']}”统计的“{kind}”不是与老年人的直接联系。",
            f"请从 {'、'.join(CONTACT_KINDS)} 中选择。",
        )
        for quota in rows_of(tables, "quota")
        for kind in quota.get("kinds") or ()
        if kind not in CONTACT_KINDS
    )


PACKAGE_CHECKS = (
    pay_ranges_are_in_order,
    items_are_complete,
    tiers_are_priced_and_counted,
    quotas_look_at_contacts,
)
