"""Workbooks that can be read and do not make sense: one fault each, exactly its finding, at its cell.

Every rung of the ladder is climbed, from references to worked examples.
"""

import re

import pytest

from core.plugin import Severity
from core.rehearsal import climb_workbook
from tests.workbook import test_broken_workbooks as unreadable
from tests.workbook.scene import CATALOGUE, NAME, a_workbook, cell_at, column_of, edited, put

LEZHI, CARE, JINSHAN = "lezhi-station", "home-care", "jinshan-visits"
DADONG, JINGDEZHEN = "dadong-visits", "jingdezhen-visits"


def nested(title, heading, value, **where):
    """A change on a sheet of nested rows: the first row that says all of ``where`` by heading."""

    def change(book):
        page = book[title]
        columns = {name: column_of(page, name) for name in where}
        row = next(
            n
            for n in range(2, page.max_row + 1)
            if all(str(page.cell(n, columns[k]).value) == v for k, v in where.items())
        )
        cell = page.cell(row, column_of(page, heading))
        cell.value = value
        change.cell = f"{title}!{cell.coordinate}"

    return change


def cover(heading, value):
    """A change on the cover."""

    def change(book):
        page = book["封面"]
        row = next(n for n in range(1, 40) if page.cell(n, 1).value == heading)
        page.cell(row, 2).value = value
        change.cell = f"封面!B{row}"

    return change


def without(title, key):
    """A change: the row with that key is gone."""

    def change(book):
        page = book[title]
        row = next(n for n in range(2, page.max_row + 1) if page.cell(n, 1).value == key)
        page.delete_rows(row)

    return change


def typed(title, heading, key, value):
    """A change of one cell, which remembers it."""
    put_it = put(title, heading, key, value)

    def change(book):
        put_it(book)
        change.cell = f"{title}!{cell_at(book, title, heading, key).coordinate}"

    return change


def staffed(book):
    """The county says how many workers there are and how long things take."""
    cover("不估算工作量的说明", None)(book)
    cover("社工人数", 6)(book)
    cover("每天几小时提醒", 8)(book)
    for key in ("home-visit", "greeting"):
        put("频次", "每次约几分钟", key, 30)(book)


