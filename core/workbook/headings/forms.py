"""Headings of forms and their questions."""

from collections.abc import Mapping

from core.packages.schema import FormQuestion, FormRow, Row
from core.workbook.headings.counting import KINDS
from core.workbook.headings.words import CLAUSE, KEY, LABEL, Named

FORMS: Mapping[type[Row], Named] = {
    FormRow: {
        **KEY,
        **LABEL,
        **CLAUSE,
        "version": ("版本", "第几版，整数；不填为 1。"),
        "kinds": KINDS,
        "use": ("用途", "从下拉列表中选择；不填为随记录填写。"),
        "questions": ("题目", "列在工作表“表单题目”中，一行一题。"),
    },
    FormQuestion: {
        "key": ("题目编号", "小写英文字母、数字、下划线；一经给定不再改动。"),
        "label": ("题目", "题目的文字。"),
        "kind": ("题型", "从下拉列表中选择；不填为文字。"),
        "options": ("选项", "列在工作表“选项”中，一行一个。"),
        "required": ("必填", "填 是 或 否；不填为否。"),
        "unit": ("单位", "数字题的单位，如 岁。"),
        "hint": ("提示", "题目下面的提示。"),
        "section": ("分段", "题目所在的一段，如 健康方面。"),
        "when_question": ("由哪题打开", "答了哪一题才出现，填那一题的编号。"),
        "when_answers": ("打开的答案", "那一题的哪些答案打开本题，用顿号隔开。"),
        "months": ("月份", "只在哪几个月出现，如 6、7、8。"),
        "other": ("另有其他", "填 是 或 否；是则选项之外可以填写。"),
        "minimum": ("最小值", "整数。"),
        "maximum": ("最大值", "整数。"),
        "ends_form_on": ("答后结束", "答了哪些答案，问卷就结束，用顿号隔开。"),
    },
}
