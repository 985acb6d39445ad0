"""Answers: one function checks what was filled in against the declared questions."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from core.plugin import Question, QuestionKind
from core.store.errors import Refused

OTHER = "_other"
LONGEST = 4000
WHOLE = Decimal(10) ** 9
FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
ALLOWED_CONTROLS = "\n\t\r"
#: Direction marks and zero-width signs that make a text look like another.
FORBIDDEN_SIGNS = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def clean_text(value: Any, longest: int = LONGEST) -> str:
    """The text as typed, without outer white space; control characters are refused by name.

    Raises ValueError with a Chinese sentence.
    """
    if not isinstance(value, str):
        raise ValueError("应填写文字。")
    text = value.strip()
    if len(text) > longest:
        raise ValueError(f"最多 {longest} 个字，现有 {len(text)} 个。")
    for sign in text:
        bad = unicodedata.category(sign) in FORBIDDEN - {"Co"} and sign not in ALLOWED_CONTROLS
        if bad or sign in FORBIDDEN_SIGNS:
            raise ValueError(f"含有不可见的控制字符（U+{ord(sign):04X}），请删去后重填。")
    return text


def wrong_text(text: str, longest: int) -> str:
    """What ``clean_text`` has against a text; empty when nothing."""
    try:
        clean_text(text, longest)
    except ValueError as error:
        return str(error)
    return ""


def kept_text(text: str, field: str, longest: int, *, missing: str = "") -> str:
    """The cleaned text of one field; raises Refused, with ``missing`` when it may not be empty."""
    problem = wrong_text(text, longest) or ("" if text.strip() else missing)
    if problem:
        raise Refused(problem, field=field)
    return text.strip()


def folded_digits(value: Any) -> str:
    """Full-width digits as plain ones; for numbers only, never for names."""
    return unicodedata.normalize("NFKC", str(value)).strip()


def open_questions(
    questions: Iterable[Question], answers: Mapping[str, Any], day: date
) -> tuple[Question, ...]:
    """The questions that are asked on that day, given the other answers.

    An answer that ends the form closes every question behind it.
    """
    found = []
    for question in questions:
        if question.months and day.month not in question.months:
            continue
        if question.when is not None:
            name, opening = question.when
            if not _given(answers, name) & set(opening):
                continue
        found.append(question)
        if _given(answers, question.key) & set(question.ends_form_on):
            break
    return tuple(found)


def _given(answers: Mapping[str, Any], name: str) -> set[str]:
    """The keys of what was answered; of an 异常 with its note the answer alone."""
    given = answers.get(name)
    if isinstance(given, Mapping):
        given = given.get("result")
    if isinstance(given, bool):
        given = "yes" if given else "no"
    return set(map(str, given if isinstance(given, list | tuple) else [given]))


def check_answers(
    questions: Iterable[Question], answers: Mapping[str, Any], day: date
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers in their canonical form, and a Chinese sentence for every one that is wrong.

    Answers to questions that nobody asked are refused; those to questions that another answer
    closed are left out.
    """
    questions = tuple(questions)
    asked = {question.key: question for question in open_questions(questions, answers, day)}
    known = {question.key for question in questions}
    known |= {question.key + OTHER for question in questions if question.other}
    kept: dict[str, Any] = {}
    problems: dict[str, str] = {
        key: "没有这个问题。"
        for key in answers
        if key not in known and answers[key] not in (None, "", [])
    }
    for key, question in asked.items():
        value = answers.get(key)
        if value is None or value == "" or value == []:
            if question.required:
                problems[key] = f"请填写“{question.label}”。"
            continue
        try:
            kept[key] = _canonical(question, value)
            if question.other and answers.get(key + OTHER):
                kept[key + OTHER] = clean_text(answers[key + OTHER], 200)
        except (ValueError, InvalidOperation) as error:
            problems[key] = str(error) or "填写的内容无法识别。"
    return kept, problems


def _canonical(question: Question, value: Any) -> Any:
    kind = question.kind
    if kind is QuestionKind.NUMBER:
        return _number(question, value)
    if kind is QuestionKind.DATE:
        try:
            return date.fromisoformat(folded_digits(value)).isoformat()
        except ValueError:
            raise ValueError("日期应写成 2025-03-01 的样子。") from None
    if kind is QuestionKind.YES_NO:
        text = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
        if text not in ("yes", "no"):
            raise ValueError("请选择“是”或“否”。")
        return text
    if kind is QuestionKind.MULTIPLE:
        chosen = list(value) if isinstance(value, list | tuple) else [value]
        return [_option(question, item) for item in dict.fromkeys(map(str, chosen))]
    if kind is QuestionKind.CHECK:
        return _check(question, value)
    if question.answers or kind is QuestionKind.SINGLE:  # of nothing, nothing can be chosen
        return _option(question, value)
    return clean_text(value)


def _option(question: Question, value: Any) -> str:
    keys = [option.key for option in question.answers]
    if str(value) in keys or (question.other and str(value) == "other"):
        return str(value)
    raise ValueError(f"请从“{question.label}”所列的答案中选择。")


def _check(question: Question, value: Any) -> Any:
    """正常 or 异常; an 异常 may bring its note along."""
    if isinstance(value, Mapping):
        found = {"result": _option(question, value.get("result"))}
        if value.get("note"):
            found["note"] = clean_text(value["note"], 400)
        return found
    return _option(question, value)


def _number(question: Question, value: Any) -> int | str:
    text = folded_digits(value)
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"“{question.label}”应填数字。") from None
    if not number.is_finite() or abs(number) > WHOLE:
        raise ValueError(f"“{question.label}”的数字太大。")
    if question.minimum is not None and number < question.minimum:
        raise ValueError(f"“{question.label}”不能小于 {question.minimum}。")
    if question.maximum is not None and number > question.maximum:
        raise ValueError(f"“{question.label}”不能大于 {question.maximum}。")
    if number == number.to_integral_value():
        return int(number)
    if -number.as_tuple().exponent > 3:  # type: ignore[operator]
        raise ValueError(f"“{question.label}”最多三位小数。")
    return str(number)