#: What was done to which package; at which cell (of the change, unless another is named), which code,
#: part of the sentence, part of the remedy.
BROKEN = {
    # references
    "a contract type that does not exist": (JINSHAN, [cover("合同类型", "visits")], "", "ref.type", "没有“visits”这种合同类型", "hardship_visits"),
    "a parent that is not there": (LEZHI, [typed("指标", "其中于", "r2-1", "r9")], "", "ref.unknown", "没有“r9”这个指标行", "可用"),
    "a tier that is not there": (JINSHAN, [typed("频次", "分级", "home-visit", "someone")], "", "ref.unknown", "没有“someone”这个分级", "self_reliant"),
    "a condition that is not there": (LEZHI, [typed("指标", "条件编号", "r4-1", "hard")], "", "ref.unknown", "没有“hard”这个条件", "可用"),
    "a form that is not there": (JINSHAN, [typed("频次", "使用表单", "home-visit", "paper")], "", "ref.unknown", "没有“paper”这个表单", "可用"),
    "a line in a line over lines that is not there": (LEZHI, [typed("合成指标", "由哪几条", "lines-met", "r1-1a、r1-9z")], "", "ref.unknown", "没有“r1-9z”这个指标行", "可用"),
    "a denominator that is not there": (JINGDEZHEN, [nested("指标目标", "占谁的比率", "everybody", 指标编号="coverage")], "", "ref.unknown", "没有“everybody”这个分母", "可用"),
    "a score item in no group": (CARE, [typed("评分", "考核项目", "systems", "stuff")], "", "ref.unknown", "没有“stuff”这个考核项目", "staff"),
    "a score item that names no choice": (CARE, [typed("评分", "口径选择", "frequency", "A002-7、A002-99")], "", "ref.unknown", "没有“A002-99”这个选择", "可用"),
    "a label as a key": (LEZHI, [put("合成指标", "编号", "lines-met", "达标条数")], "合成指标!A2", "ref.label_as_key", "不能当编号用", "小写英文字母"),
    "an answer that is none": (JINSHAN, [typed("口径选择", "选定", "A000-1", "perhaps")], "", "choice.answer", "“perhaps”不在所列答案之中", "at_least"),
    "an answer that a rule does not know": (JINSHAN, [typed("口径选择", "选定", "A000-R2", "later")], "", "choice.answer", "“later”不是“分级变化”的答案", "start_tier"),
    "a choice without a sentence": (JINSHAN, [typed("口径选择", "选定的意思", "A000-1", "（空）")], "", "choice.say", "没有用一句话说明", "选定的意思"),
    "a rule of an answer that no choice offers": (CARE, [typed("取整", "选定哪个答案", "total-to-tenth", "sometimes")], "", "ref.answer", "没有“sometimes”这个答案", "可用"),
    "a condition on an unknown field": (JINSHAN, [nested("条件明细", "字段", "没有这一项", 所在表="频次", 编号="home-visit")], "", "condition.field", "没有“没有这一项”这个字段", "字段表"),
    "between with one value": (LEZHI, [nested("条件明细", "比较", "介于", 所在表="指标", 编号="r2-1")], "值", "condition.between", "需要两个值", "最小值"),
    # sense
    "a rule that nobody set": (JINSHAN, [typed("口径选择", "计算规则", "A000-R2", None)], "口径选择!A1", "choice.unsaid", "必须选定计算规则“分级变化”", "请增加一条“口径选择”"),
    "a line that looks at nothing": (LEZHI, [typed("指标", "记录种类", "r2-1", None)], "", "sense.kinds", "没有说明看哪种记录", "请填写“记录种类”"),
    "a line that nobody says how to count": (LEZHI, [typed("指标", "计量方式", "r2-1", None)], "", "sense.measure", "没有说明怎样计数", "“计量方式”"),
    "a brief counted in persons present": (LEZHI, [put("指标", "单位", "r10-3a", "人次"), typed("指标", "计量方式", "r10-3a", "人次")], "", "sense.measure_kind", "不能按“人次”计", "成果"),
    "a coverage of nothing": (LEZHI, [nested("指标目标", "区分项目", None, 指标编号="r1-3b")], "", "sense.field", "没有说明按哪一项区分种类", "“区分项目”"),
    "a unit that does not fit the measure": (LEZHI, [typed("指标", "单位", "r2-1", "户")], "", "sense.unit_label", "单位“户”与计量方式“场次”不符", "“场”"),
    "a target without a period": (LEZHI, [typed("指标目标", "目标种类", "r2-1", "每期达到")], "周期", "sense.period", "没有说明按哪种周期", "“周期”"),
    "a total without a number": (LEZHI, [typed("指标目标", "最少", "r2-1", None)], "", "sense.min", "没有写目标数", "“最少”"),
    "a rate without a percentage": (JINGDEZHEN, [nested("指标目标", "比率（%）", None, 指标编号="coverage")], "", "sense.percent", "没有写比率", "“比率（%）”"),
    "an hour that is no hour": (CARE, [nested("指标目标", "钟点", "中午", 钟点="12:00")], "", "sense.time", "“中午”不是钟点", "12:00"),
    "a child that does not say whether it adds": (LEZHI, [typed("指标", "同时计入上级", "r7-3d", None)], "", "sense.parent_unsaid", "没有说明是否同时计入上级", "“同时计入上级” = 是 或 否"),
    "a quota of two readings": (JINSHAN, [typed("频次", "最长间隔", "home-visit", 15)], "最少次数", "sense.quota", "至少几次，或最长间隔几天", "“最长间隔”"),
    "a tier without a quota": (DADONG, [typed("频次", "分级", "visit-ordinary", "key")], "对象分级·ordinary", "sense.tier_quota", "没有频次要求", "原文未约定"),
    "weights that are not a hundred": (CARE, [typed("评分人", "权重（%）", "sections-month", 95)], "", "sense.weights", "合计 105 %", "“权重（%）”"),
    "bands with a gap": (CARE, [typed("等级结算", "几分以上", "good", 81)], "", "sense.band_gap", "在 80 到 81 之间有空档", "80"),
    "bands that overlap": (CARE, [typed("等级结算", "几分以上", "good", 79)], "", "sense.band_overlap", "与上一档重叠", "80"),
    "a cap that does not add up": (CARE, [typed("评分", "本条上限", "systems", 6)], "考核项目·staff", "sense.caps", "各条上限合计 26 分", "“本条上限”"),
    "a percentage for each person": (CARE, [typed("结算步骤", "对谁", "percent", "每人")], "", "sense.settle_of", "“乘拨付比例”不能对“每人”", "总额"),
    # forms
    "a question key in Chinese": (DADONG, [nested("表单题目", "题目编号", "处置", 题目编号="emergency_note")], "", "form.key", "题目编号“处置”不能用", "小写英文字母"),
    "a question key used twice": (DADONG, [nested("表单题目", "题目编号", "emergency_happened", 题目编号="emergency_note")], "", "form.key_twice", "用了同一个题目编号“emergency_happened”", "换一个编号"),
    "a question that the record asks anyhow": (JINSHAN, [nested("表单题目", "题目编号", "outcome", 题目编号="urgent_needs")], "", "form.key_taken", "“上门探访”本来就问", "换一个编号"),
    "a choice without options": (JINSHAN, [nested("表单题目", "题型", "多选", 题目编号="urgent_needs")], "", "form.no_options", "是选择题，却没有选项", "请补上选项"),
    "two options alike": (CARE, [nested("选项", "答案", "一个人独居", 题目编号="living", 答案编号="with_relatives")], "", "form.option_twice", "有两个选项都写“一个人独居”", "请改其中一个"),
    "bounds the wrong way round": (JINSHAN, [nested("表单题目", "最大值", 1, 题目编号="urgent_needs"), nested("表单题目", "最小值", 9, 题目编号="urgent_needs")], "", "form.bounds", "最小值 9 大于最大值 1", "核对两个数"),
    "opened by a question that is not there": (JINGDEZHEN, [nested("表单题目", "由哪题打开", "care", 题目编号="care_duty_note")], "", "form.when", "这张表单里没有这道题", "排在前面的一道选择题"),
    "opened by an answer that is none": (JINGDEZHEN, [nested("表单题目", "打开的答案", "不落实", 题目编号="care_duty_note")], "", "form.answer", "那道题没有这个答案", "not_fulfilled（未落实，已督促）"),
    "opened by no answer": (JINGDEZHEN, [nested("表单题目", "必填", "是", 题目编号="care_duty_note"), nested("表单题目", "打开的答案", None, 题目编号="care_duty_note")], "由哪题打开", "form.never", "永远不会出现", "打开的答案和月份"),
    "a thirteenth month": (JINGDEZHEN, [nested("表单题目", "月份", "12、13", 题目编号="flood_circuits")], "", "form.month", "月份里有 13", "1 到 12"),
    # people
    "too much for six people": (JINSHAN, [staffed, typed("频次", "每次约几分钟", "home-visit", 150)], "封面·社工人数", "feasibility.hours", "340 人 × 每月 3 次 ÷ 6 名社工 ÷ 21 个工作日 = 每人每天 8.1 次，约 9.4 小时，超过提醒线 8 小时", "商定人手"),
    "workers without what a visit takes": (JINSHAN, [staffed, typed("频次", "每次约几分钟", "greeting", None)], "", "feasibility.unsaid", "没有填写“每月线上问候”每次约几分钟", "不估算工作量的说明"),
    "nobody to do the work": (JINSHAN, [staffed, cover("社工人数", 0)], "", "feasibility.workers", "社工人数是 0", "实际人数"),
    "silence about who does the work": (JINSHAN, [cover("不估算工作量的说明", None)], "封面·社工人数", "feasibility.unsaid", "没有填写社工人数", "不估算工作量的说明"),
    # worked examples
    "an example that does not come out": (JINSHAN, [typed("样例", "应得的数", "ex-visits", 3)], "", "example.differs", "应得 3 人次，按现在的规则得 计 2 人次", "请核对原文"),
    "an example about nothing": (JINSHAN, [typed("样例", "看哪一行", "ex-visit", "home-vist")], "", "example.about", "没有编号为“home-vist”", "已有的编号"),
    "an example that expects nothing": (JINSHAN, [typed("样例", "应得的数", "ex-visit", None)], "", "example.unsaid", "没有写应得的数", "二者填一个"),
    "an example with an answer that nobody offers": (CARE, [nested("条件明细", "值", "“nobody”", 所在表="样例", 编号="ex-visits", 字段="资金来源（payer）")], "", "example.word", "没有“nobody”这个答案", "可用"),
    "an example with a demand for a fact": (JINSHAN, [nested("条件明细", "比较", "含有", 所在表="样例", 编号="ex-visit")], "", "example.fact", "要写实际的值", "选“等于”"),
    "a score example without its number": (CARE, [typed("样例", "所给的数", "ex-systems", None)], "", "example.number", "没有写“所给的数”", "所给的数"),
    "a grade example that belongs to another grade": (CARE, [typed("样例", "所给的数", "ex-good", 90)], "", "example.number", "90 分属于“优秀”", "所看的那一行"),
    "a price without an example": (CARE, [without("样例", "ex-price-severe")], "对象分级·severe·单价（元）", "example.missing_rule", "的单价没有样例", "severe"),
    "a measure without an example": (DADONG, [without("样例", "ex-plan")], "指标·plans·计量方式", "example.missing_measure", "按“成果”计的指标没有一个样例", "做了什么"),
}  # fmt: skip


