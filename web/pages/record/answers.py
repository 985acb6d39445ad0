"""Answers under the names that a form gives them, and under those that are stored."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.plugin import Question, QuestionKind
from core.recording.answers import OTHER

Answers = Mapping[str, Any]


def shown_answers(fields: Answers, questions: Iterable[Question]) -> dict[str, Any]:
    """Stored answers under the names that the form gives them."""
    found: dict[str, Any] = {}
    for question in questions:
        key, value = question.key, fields.get(question.key)
        if isinstance(value, Mapping):
            parts = ("relation", "phone") if question.kind is QuestionKind.PROXY else ("note",)
            found |= {f"{key}__{part}": value.get(part, "") for part in parts}
            value = value.get("name" if question.kind is QuestionKind.PROXY else "result")
        if question.other and isinstance(value, list):
            value = ["__other" if one == "other" else one for one in value]
        elif question.other and value == "other":
            value = "__other"
        if value is not None:
            found[key] = value
        if fields.get(key + OTHER):
            found[f"{key}__other"] = fields[key + OTHER]
    return found


def stored_answers(answers: Answers, questions: Iterable[Question]) -> dict[str, Any]:
    """Answers of the form under the names that are stored; of questions that are not asked none."""
    found: dict[str, Any] = {}
    for question in questions:
        value = TYPED.get(question.kind, _as_typed)(question, answers)
        if value not in (None, "", []):
            found[question.key] = value
        if question.other and answers.get(f"{question.key}__other"):
            found[question.key + OTHER] = answers[f"{question.key}__other"]
    return found


def _as_typed(question: Question, answers: Answers) -> Any:
    value = answers.get(question.key)
    return "other" if value == "__other" else value


def _several(question: Question, answers: Answers) -> Any:
    value = answers.get(question.key) or []
    several = value if isinstance(value, list) else [value]
    return ["other" if one == "__other" else one for one in several]


def _noted(question: Question, answers: Answers) -> Any:
    value, note = answers.get(question.key), answers.get(f"{question.key}__note")
    return {"result": value, "note": note} if note and value in question.with_note else value


def _duration(question: Question, answers: Answers) -> Any:
    """What was typed; else from when to when."""
    stretch = [answers.get(f"{question.key}__{part}") or "" for part in ("from", "to")]
    return answers.get(question.key) or ("-".join(stretch) if any(stretch) else "")


def _proxy(question: Question, answers: Answers) -> Any:
    parts = {part: answers.get(f"{question.key}__{part}") for part in ("relation", "phone")}
    given = {"name": answers.get(question.key), **parts}
    return given if any(given.values()) else ""


TYPED: Mapping[QuestionKind, Callable[[Question, Answers], Any]] = {
    QuestionKind.MULTIPLE: _several,
    QuestionKind.CHECK: _noted,
    QuestionKind.SERVICE: _noted,
    QuestionKind.DURATION: _duration,
    QuestionKind.PROXY: _proxy,
}
