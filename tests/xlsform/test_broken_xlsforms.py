"""XLSForms with one fault each: exactly the finding meant for it, at its cell, with a remedy."""

import io

import openpyxl
import pytest

from core.plugin import Severity
from core.xlsform import import_form
from tests.xlsform.scene import (
    AGE,
    BEGIN,
    END,
    NAME,
    NEEDS,
    VISITED,
    a_book,
    a_survey,
    text,
)


def fault(cell, code, say, remedy, *rows, **how):
    return cell, code, say, remedy, a_survey(*rows, **how)


def typed(kind, remedy):
    """A question of a type that the house has not."""
    row = {"type": kind, "name": "b", "label": "乙"}
    return fault("survey!A3", "type", f"没有题型“{kind}”", remedy, text("a"), row)


def when(code, say, remedy, expression, *rows):
    """A question whose condition cannot be kept."""
    asked = (VISITED, NEEDS, AGE, text("a", relevant=expression), text("b"), *rows)
    return fault("survey!D5", code, say, remedy, *asked)


def bounded(say, constraint, row=AGE):
    return fault("survey!D2", "constraint", say, "这一格", {**row, "constraint": constraint})


BROKEN = {
    "a film": typed("video", "作为佐证上传"),
    "a place": typed("geopoint", "请删去这一行"),
    "an instant": typed("dateTime", "请改成 date"),
    "a bar code": typed("barcode", "请改成 text"),
    "a range": typed("range", "constraint"),
    "a ranking": typed("rank needs", "几道 select_one"),
    "a calculation": typed("calculate", "表单不计算"),
    "choices from a file": typed("select_one_from_file villages.csv", "写在 choices 工作表里"),
    "choices from outside": typed("select_one_external villages", "写在 choices 工作表里"),
    "a made-up type": typed("signature pad", "请改成驿站有的题型"),
    "rows that repeat": fault(
        "survey!A2", "repeat", "不能重复填一组题目", "每次一条记录",
        {"type": "begin_repeat", "name": "r", "label": "家人"}, text("a"), {"type": "end_repeat"},
    ),
    "a filter of choices": fault(
        "survey!D2", "choice_filter", "不能按别的答案筛选", "用 relevant 打开",
        {**NEEDS, "choice_filter": "town=${a}"},
    ),
    "a calculated answer": fault(
        "survey!D2", "calculation", "不计算", "请删去这一格", text("a", calculation="1 + 1")
    ),
    "an answer that cannot be changed": fault(
        "survey!D2", "read_only", "都是要填的", "请删去这一格", text("a", read_only="yes")
    ),
    "required on a condition": fault(
        "survey!D2", "required", "不能带条件", "请填 yes 或 no", text("a", required="${b} = 1")
    ),
    "no type": fault("survey!A3", "no_type", "没有填 type", "请补上题型", text("a"),
                     {"name": "b", "label": "乙"}),
    "no name": fault("survey!B2", "no_name", "没有填 name", "请补上编号", text("")),
    "no label": fault("survey!C2", "no_label", "没有题目文字", "label", text("a", label=None)),
    "a name used twice": fault("survey!B3", "twice", "“a”用了两次", "请改名", text("a"), text("a")),
    "an answer within the label": fault(
        "survey!C3", "reference", "引用了别的答案", "不含引用的文字", text("a"), text("b", label="${a}好吗")
    ),
    "an answer within the name of a group": fault(
        "survey!C2", "reference", "引用了别的答案", "不含引用的文字", {**BEGIN, "label": "${a}"}, text("a"), END
    ),
    "an answer within a choice": fault(
        "choices!C2", "reference", "引用了别的答案", "不含引用的文字", NEEDS, choices=(("needs", "a", "${b}"),)
    ),
    "a column given twice": fault(
        "survey!E1", "column_twice", "是同一列", "请合成一列",
        VISITED, text("a", relevant="${visited} = 'yes'", relevance="${visited} = 'no'"),
    ),
    "a list that is missing": fault(
        "survey!A2", "no_list", "没有列表“needs”", "补上这个列表", NEEDS, choices=()
    ),
    "a choice given twice": fault(
        "choices!B3", "choice_twice", "“meals”出现了两次", "改其中一个", NEEDS,
        choices=(("needs", "meals", "助餐"), ("needs", "meals", "送餐")),
    ),
    "a choice without a name": fault(
        "choices!B3", "choice_name", "没有填 name", "请补上 name", NEEDS,
        choices=(("needs", "meals", "助餐"), ("needs", None, "送餐")),
    ),
    "a group that is not closed": fault(
        "survey!A2", "unclosed", "没有结束", "补一行 end_group", BEGIN, text("a")
    ),
    "a group that was never opened": fault(
        "survey!A3", "unopened", "没有开始", "成对", text("a"), END
    ),
    "a question that is not there": when(
        "unknown_question", "“gone”不是表单里的题目", "name", "${gone} = 'yes'"
    ),
    "an answer that is not there": when(
        "unknown_answer", "没有答案“perhaps”", "列表里的 name", "${visited} = 'perhaps'"
    ),
    "equality with several choices": when(
        "shape", "是多选题", "selected(${题目}", "${needs} = 'bath'"
    ),
    "selected of a text": when("shape", "不是选择题", "selected", "selected(${b}, 'x')"),
    "a comparison of numbers": when("relevant", "看不懂“age > 60”", "= '答案'", "${age} > 60"),
    "whether anything was filled in": when("relevant", "有没有填", "= '答案'", "${b} != ''"),
    "a function": when("relevant", "看不懂", "= '答案'", "count-selected(${needs}) > 1"),
    "a bracket that is missing": when("relevant", "缺少“)”", "= '答案'", "(${visited} = 'yes'"),
    "two questions joined by or": when(
        "relevant", "同一道题的几个答案", "用 or、and 连起来", "${visited} = 'yes' or ${b} = 'x'"
    ),
    "two questions joined by and": when(
        "conditions", "只能由一道题打开", "请只留一个条件", "${visited} = 'yes' and ${b} = 'x'"
    ),
    "not this answer, of one question only": when(
        "negative", "后面的题目没有都带这个条件", "改写成要出现的答案", "${visited} != 'no'"
    ),
    "months to leave out": when(
        "relevant", "月份不能用 not", "= '答案'", "not(selected('6 7', format-date(today(), '%n')))"
    ),
    "a bound of a text": bounded("只有数字题", "regex(., '[0-9]+')", text("a")),
    "a bound that depends": bounded("看不懂", ". <= ${b}"),
    "a bound that is no whole number": bounded("只能是整数", ". >= 0.5"),
    "a bound that excludes itself": bounded("包含上下限本身", ". > 0"),
    "no question at all": fault(
        "survey!A1", "empty", "没有一道题", "补上题目", BEGIN, END
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_one_fault_is_one_finding(name):
    cell, code, say, remedy, content = BROKEN[name]
    found = import_form(content, NAME)
    assert [(one.code, one.place) for one in found.findings] == [
        (f"xlsform.{code}", f"{NAME} {cell}")
    ]
    finding = found.findings[0]
    assert finding.severity is Severity.ERROR
    assert say in finding.say
    assert remedy in finding.remedy
    assert found.form is None


def test_no_survey():
    found = import_form(a_book({"问卷": [["type", "name", "label"]]}), NAME)
    assert [one.code for one in found.findings] == ["xlsform.survey"]


@pytest.mark.parametrize("column", ["type", "name", "label"])
def test_a_column_that_must_be_there(column):
    row = {"type": "text", "name": "a", "label": "甲"}
    columns = [one for one in row if one != column]
    content = a_book({"survey": [columns, [row[one] for one in columns]]})
    found = import_form(content, NAME)
    assert [(one.code, one.place) for one in found.findings] == [
        ("xlsform.columns", f"{NAME} survey!A1")
    ]
    assert column in found.findings[0].say


def test_choices_without_their_columns():
    content = a_book(
        {
            "survey": [list(NEEDS), list(NEEDS.values())],
            "choices": [["list_name", "name"], ["needs", "meals"]],
        }
    )
    found = import_form(content, NAME)
    assert [(one.code, one.place) for one in found.findings] == [
        ("xlsform.columns", f"{NAME} choices!A1")
    ]


def spoilt(change):
    """What is found in a good file after ``change`` to its survey."""
    book = openpyxl.load_workbook(io.BytesIO(a_survey(text("a"), text("b"))))
    change(book["survey"])
    kept = io.BytesIO()
    book.save(kept)
    found = import_form(kept.getvalue(), NAME)
    assert found.form is None
    return [(one.code, one.place) for one in found.findings]


def test_merged_cells():
    found = spoilt(lambda survey: survey.merge_cells("A2:A3"))
    assert found == [("xlsform.merged", f"{NAME} survey!A2")]


def test_a_formula_that_was_never_computed():
    found = spoilt(lambda survey: survey.__setitem__("C2", "=C3"))
    assert found == [("xlsform.formula", f"{NAME} survey!C2")]


def test_a_column_without_a_heading():
    found = spoilt(lambda survey: survey.__setitem__("E3", "这是什么"))
    assert found == [("xlsform.heading", f"{NAME} survey!E1")]
