"""The choices that scoring and payment cannot do without: silence is refused."""

from collections.abc import Iterator

from core.packages.check.report import Report
from core.packages.choices import RULES
from core.packages.schema import Package, ScoreItem


def check_needed(package: Package, report: Report) -> None:
    """The choices that scoring and payment cannot do without."""
    for item in package.score_item:
        for rule in _rules_of(item):
            set_by = [row for row in package.choice if row.rule == rule and row.id in item.choices]
            if not set_by:
                place = f"score_item “{item.key}” choices"
                _unsaid(rule, place, f"考核内容“{item.label}”", report)
    said = {row.rule for row in package.choice}
    pays = [band for band in package.band if band.pay_percent_least is not None]
    needed = {}
    if any(band.pay_percent_least != band.pay_percent_most for band in pays):
        needed["pay_percent"] = "拨付比例写成区间的等级"
    if any(scorer.of for scorer in package.scorer):
        needed["year_score"] = "由月度评分得出的年度评分"
    if any(tier.price is not None for tier in package.tier):
        needed |= dict.fromkeys(("two_tiers", "payable_from", "part_month"), "按人按月的单价")
    if any(row.op == "falsified" for row in package.settle):
        needed["found_later"] = "扣除弄虚作假对象"
    for rule, who in needed.items():
        if rule not in said:
            _unsaid(rule, f"choice rule = “{rule}”", who, report)


def _rules_of(item: ScoreItem) -> Iterator[str]:
    if item.kind == "bonus":
        yield "bonus_limit"
    if item.step_percent is not None:
        yield "below_standard"


def _unsaid(rule: str, place: str, who: str, report: Report) -> None:
    answers = "；".join(f"{key}（{say}）" for key, say in RULES[rule].items())
    report.error(
        "choice.unsaid",
        place,
        f"{who}必须选定计算规则“{rule}”。",
        f"请增加一条 choice，从下列中选一个：{answers}。",
    )
