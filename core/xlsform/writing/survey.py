"""The rows of the sheets survey and choices, from a package's form."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from core.packages.schema import FormQuestion, FormRow
from core.plugin import QuestionKind
from core.plugin.questions import WITH_NOTE
from core.xlsform.words import (
    FIXED,
    LOOKS,
    NOTE_SUFFIX,
    NOTES,
    OTHER,
    OTHER_LABEL,
    OURS,
    bounds_said,
    hint_said,
)
from core.xlsform.writing.expressions import constraint, is_answered, relevant

Cells = Mapping[str, str]
TYPES: Mapping[str, str] = {
    QuestionKind.TEXT: "text",
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.NUMBER: "decimal",
    QuestionKind.DATE: "date",
    QuestionKind.TIME: "time",
    QuestionKind.PHOTO: "image",
    QuestionKind.SIGNATURE: "image",
    **dict.fromkeys(OURS, "text"),
}
SELECTS: Mapping[str, str] = {
    QuestionKind.SINGLE: "select_one",
    QuestionKind.MULTIPLE: "select_multiple",
}


def survey_of(form: FormRow) -> Iterator[Cells]:
    """One row a question, the questions of a section in a group of their own."""
    by_key = {question.key: question for question in form.questions}
    runs = [(section, list(run)) for section, run in groupby(form.questions, lambda q: q.section)]
    taken = set(by_key)
    before: list[FormQuestion] = []
    for section, run in runs:
        if section:
            name = next(n for i in range(1, len(taken) + 2) if (n := f"section_{i}") not in taken)
            taken.add(name)
            yield {"type": "begin_group", "name": name, "label": section}
        for question in run:
            yield _question(question, relevant(question, by_key, before))
            if question.kind in NOTES and question.key + NOTE_SUFFIX not in by_key:
                yield _note(question)
            if question.ends_form_on:
                before.append(question)
        if section:
            yield {"type": "end_group"}


def choices_of(form: FormRow) -> Iterator[Cells]:
    """The lists of the choice questions, each under its name."""
    kinds = {question.kind for question in form.questions}
    for kind, (name, labels) in FIXED.items():
        if kind in kinds:
            yield from _choices(name, labels)
    for question in form.questions:
        if question.kind in SELECTS:
            also = {OTHER: OTHER_LABEL} if question.other else {}
            yield from _choices(_list_of(question), {**question.options, **also})


def _choices(name: str, labels: Mapping[str, str]) -> Iterator[Cells]:
    for key, label in labels.items():
        yield {"list_name": name, "name": key, "label": label}


def _list_of(question: FormQuestion) -> str:
    """A list of its own for each question; never one of those that are always the same."""
    return f"{question.key}_list"


def _type(question: FormQuestion) -> str:
    if question.kind in SELECTS:
        also = " or_other" if question.other else ""
        return f"{SELECTS[question.kind]} {_list_of(question)}{also}"
    if question.kind in TYPES:
        return TYPES[question.kind]
    return f"select_one {FIXED[QuestionKind(question.kind)][0]}"


def _question(question: FormQuestion, when: str) -> Cells:
    number = question.kind == QuestionKind.NUMBER
    bounds = question.minimum, question.maximum
    return {
        "type": _type(question),
        "name": question.key,
        "label": question.label,
        "hint": hint_said(question.hint, question.unit),
        "required": "yes" if question.required else "",
        "relevant": when,
        "constraint": constraint(question) if number else "",
        "constraint_message": bounds_said(question.label, *bounds) if number else "",
        "appearance": next(
            (look for look, (_, kind) in LOOKS.items() if kind == question.kind), ""
        ),
    }


def _note(question: FormQuestion) -> Cells:
    """The note that may come with an answer, as the question that XLSForm needs for it."""
    kind = QuestionKind(question.kind)
    return {
        "type": "text",
        "name": question.key + NOTE_SUFFIX,
        "label": NOTES[kind],
        "relevant": " or ".join(is_answered(question, answer) for answer in WITH_NOTE[kind]),
    }
