"""Headings of the worked examples."""

from collections.abc import Mapping

from core.packages.schema import Example, Row
from core.workbook.headings.words import CLAUSE, KEY, Named

EXAMPLES: Mapping[type[Row], Named] = {
    Example: {
        **KEY,
        "label": ("样例", "用一句话说明，如 时长 25 分钟的上门不计。"),
        **CLAUSE,
        "about": ("看哪一行", "指标、频次、分级、评分、等级、单价或结算步骤的编号。"),
        "kind": ("记录种类", "从下拉列表中选择；评分和金额的样例不填。"),
        "day": ("日期", "这条记录的日期，如 2026-03-05；不填为生效日期。"),
        "tier": ("分级", "工作表“对象分级”中的编号。"),
        "people": ("人数", "整数，几个人参加或接受服务；不填为 1。"),
        "minutes": ("时长", "整数，单位为分钟。"),
        "audience": ("受众", "这些人属于哪些受众，几种用顿号隔开。"),
        "evidence": ("已有佐证", "有哪些佐证，几种用顿号隔开。"),
        "where": ("记录的其他各项", "列在工作表“条件明细”中，比较都选 等于。"),
        "number": ("所给的数", "发现几项、满意率、得分、份数或金额（元），只填数字。"),
        "percent": ("所用比例（%）", "乘比例的结算步骤才填，96 就是 96%。"),
        "gives": ("应得的数", "应计的数量，或应扣（加）的分、应付的比例、金额（元）。"),
        "refused": ("不计的原因", "不应计入的，写原因里的几个字，如 时长。"),
    },
}
