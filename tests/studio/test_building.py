"""The sheet on which a question is built: cells shown as choices, and choices read back as cells."""

from datetime import date

from core.plugin import Option, Question, QuestionKind
from core.studio.building import HEADINGS, building_sheet, said, shown

DAY = date(2026, 7, 1)
CARE = Question(
    key="care",
    label="是否落实",
    kind=QuestionKind.SINGLE,
    options=(Option(key="yes", label="落实"), Option(key="no", label="没有")),
    other=True,
)
STOVE = Question(key="stove", label="灶台", kind=QuestionKind.CHECK)
NOTE = Question(key="note", label="说明")
SHEET = building_sheet((CARE, STOVE, NOTE), STOVE)


def cells(**texts):
    return {heading: texts.get(name, "") for name, heading in HEADINGS.items()}


def asked(key):
    return next(one for one in SHEET if one.key == key)


def test_only_questions_with_answers_to_choose_from_may_open_one():
    keys = [option.key for option in asked("when_question").options]
    assert keys == ["_always", "care", "stove"]
    assert [o.key for o in asked("when.care").options] == ["yes", "no", "other"]
    assert [o.key for o in asked("when.stove").options] == ["ok", "issue", "unchecked"]
    assert [o.label for o in asked("ends_form_on").options] == ["正常", "异常", "未查"]
    assert not [
        one for one in building_sheet((NOTE,), NOTE) if one.key in ("when_question", "ends_form_on")
    ]


def test_what_is_shown_and_sent_back_unchanged_changes_no_cell():
    texts = cells(
        label="原因", kind="单选", required="是", other="√", when_question="care",
        when_answers="no、other", months="12、1", section="照料",
    )  # fmt: skip
    answers = shown(texts, SHEET)
    assert answers["when.care"] == ["no", "other"]
    assert (answers["kind"], answers["other"], answers["months"]) == ("single", "yes", ["12", "1"])
    assert said(texts, answers, SHEET, DAY) == (texts, {})


def test_what_is_chosen_becomes_the_words_of_the_workbook():
    answers = {
        "label": "缺几天", "kind": "number", "unit": "天", "minimum": "１", "maximum": "30",
        "required": "yes", "when_question": "stove", "when.stove": ["issue"],
        "when.care": ["yes"], "months": ["6", "7"],
    }  # fmt: skip
    found, problems = said(cells(), answers, SHEET, DAY)
    assert problems == {}
    assert {heading: text for heading, text in found.items() if text} == {
        "题目": "缺几天", "题型": "数字", "单位": "天", "最小值": "1", "最大值": "30", "必填": "是",
        "由哪题打开": "stove", "打开的答案": "issue", "月份": "6、7",
    }  # fmt: skip


def test_a_condition_is_taken_away_by_choosing_always():
    texts = cells(label="原因", when_question="care", when_answers="no")
    found, _ = said(texts, {**shown(texts, SHEET), "when_question": "_always"}, SHEET, DAY)
    assert (found["由哪题打开"], found["打开的答案"]) == ("", "")


def test_a_cell_that_no_choice_can_show_stays_until_something_is_chosen():
    texts = cells(label="原因", when_question="later", when_answers="x", months="夏天")
    answers = shown(texts, SHEET)
    assert (answers["when_question"], answers["months"]) == ("", [])
    found, problems = said(texts, {**answers, "label": "为什么"}, SHEET, DAY)
    assert problems == {}
    assert found == {**texts, "题目": "为什么"}
    found, _ = said(texts, {**answers, "months": ["6"], "when_question": "_always"}, SHEET, DAY)
    assert (found["月份"], found["由哪题打开"], found["打开的答案"]) == ("6", "", "")


def test_a_kind_that_is_none_must_be_chosen_and_a_number_be_one():
    texts = cells(label="原因", kind="滑块")
    _, problems = said(texts, shown(texts, SHEET), SHEET, DAY)
    assert problems == {"kind": "请填写“题型”。"}
    typed = {"label": "", "kind": "number", "minimum": "不少于三"}
    _, problems = said(cells(), typed, SHEET, DAY)
    assert set(problems) == {"label", "minimum"}
    _, problems = said(cells(), {"label": "a", "kind": "text", "when_question": "care"}, SHEET, DAY)
    assert set(problems) == {"when.care"}
