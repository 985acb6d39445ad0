"""Score sheet, bands and scorers as sentences."""

from core.packages.schema import Band, ScoreGroup, ScoreItem, Scorer
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.words import number, sentence

SOURCES = {
    "typed": "由评分人填写",
    "questionnaire": "由满意度问卷算出",
    "incidents": "由异常和问题的处理情况算出",
    "lines": "由指标算出",
    "evidence": "由佐证算出",
}
FOLDS = {"mean": "取平均分", "sum": "相加", "least": "取最低分", "latest": "取最近一次"}
CYCLES = {"month": "月度", "quarter": "季度", "year": "年度", "term": "合同期"}


def score_group(row: ScoreGroup, labels: Labels) -> str:
    """A part of the score sheet."""
    return f"考核项目“{row.label}”共 {row.points} 分。"


def score_item(row: ScoreItem, labels: Labels) -> str:
    """What is taken off, or added."""
    group = labels.groups.get(row.group, UNNAMED)
    about = "；".join(labels.choices.get(key, UNNAMED).rstrip("？。") for key in row.choices)
    return sentence(
        f"“{group}”中的“{row.label}”：{_amount(row)}",
        f"最多{'加' if row.kind == 'bonus' else '扣'} {number(row.cap)} 分"
        if row.cap is not None
        else "",
        SOURCES.get(row.source, "由评分人填写"),
        f"口径见：{about}" if about else "",
    )


def _amount(row: ScoreItem) -> str:
    verb = "加" if row.kind == "bonus" else "扣"
    amount = "分数原文未约定" if row.amount is None else f"{verb} {number(row.amount)} 分"
    if row.amount is not None and row.amount_most is not None:
        amount = f"{verb} {number(row.amount)} 至 {number(row.amount_most)} 分"
    if row.standard_percent is not None and row.step_percent is not None:
        return (
            f"应达到 {number(row.standard_percent)}%，"
            f"每低 {number(row.step_percent)} 个百分点{amount}"
        )
    unit = row.unit_label
    return f"{'每' if unit and not unit.startswith(('每', '没')) else ''}{unit}{amount}"


def scorer(row: Scorer, labels: Labels) -> str:
    """Whose scores weigh how much."""
    cycle = CYCLES.get(row.cycle, "月度")
    return (
        f"{cycle}考核中，“{row.label}”{FOLDS.get(row.fold, '取平均分')}，"
        f"占总分的 {number(row.weight_percent)}%。"
    )


def band(row: Band, labels: Labels) -> str:
    """A grade and what it earns."""
    cycle = CYCLES.get(row.cycle, "月度")
    upper = "" if row.to_score is None else f"、不满 {number(row.to_score)} 分"
    return sentence(
        f"{cycle}总分 {number(row.from_score)} 分以上{upper}为“{row.label}”", _pay(row), row.then
    )


def _pay(row: Band) -> str:
    least, most = row.pay_percent_least, row.pay_percent_most
    if least is None or most is None:
        return ""
    if least == most:
        return f"拨付服务经费的 {number(most)}%"
    return f"拨付服务经费的 {number(least)}% 至 {number(most)}%，由人在区间内选定并写明理由"
