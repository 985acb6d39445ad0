"""When a question is asked, and what it may be answered, as the expressions of XLSForm."""

from collections.abc import Iterable, Mapping

from core.packages.schema import FormQuestion
from core.plugin import QuestionKind

#: The month of the day on which the form is filled in, as a number without a zero before it.
THIS_MONTH = "format-date(today(), '%n')"


def quoted(answer: str) -> str:
    """An answer between quotes that it does not hold; one that holds both cannot be written."""
    return f'"{answer}"' if "'" in answer else f"'{answer}'"


def is_answered(question: FormQuestion, answer: str) -> str:
    """That the question has this answer, or has it among others."""
    if question.kind == QuestionKind.MULTIPLE:
        return f"selected(${{{question.key}}}, {quoted(answer)})"
    return f"${{{question.key}}} = {quoted(answer)}"


def is_not_answered(question: FormQuestion, answer: str) -> str:
    """That the question has not this answer."""
    if question.kind == QuestionKind.MULTIPLE:
        return f"not({is_answered(question, answer)})"
    return f"${{{question.key}}} != {quoted(answer)}"


def relevant(
    question: FormQuestion, by_key: Mapping[str, FormQuestion], before: Iterable[FormQuestion]
) -> str:
    """When the question is asked: opened by an answer, in season, and no answer ended the form."""
    parts = []
    if question.when_question:
        opening = by_key[question.when_question]
        answers = [is_answered(opening, answer) for answer in question.when_answers]
        parts.append(" or ".join(answers) or "false()")
    if question.months:
        months = " ".join(map(str, question.months))
        parts.append(f"selected('{months}', {THIS_MONTH})")
    for ending in before:
        parts += [is_not_answered(ending, answer) for answer in ending.ends_form_on]
    if len(parts) > 1 and len(question.when_answers) > 1:
        parts[0] = f"({parts[0]})"
    return " and ".join(parts)


def constraint(question: FormQuestion) -> str:
    """The bounds of a number."""
    bounds = ((">=", question.minimum), ("<=", question.maximum))
    return " and ".join(f". {sign} {bound}" for sign, bound in bounds if bound is not None)
