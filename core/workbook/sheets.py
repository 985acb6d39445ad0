"""The sheets of a workbook: which table stands on which, and where nested rows have their home."""

from collections.abc import Mapping

COVER, LISTS, GUIDE = "封面", "词表", "填写说明"

#: Table of the package → its sheet.
TABLE_SHEETS: Mapping[str, str] = {
    "package": COVER,
    "choice": "口径选择",
    "condition": "条件",
    "period": "约定时段",
    "tier": "对象分级",
    "quota": "频次",
    "line": "指标",
    "derived": "合成指标",
    "item": "服务项目",
    "form": "活动与表单",
    "score_group": "考核项目",
    "score_item": "评分",
    "scorer": "评分人",
    "rounding": "取整",
    "band": "等级结算",
    "price": "结算单价",
    "settle": "结算步骤",
    "instalment": "分期付款",
    "share": "采购人分担",
    "sample": "考核抽查",
    "due": "时限",
    "paper": "文书",
    "route": "上报",
    "obligation": "义务",
    "example": "样例",
}

#: Path of what is nested in a row → its sheet and the headings that name the owner there. Several
#: paths may share a sheet, which then says in 所在表 whose row it is.
NESTED_SHEETS: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]] = {
    ("choice", "options"): ("选项", ("编号", "题目编号")),
    ("form", "questions", "options"): ("选项", ("编号", "题目编号")),
    ("condition", "all"): ("条件明细", ("编号", "情形")),
    ("quota", "where"): ("条件明细", ("编号", "情形")),
    ("line", "where"): ("条件明细", ("编号", "情形")),
    ("example", "where"): ("条件明细", ("编号", "情形")),
    ("line", "targets"): ("指标目标", ("指标编号",)),
    ("quota", "at_least"): ("最低要求", ("编号",)),
    ("line", "at_least"): ("最低要求", ("编号",)),
    ("quota", "evidence"): ("佐证", ("编号",)),
    ("line", "evidence"): ("佐证", ("编号",)),
    ("line", "exclusive_with"): ("兼计", ("编号",)),
    ("form", "questions"): ("表单题目", ("表单编号",)),
}

#: The headings of what is nested without being a row of its own.
PARTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "选项": (
        ("key", "答案编号", "小写英文字母、数字、下划线；一经给定不再改动。"),
        ("value", "答案", "答案的文字。"),
    ),
    "条件明细": (
        ("field", "字段", "从下拉列表中选择，或写记录表单里的题目编号。"),
        ("comparison", "比较", "从下拉列表中选择。"),
        ("value", "值", "几个值用顿号隔开；属于、介于须有几个值。"),
    ),
    "最低要求": (
        ("key", "要求", "从下拉列表中选择。"),
        ("value", "至少", "整数。"),
    ),
    "佐证": (("one", "佐证", "从下拉列表中选择；每行一种。"),),
    "兼计": (("one", "与哪一条互斥", "指标的编号：同一条记录只计其中一条；不写的就是兼计。"),),
}

SOURCE, NAME, CASE = "所在表", "名称（供查看）", "情形"

#: What each sheet is for, in its order in the workbook.
PURPOSES: Mapping[str, str] = {
    COVER: "采购包是什么，从哪里来，何时生效。",
    "口径选择": "原文没有说死的地方，选定一种读法并写明。",
    "条件": "对象或记录的条件；同一编号写几行的，满足其中一行即可。",
    "条件明细": "各条件逐项列出：字段、比较、值；同一行所属的各项须全部满足。",
    "约定时段": "不随日历的时段，如学期、合同上半年；频次和目标的周期选“约定时段”。",
    "对象分级": "服务对象分几级，单价多少。",
    "频次": "每一级的每个对象多久至少一次。",
    "指标": "要计数的每一行。",
    "指标目标": "各指标何时算达标；几个目标须全部达到。",
    "最低要求": "一条记录至少要多少分钟、多少人才计。",
    "佐证": "缺了就不计的佐证。",
    "兼计": "本合同内互斥的指标；没有写的都可以兼计。",
    "合成指标": "由几条指标算出的数。",
    "服务项目": "服务清单。",
    "活动与表单": "做记录、调查、抽查时填的表单。",
    "表单题目": "各表单的题目，按先后排列。",
    "选项": "口径选择的答案和选择题的选项。",
    "考核项目": "评分表的大项和分值。",
    "评分": "评分表的每一条。",
    "评分人": "由谁评分，各占多少。",
    "取整": "分数和金额在哪一步取整；没有写的不取整。",
    "等级结算": "几分是什么等级，拨付多少。",
    "结算单价": "按指标或服务项目的单价。",
    "结算步骤": "从合计到应付，依次做什么。",
    "分期付款": "分几期付，各期等什么。",
    "采购人分担": "几个采购人共同付款的，各付多少。",
    "考核抽查": "抽多少，由谁抽。",
    "时限": "什么要在何时前交给谁。",
    "文书": "要哪些文书。",
    "上报": "发现什么要报给谁。",
    "义务": "原文有要求而没有数量的。",
    "样例": "做了什么、应当怎样计：检查时按规则算一遍，与所写的对照。",
}
