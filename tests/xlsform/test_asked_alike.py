"""An XLSForm asks the same questions as the form that it came from, whatever is answered."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from core.packages.forms import form_of
from core.plugin import QuestionKind
from core.recording.answers import open_questions
from core.xlsform.writing.survey import survey_of
from tests.xlsform.generated import answers_of, forms

PIECE = re.compile(
    r"(?P<month>format-date\(today\(\), '%n'\))|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|\$\{(?P<ref>\w+)\}|(?P<equal> = )"
)


def holds(expression, answers, month):
    """Whether an expression holds, as the tools that know XLSForm reckon it."""

    def piece(found):
        if found["month"]:
            return repr(str(month))
        if found["text"]:
            return repr(found["text"][1:-1])
        return " == " if found["equal"] else f"answers[{found['ref']!r}]"

    words = {"answers": answers, "selected": lambda chosen, one: one in chosen.split(" ")}
    return not expression or eval(PIECE.sub(piece, expression), {"__builtins__": {}}, words)


@st.composite
def filled_in(draw):
    """A form with answers to some of its questions, and a month."""
    form = draw(forms())
    answers = {}
    for question in form.questions:
        as_row = {"kind": question.kind, "options": question.options, "other": question.other}
        given = draw(st.one_of(st.just(()), answers_of(as_row)))
        many = question.kind == QuestionKind.MULTIPLE
        answers[question.key] = " ".join(given if many else given[:1])
    return form, answers, draw(st.integers(1, 12))


@settings(max_examples=150, deadline=None)
@given(filled_in())
def test_the_same_questions_are_asked(filled):
    form, answers, month = filled
    kept = dict.fromkeys(answers, "")
    for row in survey_of(form):
        if row.get("name") in kept and holds(row["relevant"], kept, month):
            kept[row["name"]] = answers[row["name"]]
    relevant = {
        row["name"]
        for row in survey_of(form)
        if row.get("name") in kept and holds(row["relevant"], kept, month)
    }
    many = {one.key for one in form.questions if one.kind == QuestionKind.MULTIPLE}
    given = {key: one.split(" ") if key in many else one for key, one in kept.items()}
    asked = open_questions(form_of(form).questions, given, date(2026, month, 1))
    assert {question.key for question in asked} == relevant
