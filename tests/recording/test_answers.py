"""Which answers open a question: also 异常 with its note, 是 and 否, and 其他."""

from datetime import date

import pytest

from core.plugin import Option, Question, QuestionKind
from core.recording.answers import check_answers, open_questions

DAY = date(2026, 6, 1)
STOVE = Question(key="stove", label="灶台", kind=QuestionKind.CHECK)
RAISED = Question(key="raised", label="报给谁", required=True, when=("stove", ("issue",)))
ALONE = Question(key="alone", label="独居", kind=QuestionKind.YES_NO)
WITH = Question(key="with", label="与谁同住", when=("alone", ("no",)))
CARE = Question(
    key="care", label="谁照料", kind=QuestionKind.SINGLE, options=(Option(key="son", label="儿子"),), other=True
)  # fmt: skip
WHO = Question(key="who", label="怎样联系", when=("care", ("other",)))
FORM = (STOVE, RAISED, ALONE, WITH, CARE, WHO)


def opened(answers):
    return [one.key for one in open_questions(FORM, answers, DAY) if one.when]


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, []),
        ({"stove": "ok"}, []),
        ({"stove": "issue"}, ["raised"]),
        ({"stove": {"result": "issue", "note": "漏气"}}, ["raised"]),
        ({"stove": {"result": "ok"}}, []),
        ({"alone": "no"}, ["with"]),
        ({"alone": False}, ["with"]),
        ({"alone": True}, []),
        ({"care": "other"}, ["who"]),
    ],
)
def test_an_answer_opens_what_asks_for_it(answers, keys):
    assert opened(answers) == keys


def test_an_issue_with_its_note_wants_the_question_that_it_opens():
    answers = {"stove": {"result": "issue", "note": "漏气"}}
    assert check_answers(FORM, answers, DAY)[1] == {"raised": "请填写“报给谁”。"}
    kept, problems = check_answers(FORM, {**answers, "raised": "村委"}, DAY)
    assert (kept, problems) == ({**answers, "raised": "村委"}, {})


def test_every_answer_that_a_condition_may_name():
    assert [one.key for one in STOVE.closed_answers] == ["ok", "issue", "unchecked"]
    assert [one.label for one in ALONE.closed_answers] == ["是", "否"]
    assert [one.key for one in CARE.closed_answers] == ["son", "other"]
    assert WITH.closed_answers == ()
