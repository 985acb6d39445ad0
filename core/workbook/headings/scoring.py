"""Headings of the score sheet, the grades, and of what is paid."""

from collections.abc import Mapping

from core.packages.schema import (
    Band,
    Instalment,
    Price,
    Rounding,
    Row,
    ScoreGroup,
    ScoreItem,
    Scorer,
    SettleStep,
    Share,
)
from core.workbook.headings.counting import TIERS
from core.workbook.headings.words import CLAUSE, KEY, LABEL, Named

CYCLE = ("考核周期", "从下拉列表中选择；不填为月。")
CHOICE = ("随哪个选择", "只在这个口径选择选定下一列的答案时才用；不填为总是用。")
ANSWER = ("选定哪个答案", "上一列的口径选择的一个答案。")

SCORING: Mapping[type[Row], Named] = {
    ScoreGroup: {
        **KEY,
        **LABEL,
        "points": ("分值", "整数，单位为分；各项目合计 100 分。"),
        **CLAUSE,
    },
    ScoreItem: {
        **KEY,
        "group": ("考核项目", "工作表“考核项目”中的编号。"),
        "label": ("考核内容", "照原文。"),
        **CLAUSE,
        "kind": ("扣分或加分", "从下拉列表中选择；不填为扣分。"),
        "unit_label": ("计分单位", "如 人次、项。"),
        "amount": ("每单位分数", "每单位扣（加）几分，只填数字。"),
        "amount_most": ("每单位最多", "由评分人在区间内选定的，填最多几分。"),
        "cap": ("本条上限", "最多扣（加）几分。"),
        "standard_percent": ("标准（%）", "应达到的比率，只填数字，95 就是 95%。"),
        "step_percent": ("每低几个点（%）", "每低于标准几个百分点扣一次，只填数字。"),
        "source": ("分数来源", "从下拉列表中选择；不填为由评分人填写。"),
        "lines": ("依据指标", "指标或频次的编号，几个用顿号隔开。"),
        "form": ("问卷", "工作表“活动与表单”中的编号。"),
        "question": ("问卷题目", "那份问卷里的题目编号。"),
        "satisfied": ("算满意的答案", "那一题的哪些答案算满意，用顿号隔开。"),
        "choices": ("口径选择", "工作表“口径选择”中的编号，几个用顿号隔开。"),
    },
    Scorer: {
        **KEY,
        **LABEL,
        "weight_percent": ("权重（%）", "只填数字，90 就是 90%；同一考核周期合计 100。"),
        "fold": ("怎样合成", "几个人的分数怎样合成一个，从下拉列表中选择。"),
        **CLAUSE,
        "cycle": CYCLE,
        "of": ("由谁的分数合成", "年度分由月度分合成的，填月度评分人的编号。"),
    },
    Rounding: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "stage": ("在哪一步取整", "从下拉列表中选择；没有写的步骤不取整。"),
        "places": ("几位小数", "整数；0 为取整到个位。"),
        "mode": ("怎样取整", "从下拉列表中选择；不填为四舍五入。"),
        "choice": CHOICE,
        "answer": ANSWER,
    },
    Band: {
        **KEY,
        "label": ("等级", "如 良好。"),
        **CLAUSE,
        "from_score": ("几分以上", "含这个分数，只填数字。"),
        "to_score": ("不满几分", "不含这个分数，只填数字；最高一档不填。"),
        "pay_percent_least": ("拨付至少（%）", "只填数字，95 就是 95%。"),
        "pay_percent_most": ("拨付至多（%）", "只填数字；比例固定的与上一列相同。"),
        "then": ("其他后果", "如 限期整改。"),
        "cycle": CYCLE,
    },
    Price: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "price": ("单价（元）", "每一份多少元。"),
        "line": ("按哪条指标", "指标的编号；与服务项目二选一。"),
        "item": ("按哪个服务项目", "服务项目的编码；与指标二选一。"),
        "tiers": TIERS,
        "identity": ("对象身份", "对象类别，几种用顿号隔开；不填为不分身份。"),
        "minutes": ("每多少分钟", "整数；按次计的不填。"),
    },
    SettleStep: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "op": ("做什么", "从下拉列表中选择；按各行的先后依次计算。"),
        "of": ("对谁", "从下拉列表中选择；不填为总额。"),
        "amount": ("金额（元）", "封顶、保底或自付多少元。"),
        "percent": ("比例（%）", "只填数字，20 就是 20%。"),
        "tiers": TIERS,
        "choice": CHOICE,
        "answer": ANSWER,
    },
    Instalment: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "percent": ("占合同价（%）", "只填数字，30 就是 30%。"),
        "amount": ("金额（元）", "固定金额的，填多少元。"),
        "after": ("须先达标", "先要达标的指标编号，几个用顿号隔开。"),
        "cycle": ("须先考核", "先要完成哪个周期的考核。"),
        "least_band": ("最低等级", "考核至少要到哪一等级，填等级的编号。"),
        "by_grade": ("随等级拨付", "填 是 或 否；是则只付该等级的比例。"),
        "remainder": ("付余款", "填 是 或 否；是则付清前几期剩下的。"),
    },
    Share: {
        **KEY,
        "label": ("采购人", "如 县残联。"),
        **CLAUSE,
        "percent": ("分担（%）", "结算表每一行付多少，只填数字，40 就是 40%。"),
        "remainder": ("付其余", "填 是 或 否；是则付其他采购人付过以后剩下的。"),
    },
}
