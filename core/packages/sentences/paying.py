"""Prices, steps of settlement, roundings and instalments as sentences."""

from core.facts import vocabulary
from core.packages.schema import Instalment, Price, Rounding, SettleStep, Share
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.scoring import CYCLES
from core.packages.sentences.words import clauses, number, sentence, yuan

#: Where a number may be rounded, and in which unit its places are counted.
STAGES = {
    "sheet": ("每张评分表的总分", "分"),
    "scorer": ("每一类评分人的得分", "分"),
    "total": ("对照等级之前的总分", "分"),
    "percent": ("折算出的拨付比例", "%"),
    "amount": ("结算表的每一行", "元"),
    "payable": ("应付总额", "元"),
}
MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双", "up": "进一", "down": "舍去尾数"}
OPERATIONS = {
    "falsified": "扣除弄虚作假对象的服务费",
    "percent": "乘等级的拨付比例",
    "bid_rate": "乘中标费率",
    "copay": "扣除个人自付",
    "ceiling": "不超过上限",
    "floor": "不低于下限",
}
BOUNDED = {"person": "每人", "total": "本期合计", "term": "合同期累计"}


def rounding(row: Rounding, labels: Labels) -> str:
    """Where a number is rounded."""
    what, unit = STAGES.get(row.stage, (UNNAMED, ""))
    whole = f"到整{unit}" if row.places == 0 else f"保留 {row.places} 位小数"
    return sentence(
        f"{what}按{unit}{MODES.get(row.mode, UNNAMED)}{whole}",
        _when(row.choice, row.answer, labels),
    )


def price(row: Price, labels: Labels) -> str:
    """A price and everything that it fits."""
    what = labels.lines.get(row.line) or labels.items.get(row.item) or row.label
    who = clauses(
        (
            f"分级为{labels.listed(row.tiers, labels.tiers)}" if row.tiers else "",
            f"身份为{labels.listed(row.identity, vocabulary.CATEGORIES)}" if row.identity else "",
        )
    )
    each = f"每 {row.minutes} 分钟" if row.minutes is not None else "每单位"
    return sentence(f"“{what}”{f'（{who}）' if who else ''}{each} {yuan(row.price)}")


def settle(row: SettleStep, labels: Labels) -> str:
    """One step from the sum of all lines to what is paid."""
    bounded = row.op in ("ceiling", "floor", "copay")
    whose = BOUNDED.get(row.of, UNNAMED) if bounded else ""
    return sentence(
        f"结算步骤“{row.label}”：{whose}{OPERATIONS.get(row.op, UNNAMED)}",
        yuan(row.amount) if row.amount is not None else "",
        f"{number(row.percent)}%" if row.percent is not None else "",
        f"只对{labels.listed(row.tiers, labels.tiers)}" if row.tiers else "",
        _when(row.choice, row.answer, labels),
    )


def instalment(row: Instalment, labels: Labels) -> str:
    """A part of the price and what it waits for."""
    what = f"付合同价的 {number(row.percent)}%" if row.percent is not None else ""
    if row.amount is not None:
        what = f"付 {yuan(row.amount)}"
    if row.remainder:
        what = "付合同价中尚未支付的余款"
    band = next((one.label for one in labels.package.band if one.key == row.least_band), "")
    return sentence(
        f"“{row.label}”{what}",
        f"在“{labels.listed(row.after, labels.lines, '”“')}”达标以后" if row.after else "",
        f"在{CYCLES.get(row.cycle, UNNAMED)}考核以后" if row.cycle else "",
        f"等级须在“{band}”以上" if band else "",
        "按等级的拨付比例支付" if row.by_grade else "",
    )


def share(row: Share, labels: Labels) -> str:
    """What one of several purchasers pays."""
    if row.remainder:
        return sentence(f"“{row.label}”付其他采购人付过以后剩下的", "每一行都付清到分")
    part = f"{number(row.percent)}%" if row.percent is not None else UNNAMED
    return sentence(f"“{row.label}”付结算表每一行的 {part}")


def _when(choice: str, answer: str, labels: Labels) -> str:
    """A row that holds only when a choice has one answer says so."""
    row = next((one for one in labels.package.choice if one.id == choice), None)
    if row is None:
        return ""
    said = row.options.get(answer, UNNAMED)
    used = "本版采用" if row.choose == answer else "本版没有采用"
    return f"仅在选定“{said}”时适用，{used}"
