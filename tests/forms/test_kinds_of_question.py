"""Each kind of question: what is stored of what was typed, and what is said to what cannot be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plugin import Option, Question, QuestionKind
from core.recording.answers import check_answers, check_forms, open_questions

DAY = date(2026, 6, 1)
SHA = "0f" * 32
SOMEBODY = "01890a5d-ac96-774b-bcce-b302099a8057"


def kept(kind, value, **more):
    question = Question(key="q", label="这一题", kind=QuestionKind(kind), **more)
    answers, problems = check_answers([question], {"q": value}, DAY)
    assert not problems, problems
    return answers.get("q")


def said(kind, value, **more):
    question = Question(key="q", label="这一题", kind=QuestionKind(kind), **more)
    answers, problems = check_answers([question], {"q": value}, DAY)
    assert not answers
    return problems["q"]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("40", 40),
        (40, 40),
        ("４０", 40),
        ("40分钟", 40),
        ("1小时30分", 90),
        ("1 小时", 60),
        ("1.5小时", 90),
        ("09:10-10:00", 50),
        ("9:10至10:00", 50),
        ("23:30～00:15", 45),
    ],
)
def test_a_duration_is_typed_in_any_way_and_kept_in_minutes(typed, minutes):
    assert kept("duration", typed) == minutes


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 1439))
def test_from_when_to_when_is_as_long_as_the_clock_ran(hour, minute, length):
    end = (hour * 60 + minute + length) % 1440
    text = f"{hour:02d}:{minute:02d}-{end // 60:02d}:{end % 60:02d}"
    assert kept("duration", text) == length


@pytest.mark.parametrize("typed", ["一会儿", "25:00-26:00", "9:10-", "-5", "99999999"])
def test_a_duration_that_nobody_understands_says_how_to_write_it(typed):
    assert "这一题" in said("duration", typed)


@pytest.mark.parametrize(("typed", "time"), [("9:05", "09:05"), ("０９：０５", "09:05"), ("23.59", "23:59")])  # fmt: skip
def test_a_time_is_kept_as_a_clock_shows_it(typed, time):
    assert kept("time", typed) == time


def test_a_time_that_no_clock_shows_is_refused():
    assert said("time", "24:10") == "时间应写成 09:30 的样子。"


def test_a_proxy_has_a_name_and_a_relation_and_may_have_a_phone():
    given = {"name": "周大嫂", "relation": "neighbour"}
    assert kept("proxy", given) == given
    assert kept("proxy", {**given, "phone": "138"}) == {**given, "phone": "138"}
    assert said("proxy", {"relation": "neighbour"}) == "请填写代答人的姓名。"
    assert said("proxy", {"name": "周"}) == "请选择代答人与服务对象的关系。"


def test_a_check_was_not_looked_at_and_says_why():
    noted = {"result": "unchecked", "note": "门锁着"}
    assert kept("check", noted) == noted
    assert kept("service", {"result": "refused", "note": "嫌麻烦"})["note"] == "嫌麻烦"
    assert kept("service", {"result": "done", "note": "多余的"}) == {"result": "done"}


def test_somebody_is_kept_by_the_permanent_id():
    assert kept("person", SOMEBODY.upper()) == SOMEBODY
    assert "找到的人" in said("household", "李秀英")


def test_a_file_is_kept_by_its_hash_and_may_come_later():
    assert kept("photo", SHA) == SHA
    assert "没有收到完整的文件" in said("signature", "照片.jpg")
    later = Question(key="q", label="合影", kind=QuestionKind.PHOTO, required=True)
    assert check_answers([later], {}, DAY) == ({}, {})


YES = Question(key="a", label="甲", kind=QuestionKind.YES_NO, ends_form_on=("no",))
THEN = Question(key="b", label="乙", kind=QuestionKind.YES_NO, when=("a", ("yes",)))
LAST = Question(key="c", label="丙", required=True, when=("b", ("yes",)))
ALSO = Question(
    key="d", label="丁", kind=QuestionKind.SINGLE, options=(Option(key="x", label="某"),)
)


def test_what_a_closed_question_was_answered_opens_nothing():
    stale = {"a": "no", "b": "yes", "c": "旧的"}
    quiet = Question(key="a", label="甲", kind=QuestionKind.YES_NO)
    assert [one.key for one in open_questions((quiet, THEN, LAST), stale, DAY)] == ["a"]
    assert check_answers((quiet, THEN, LAST), stale, DAY) == ({"a": "no"}, {})


def test_an_answer_ends_its_own_form_and_no_other():
    forms = [(YES, Question(key="e", label="戊", required=True)), (ALSO,)]
    answers = {"a": "no", "d": "x"}
    assert check_forms(forms, answers, DAY) == (answers, {})
    assert check_forms(forms, {**answers, "a": "yes"}, DAY)[1] == {"e": "请填写“戊”。"}
