"""What an XLSForm cannot say of a form: errors where it would be no valid XLSForm, else warnings."""

from collections import Counter
from collections.abc import Iterator

from core.packages.schema import FormQuestion, FormRow
from core.plugin import Finding, QuestionKind, Severity
from core.workbook.words import FIXED
from core.xlsform.naming import ANSWER_KEY, XML_NAME
from core.xlsform.words import (
    NOTE_SUFFIX,
    NOTES,
    OTHER,
    OTHER_LABEL,
    OTHER_SUFFIX,
    OURS,
    hint_meant,
    hint_said,
)

CHOICE = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
FIXED_WORDS = FIXED["question"]
#: Fields that mean something for some kinds only.
FOR_KINDS = (
    ("options", "选项", CHOICE),
    ("other", "“另有其他”", CHOICE),
    ("minimum", "最小值", (QuestionKind.NUMBER,)),
    ("maximum", "最大值", (QuestionKind.NUMBER,)),
)


def unsaid(form: FormRow) -> tuple[Finding, ...]:
    """Every finding on the way to an XLSForm, question by question."""
    keys = Counter(question.key for question in form.questions)
    found: list[Finding] = []
    for number, question in enumerate(form.questions):
        place = f"form “{form.key}” questions “{question.key}”"
        for code, say, remedy in _invalid(question, keys):
            found.append(_finding(code, Severity.ERROR, place, say, remedy))
        for code, say, remedy in _lost(question, keys, last=number + 1 == len(form.questions)):
            found.append(_finding(code, Severity.WARNING, place, say, remedy))
    return tuple(found)


def _finding(code: str, severity: Severity, place: str, say: str, remedy: str) -> Finding:
    return Finding(code=f"xlsform.{code}", severity=severity, place=place, say=say, remedy=remedy)


def _invalid(question: FormQuestion, keys: Counter[str]) -> Iterator[tuple[str, str, str]]:
    key, name = question.key, f"“{question.label}”"
    texts = (question.label, question.hint, question.section, *question.options.values())
    if not XML_NAME.fullmatch(key):
        say = f"编号“{key}”不能用作 XLSForm 的 name。"
        yield "key", say, "请用小写字母开头的字母、数字、下划线。"
    if keys[key] > 1:
        yield "twice", f"编号“{key}”用了 {keys[key]} 次。", "每道题的编号只能用一次，请改名。"
    if question.kind not in list(QuestionKind):
        yield "kind", f"没有题型“{question.kind}”。", "请选择表单题目的题型。"
    if question.kind in CHOICE and not question.options:
        yield "no_options", f"{name}是选择题，却没有选项。", "请补上选项，或改成文字题。"
    if question.other and question.kind in CHOICE and keys[key + OTHER_SUFFIX]:
        say = f"{name}另有其他，它要用的编号“{key}{OTHER_SUFFIX}”已有别的题在用。"
        yield "other_name", say, "请给那道题改编号。"
    if not question.label.strip() or not all(map(str.strip, question.options.values())):
        yield "no_label", f"“{key}”的题目或选项没有文字。", "请补上文字。"
    if any("${" in text for text in texts):
        say = f"{name}的文字里有“${{”，XLSForm 会当作引用别的答案。"
        yield "reference", say, "请改写这处文字。"
    if question.when_question and question.when_question not in keys:
        say = f"{name}由“{question.when_question}”打开，表单里没有这道题。"
        yield "opened_by", say, "请改成表单里的题目编号。"
    answers = (*question.options, *question.when_answers, *question.ends_form_on)
    if any("'" in answer and '"' in answer for answer in answers):
        yield "quotes", f"{name}有一个答案编号同时含有单引号和双引号。", "请去掉一种引号。"
    if not all(ANSWER_KEY.fullmatch(answer) for answer in question.options):
        yield "option_key", f"{name}有一个选项编号是空的或含有空格。", "请去掉空格。"


def _lost(
    question: FormQuestion, keys: Counter[str], *, last: bool
) -> Iterator[tuple[str, str, str]]:
    name = f"“{question.label}”"
    for field, word, kinds in FOR_KINDS:
        if getattr(question, field) not in ({}, False, None) and question.kind not in kinds:
            yield "unused", f"{name}的{word}对这种题型没有作用，没有导出。", "不需要的话，请删去。"
    if question.when_question and not question.when_answers:
        yield "never", f"{name}没有写由哪些答案打开，永远不会出现。", "请补上打开的答案。"
    if question.when_answers and not question.when_question:
        say = f"{name}的“打开的答案”没有写由哪题打开，没有导出。"
        yield "unused", say, "请补上由哪题打开，或删去。"
    if question.kind in OURS:
        say = f"XLSForm 没有“{FIXED_WORDS[question.kind]}”这种题型，{name}导出为文字题。"
        yield "as_text", say, "在别的工具里填的，请人工核对；导回驿站时仍是原来的题型。"
    if question.months:
        say = f"{name}按月份出现：XLSForm 里按填表当天的月份，驿站按服务日期的月份。"
        yield "months", say, "补录以前的服务时，请留意这一题。"
    if question.ends_form_on and last:
        say = f"{name}是最后一题，“答后结束”没有作用，没有导出。"
        yield "ends_last", say, "不需要的话，请删去。"
    if hint_meant(hint_said(question.hint, question.unit)) != (question.hint, question.unit):
        yield "unit", f"{name}的提示和单位写在一起后分不开，导回时会不同。", "单位里请不要用括号。"
    if question.other and OTHER in question.options:
        say = f"{name}已有编号为“{OTHER}”的选项，又另有其他，导出后合为一项“{OTHER_LABEL}”。"
        yield "other_twice", say, "请只留一种写法。"
    if question.kind in NOTES and keys[question.key + NOTE_SUFFIX]:
        say = f"{name}的说明没有导出：它要用的编号“{question.key}{NOTE_SUFFIX}”已有别的题在用。"
        yield "note", say, "需要的话，请给那道题改编号。"
