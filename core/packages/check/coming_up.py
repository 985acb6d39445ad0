"""Questions that never come up: what opens them cannot be answered so, or not in their months."""

from collections.abc import Mapping

from core.packages.check.report import Report
from core.packages.schema import FormQuestion, FormRow

MONTHS = range(1, 13)
YEAR = frozenset(MONTHS)


def check_coming_up(form: FormRow, report: Report) -> None:
    """Questions that no answers and no month can bring up."""
    asked: dict[str, tuple[FormQuestion, frozenset[int]]] = {}
    for number, question in enumerate(form.questions, 1):
        months = _months_asked(question, asked)
        opener = asked.get(question.when_question)
        if opener or not question.when_question:
            asked.setdefault(question.key, (question, months))
        if months or (question.when_question and not opener):
            continue
        place = f"form “{form.key}” questions[{number}] when_question"
        say = f"“{question.label}”永远不会出现。"
        remedy = "请核对由哪题打开、打开的答案和月份。"
        if question.required:
            report.error("form.never", place, say, remedy)
        else:
            report.warn("form.never", place, say, remedy)


def _months_asked(
    question: FormQuestion, asked: Mapping[str, tuple[FormQuestion, frozenset[int]]]
) -> frozenset[int]:
    """The months in which a question can come up: its own, as far as what opens it comes up too."""
    own = frozenset(question.months) & YEAR or YEAR
    if not question.when_question:
        return own
    opener, months = asked.get(question.when_question, (None, YEAR))
    if opener is None:
        return own
    opening = set(question.when_answers) - set(opener.ends_form_on)
    return own & months if opening else frozenset()
