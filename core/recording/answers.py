"""Answers: one function checks what was filled in against the declared questions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from core.plugin import Question
from core.plugin.questions import FILES
from core.recording.canonical import canonical
from core.recording.texts import clean_text, folded_digits, kept_text, wrong_text

__all__ = [
    "OTHER",
    "check_answers",
    "check_forms",
    "clean_text",
    "folded_digits",
    "kept_text",
    "open_in",
    "open_questions",
    "wrong_text",
]

OTHER = "_other"


def open_questions(
    questions: Iterable[Question], answers: Mapping[str, Any], day: date
) -> tuple[Question, ...]:
    """The questions of one form that are asked on that day, given the other answers.

    An answer that ends the form closes every question behind it. What was answered to a question
    that is itself closed opens nothing.
    """
    return open_in([questions], answers, day)


def open_in(
    forms: Iterable[Iterable[Question]], answers: Mapping[str, Any], day: date
) -> tuple[Question, ...]:
    """The same of several forms on one sheet: each ends for itself, all may open one another."""
    found: dict[str, Question] = {}
    for questions in forms:
        for question in questions:
            if question.months and day.month not in question.months:
                continue
            if question.when is not None:
                name, opening = question.when
                if name not in found or not _given(answers, name) & set(opening):
                    continue
            found[question.key] = question
            if _given(answers, question.key) & set(question.ends_form_on):
                break
    return tuple(found.values())


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
    """The answers of one form in their canonical form, and what is wrong, as ``check_forms``."""
    return check_forms([tuple(questions)], answers, day)


def check_forms(
    forms: Sequence[Sequence[Question]], answers: Mapping[str, Any], day: date
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers in their canonical form, and a Chinese sentence for every one that is wrong.

    Answers to questions that nobody asked are refused; those to questions that another answer
    closed are left out. A photo or signature may come later: it is never missing.
    """
    questions = [question for form in forms for question in form]
    known = {question.key for question in questions}
    known |= {question.key + OTHER for question in questions if question.other}
    kept: dict[str, Any] = {}
    problems: dict[str, str] = {
        key: "没有这个问题。"
        for key in answers
        if key not in known and answers[key] not in (None, "", [])
    }
    for question in open_in(forms, answers, day):
        key, value = question.key, answers.get(question.key)
        if value is None or value == "" or value == []:
            if question.required and question.kind not in FILES:
                problems[key] = f"请填写“{question.label}”。"
            continue
        try:
            kept[key] = canonical(question, value)
            if question.other and answers.get(key + OTHER):
                kept[key + OTHER] = clean_text(answers[key + OTHER], 200)
        except (ValueError, ArithmeticError) as error:
            problems[key] = str(error) or "填写的内容无法识别。"
    return kept, problems
