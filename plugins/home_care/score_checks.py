"""Whether the score sheet of a package can be paid by: ranges of payment, amounts of items.

That bands, points and weights add up is asked of every package by the core. The only number here
is the hundred, the measure of percentages.
"""

from decimal import Decimal

from core.plugin import Finding
from plugins.home_care.tables import Tables, error, number_in, rows_of

HUNDRED = Decimal(100)


def pay_ranges_are_in_order(tables: Tables) -> tuple[Finding, ...]:
    """The least that a band pays is not more than the most, and neither is more than all."""
    findings = []
    for band in rows_of(tables, "band"):
        least, most = number_in(band, "pay_percent_least"), number_in(band, "pay_percent_most")
        if least is None and most is None:
            continue
        if least is None or most is None or not 0 <= least <= most <= HUNDRED:
            findings.append(
                error(
                    "pay_range",
                    f"band.{band['key']}.pay_percent_least",
                    f"等级“{band['label']}”的拨付比例写作 {least} 至 {most}，不成区间。",
                    "请填写最低和最高比例；固定比例的，两格填同一个数。",
                )
            )
    return tuple(findings)


def items_are_complete(tables: Tables) -> tuple[Finding, ...]:
    """Every score item says how much it takes off or adds."""
    findings = []
    for item in rows_of(tables, "score_item"):
        place = f"score_item.{item['key']}"
        amount, most = number_in(item, "amount"), number_in(item, "amount_most")
        if amount is None:
            findings.append(
                error(
                    "item_amount",
                    f"{place}.amount",
                    f"考核内容“{item['label']}”没有写每次扣（加）几分。",
                    "请按原文填写分值。",
                )
            )
        elif most is not None and most < amount:
            findings.append(
                error(
                    "item_amount",
                    f"{place}.amount_most",
                    f"考核内容“{item['label']}”最多 {most} 分，少于最少 {amount} 分。",
                    "请把较小的数填在前面。",
                )
            )
    return tuple(findings)
