"""Whether the score sheet of a package adds up: bands, payment, points, weights.

The only number here is the hundred, the measure of percentages and of a score sheet
(seeds/002 「总分100分」 is what a package must add up to, not what this file grants).
"""

from decimal import Decimal

from core.plugin import Finding
from plugins.home_care.tables import Tables, by_cycle, error, number_in, rows_of, sum_of

HUNDRED = Decimal(100)


def bands_cover_all_scores(tables: Tables) -> tuple[Finding, ...]:
    """Half-open bands [from, to) of each cycle meet end to end from 0 to 100."""
    findings = []
    for _, bands in by_cycle(rows_of(tables, "band")):
        reached = Decimal(0)
        ordered = sorted(bands, key=lambda band: number_in(band, "from_score") or Decimal(0))
        for band in ordered:
            begins = number_in(band, "from_score") or Decimal(0)
            if begins != reached:
                fault = "没有等级" if begins > reached else "重叠"
                low, high = sorted((begins, reached))
                findings.append(
                    error(
                        "band_gap" if begins > reached else "band_overlap",
                        f"band.{band['key']}.from_score",
                        f"等级“{band['label']}”之前，{low} 分至 {high} 分{fault}。",
                        f"请把起始分改为 {reached}，或修改前一等级的截止分。",
                    )
                )
            ends = number_in(band, "to_score")
            reached = max(reached, HUNDRED if ends is None else ends)
        if reached < HUNDRED:
            findings.append(
                error(
                    "band_gap",
                    f"band.{ordered[-1]['key']}.to_score",
                    f"最高等级只到 {reached} 分，{reached} 分至 {HUNDRED} 分没有等级。",
                    f"最高等级请不写截止分，或写 {HUNDRED}。",
                )
            )
    return tuple(findings)


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


def points_add_up(tables: Tables) -> tuple[Finding, ...]:
    """Caps of the deductions add up to the points of their group, groups to a hundred."""
    groups = rows_of(tables, "score_group")
    items = rows_of(tables, "score_item")
    findings = []
    for group in groups:
        own = [
            item
            for item in items
            if item.get("group") == group["key"] and item.get("kind", "deduct") == "deduct"
        ]
        caps = sum_of(own, "cap")
        if caps != number_in(group, "points"):
            findings.append(
                error(
                    "points_of_group",
                    f"score_group.{group['key']}.points",
                    f"考核项目“{group['label']}”为 {group['points']} 分，各条合计 {caps} 分。",
                    "请核对各条括号内的分值。",
                )
            )
    total = sum_of(groups, "points")
    if groups and total != HUNDRED:
        findings.append(
            error(
                "points_total",
                "score_group",
                f"各考核项目合计 {total} 分，应为 {HUNDRED} 分。",
                "请核对各考核项目的分值。",
            )
        )
    return tuple(findings)


def items_are_complete(tables: Tables) -> tuple[Finding, ...]:
    """Every score item stands in a group and says how much it takes off or adds."""
    groups = {group["key"] for group in rows_of(tables, "score_group")}
    findings = []
    for item in rows_of(tables, "score_item"):
        place = f"score_item.{item['key']}"
        amount, most = number_in(item, "amount"), number_in(item, "amount_most")
        if item.get("group") not in groups:
            findings.append(
                error(
                    "item_group",
                    f"{place}.group",
                    f"考核内容“{item['label']}”所属的考核项目“{item.get('group')}”不存在。",
                    "请选择已有的考核项目。",
                )
            )
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


def weights_add_up(tables: Tables) -> tuple[Finding, ...]:
    """The weights of the scorers of each cycle are a hundred percent together."""
    findings = []
    for cycle, scorers in by_cycle(rows_of(tables, "scorer")):
        total = sum_of(scorers, "weight_percent")
        if total != HUNDRED:
            keys = "、".join(str(scorer["label"]) for scorer in scorers)
            findings.append(
                error(
                    "weights",
                    f"scorer（{cycle}）",
                    f"评分人（{keys}）的权重合计 {total}%，应为 {HUNDRED}%。",
                    "请核对各评分人的权重。",
                )
            )
    return tuple(findings)
