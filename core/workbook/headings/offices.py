"""Headings of what goes to which office: draws, deadlines, papers, reports, duties."""

from collections.abc import Mapping

from core.packages.schema import Due, Obligation, PaperRow, RouteRow, Row, Sample
from core.workbook.headings.words import CLAUSE, KEY, LABEL, Named

OFFICES: Mapping[type[Row], Named] = {
    Sample: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "share_percent": ("抽查比例（%）", "不低于多少，只填数字，5 就是 5%。"),
        "of": ("从谁中抽", "从下拉列表中选择。"),
        "cycle": ("周期", "多久一次；不填为月。"),
        "by": ("由谁抽查", "如 县民政局分管领导。"),
        "methods": ("方式", "每行一种，如 电话回访。"),
        "rounding": ("取整", "不足一人的怎样；不填为进一。"),
    },
    Due: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "period": ("周期", "从下拉列表中选择，如 月。"),
        "to": ("交给谁", "如 民政所。"),
        "due": ("期限", "从下拉列表中选择，如 最后一个工作日。"),
        "day": ("每期几日前", "整数，如 25；期限为第几个工作日、期末后几天的，填几。"),
        "time": ("钟点", "如 12:00。"),
        "months_after": ("推迟几个月", "整数；1 为次月，不填为当月。"),
        "inclusive": ("含当日", "填 是 或 否；不填为是。"),
        "holiday": ("遇节假日", "从下拉列表中选择。"),
    },
    PaperRow: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "per": ("多久一份", "从下拉列表中选择，或 原文未约定；不填为月。"),
        "to": ("交给谁", "如 采购人。"),
        "form": ("使用表单", "工作表“活动与表单”中的编号。"),
    },
    RouteRow: {
        **KEY,
        "label": ("发现了什么", "如 居住环境存在安全隐患。"),
        **CLAUSE,
        "to": ("报给谁", "每行一个。"),
        "severity": ("轻重", "从下拉列表中选择。"),
        "within": ("时间要求", "照原文，如 第一时间。"),
        "matters": ("用于", "需求、突发与异常、线索，几种用顿号隔开。"),
        "limit": ("限多久", "整数；0 天就是当天，不填就是原文未约定。"),
        "limit_unit": ("限多久的单位", "从下拉列表中选择，如 小时。"),
        "since": ("从何时算", "从下拉列表中选择；不填为从发现时算。"),
        "chosen": ("时限由谁定", "原文没有数字时写明，如 县民政局选定。"),
    },
    Obligation: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "kinds": ("记录种类", "做了可以记为哪种记录，几种用顿号隔开。"),
    },
}
