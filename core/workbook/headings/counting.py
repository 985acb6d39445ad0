"""Headings of quotas, indicator lines, their targets and caps, and lines over lines."""

from collections.abc import Mapping

from core.packages.schema import Cap, Derived, Line, Quota, Row, Target
from core.workbook.headings.words import CLAUSE, KEY, LABEL, SAY, Named

KINDS = ("记录种类", "看哪些种类的记录，几种用顿号隔开。")
TIERS = ("分级", "工作表“对象分级”中的编号，几个用顿号隔开；不填为全部。")
WHEN = ("条件编号", "工作表“条件”中的编号，几个用顿号隔开。")
WHERE = ("附加条件", "列在工作表“条件明细”中，须全部满足。")
EVIDENCE = ("佐证", "列在工作表“佐证”中，一行一种。")
AT_LEAST = ("最低要求", "列在工作表“最低要求”中，一行一项。")

COUNTING: Mapping[type[Row], Named] = {
    Quota: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "kinds": KINDS,
        "tiers": TIERS,
        "min": ("最少次数", "每个周期至少几次，只填数字；与最长间隔二选一。"),
        "period": ("周期", "从下拉列表中选择，如 月、季度。"),
        "longest_gap": ("最长间隔", "两次之间最长几天，整数；与最少次数二选一。"),
        "proxies": ("可代答的人", "本人没有电话时，谁代答也算。"),
        "where": WHERE,
        "when": WHEN,
        "evidence": EVIDENCE,
        "at_least": AT_LEAST,
        "also_counts_in": ("同时计入指标", "另计入哪一条指标的编号。"),
        "form": ("使用表单", "工作表“活动与表单”中的编号。"),
        **SAY,
    },
    Target: {
        "kind": ("目标种类", "从下拉列表中选择。"),
        "min": ("最少", "目标数，只填数字；单位在指标的“单位”一列。"),
        "period": ("周期", "从下拉列表中选择，如 季度。"),
        "scope": ("去重范围", "同一个人（户）在多大范围内只计一次；不填同指标。"),
        "field": ("区分项目", "种类齐全的目标按哪一项区分种类。"),
        "values": ("须有的种类", "几种用顿号隔开。"),
        "each": ("每种最少", "整数；不填为 1。"),
        "percent": ("比率（%）", "只填数字，95 就是 95%。"),
        "of": ("占谁的比率", "另一条指标的编号，或 名册。"),
        "day": ("每期几日前", "整数，如 25。"),
        "due": ("期限", "从下拉列表中选择，如 最后一个工作日。"),
        "time": ("钟点", "如 12:00。"),
        "months_after": ("推迟几个月", "整数；1 为次月，不填为当月。"),
        "inclusive": ("含当日", "填 是 或 否；不填为是。"),
        "holiday": ("遇节假日", "从下拉列表中选择。"),
        "late": ("迟交的", "从下拉列表中选择。"),
        "tiers": TIERS,
        "newcomers": ("中途到岗离岗", "从下拉列表中选择。"),
        **CLAUSE,
    },
    Cap: {
        "most": ("上限", "最多计多少，只填数字。"),
        "per": ("上限周期", "从下拉列表中选择，如 日。"),
        "of": ("上限范围", "从下拉列表中选择；不填为本指标。"),
        "then": ("超出的", "从下拉列表中选择；不填为不计入。"),
        "clause": ("上限的原文条款", "上限出自原文的哪一句，照抄。"),
    },
    Line: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "unit_label": ("单位", "如 场、人次、户。"),
        "measure": ("计量方式", "从下拉列表中选择。"),
        "ref": ("原文序号", "如 R2.1。"),
        "group": ("分组", "原文的大项。"),
        "kinds": KINDS,
        "items": ("服务项目", "工作表“服务项目”中的编码，几个用顿号隔开。"),
        "where": WHERE,
        "when": WHEN,
        "audience": ("受众", "只算哪些受众，几种用顿号隔开。"),
        "evidence": EVIDENCE,
        "at_least": AT_LEAST,
        "session_rule": ("各节要求", "小组各节怎样达到每节人数；不填为每一节。"),
        "decides": ("按哪个日期", "由哪个日期决定算在哪一期；不填为服务日期。"),
        "scope": ("去重范围", "同一个人（户）在多大范围内只计一次；不填为合同期。"),
        "unit": ("计数单元", "一般不填；由计量方式决定。"),
        "roster": ("限名册", "填 是 或 否；是则只计名册上的人。"),
        "tiers": TIERS,
        "field": ("累加项目", "数量类指标累加哪个数字，或外部读数的名称。"),
        "hour_minutes": ("一小时几分钟", "整数；一学时 45 分钟的填 45。"),
        "heads": ("计未实名人数", "填 是 或 否；不填为是。"),
        "parent": ("其中于", "属于哪一条指标的一部分，填它的编号。"),
        "also_counts_in_parent": ("同时计入上级", "填了“其中于”的，必须填 是 或 否。"),
        "exclusive_with": ("互斥", "列在工作表“兼计”中。"),
        "cap": ("上限", "见上限各列。"),
        "state": ("状态数", "状态数的名称。"),
        "reading": ("状态取值", "从下拉列表中选择；不填为期末当天。"),
        "targets": ("目标", "列在工作表“指标目标”中，一行一个。"),
        "price": ("单价（元）", "每计一个单位多少元。"),
        **SAY,
        "pending": ("待计原因", "还不能计数的，写明原因。"),
    },
    Derived: {
        **KEY,
        **LABEL,
        "op": ("算法", "从下拉列表中选择。"),
        "of": ("由哪几条", "指标的编号，按算法的次序，用顿号隔开。"),
        **CLAUSE,
        "unit_label": ("单位", "如 条、%。"),
        **SAY,
    },
}