def place_of(book, change, cell):
    """Where the finding must stand: the changed cell, or the row, sheet or column that is named."""
    if "·" in cell:
        title, key, *heading = cell.split("·")
        if title == "封面":
            page = book[title]
            row = next(n for n in range(1, 40) if page.cell(n, 1).value == key)
            return f"{title}!B{row}"
        found = {"对象分级": "没有频次的说明", "考核项目": "分值"}
        heading = heading[0] if heading else found[title]
        return f"{title}!{cell_at(book, title, heading, key).coordinate}"
    if cell and "!" not in cell:
        title, address = change.cell.split("!")
        row = re.search(r"[0-9]+", address)[0]
        page = book[title]
        return f"{title}!{page.cell(int(row), column_of(page, cell)).coordinate}"
    return cell or change.cell


@pytest.mark.parametrize("name", BROKEN)
def test_exactly_the_finding_that_is_meant(name):
    package, changes, cell, code, say, remedy = BROKEN[name]
    where = []
    content = edited(
        a_workbook(package), *changes, lambda book: where.append(place_of(book, changes[-1], cell))
    )
    found = [one for rung in climb_workbook(content, CATALOGUE, NAME) for one in rung.findings]
    assert [one.code for one in found] == [code], [(f.code, f.place, f.say) for f in found]
    (finding,) = found
    assert finding.place == f"{NAME} {where[0]}"
    assert say in finding.say and finding.say.endswith("。")
    assert remedy in finding.remedy and finding.remedy.endswith(("。", "？"))


def test_an_error_blocks_the_rungs_above_it_and_a_warning_does_not():
    change = typed("指标", "单位", "r2-1", "户")
    warned = climb_workbook(edited(a_workbook(LEZHI), change), CATALOGUE, NAME)
    assert [rung.asked for rung in warned] == [True] * 5
    assert [f.severity for rung in warned for f in rung.findings] == [Severity.WARNING]
    change = typed("指标", "其中于", "r2-1", "r9")
    stopped = climb_workbook(edited(a_workbook(LEZHI), change), CATALOGUE, NAME)
    assert [rung.asked for rung in stopped] == [True, True, False, False, False]


def test_sixty_broken_workbooks_and_more():
    assert len(unreadable.CASES) + len(BROKEN) >= 60
