"""A form becomes an XLSForm that standard tools take, and is the equal form when it comes back."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from core.packages.read import decode_package, load_toml
from core.packages.schema import FormQuestion, FormRow
from core.plugin import Severity
from core.store.errors import Refused
from core.xlsform import export_form, import_form, unsaid
from core.xlsform.words import OURS
from tests.workbook.scene import CONFIG, FIVE
from tests.xlsform.generated import forms
from tests.xlsform.rules import against_the_rules, sheet

FORMS = {
    f"{name} {form.key}": form
    for name in FIVE
    for form in decode_package(load_toml(CONFIG / f"{name}.toml"), name).form
}
#: What is said on the way out, of all forms of the five packages.
SAID = {"jingdezhen-visits seasonal-checks": ["xlsform.months"] * 4}


def a_form(*questions, **fields):
    return FormRow(key="visit", label="入户", clause="每月一次", questions=questions, **fields)


def a_question(key="q", **fields):
    return FormQuestion(**{"key": key, "label": "题目", **fields})


def back(form):
    """The form that comes back, which must come back without a word."""
    found = import_form(export_form(form), "表.xlsx")
    assert found.findings == ()
    return found.form


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_the_five_packages_comes_back_equal(name):
    form = FORMS[name]
    assert [finding.code for finding in unsaid(form)] == SAID.get(name, [])
    assert against_the_rules(export_form(form)) == []
    assert back(form) == form


def test_the_five_packages_have_forms():
    assert len(FORMS) == 11


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms())
def test_any_form_comes_back_equal_and_says_only_its_months(form):
    said = {"as_text": lambda one: one.kind in OURS, "months": lambda one: one.months}
    expected = [f"xlsform.{c}" for q in form.questions for c, holds in said.items() if holds(q)]
    assert [finding.code for finding in unsaid(form)] == expected
    content = export_form(form)
    assert against_the_rules(content) == []
    assert back(form) == form


def test_the_same_form_is_the_same_bytes():
    form = FORMS["home-care satisfaction"]
    assert export_form(form) == export_form(form)


def test_a_questionnaire_ends_on_an_answer_because_every_later_question_asks_for_another():
    survey = sheet(export_form(FORMS["home-care satisfaction"]), "survey")
    names = [row.get("name") for row in survey]
    behind = names.index("visited") + 1
    carries = ["${visited} != 'no'" in row.get("relevant", "") for row in survey]
    assert not any(carries[:behind])
    assert all(carries[behind:])


def test_the_season_is_a_relevant_expression():
    row = sheet(export_form(FORMS["jingdezhen-visits seasonal-checks"]), "survey")[1]
    assert row["relevant"] == "selected('4 5 6 7 8 9', format-date(today(), '%n'))"


def test_the_note_of_an_abnormal_check_is_a_question_of_its_own():
    row = sheet(export_form(a_form(a_question("gas", kind="check"))), "survey")[1]
    assert row == {
        "type": "text",
        "name": "gas_note",
        "label": "异常或未查的情况",
        "relevant": "${gas} = 'issue' or ${gas} = 'unchecked'",
    }


@pytest.mark.parametrize("kind", OURS)
def test_a_kind_that_xlsform_does_not_have_goes_as_a_text_and_says_so(kind):
    form = a_form(a_question("who", kind=kind.value))
    row = sheet(export_form(form), "survey")[0]
    assert (row["type"], row["appearance"]) == ("text", f"yizhan-{kind.value}")
    assert [one.code for one in unsaid(form)] == ["xlsform.as_text"]


def test_other_is_in_the_list_in_chinese():
    form = a_form(a_question("q", kind="multiple", options={"a": "甲"}, other=True))
    content = export_form(form)
    assert sheet(content, "survey")[0]["type"] == "select_multiple q_list or_other"
    assert sheet(content, "choices")[-1] == {
        "list_name": "q_list",
        "name": "other",
        "label": "其他",
    }


def test_a_number_carries_its_unit_and_its_bounds():
    form = a_form(a_question("age", label="年龄", kind="number", unit="岁", minimum=0, maximum=120))
    row = sheet(export_form(form), "survey")[0]
    assert row["hint"] == "（单位：岁）"
    assert row["constraint"] == ". >= 0 and . <= 120"
    assert row["constraint_message"] == "“年龄”应在 0 到 120 之间。"


INVALID = {
    "key": [a_question("1年")],
    "twice": [a_question(), a_question()],
    "kind": [a_question(kind="hologram")],
    "no_options": [a_question(kind="single")],
    "other_name": [
        a_question(kind="single", options={"a": "甲"}, other=True),
        a_question("q_other"),
    ],
    "no_label": [a_question(kind="single", options={"a": " "})],
    "reference": [a_question(hint="见 ${上题}")],
    "opened_by": [a_question(when_question="gone", when_answers=("a",))],
    "quotes": [a_question(kind="single", options={"'\"": "甲"})],
    "option_key": [a_question(kind="single", options={"a b": "甲"})],
}


@pytest.mark.parametrize("code", INVALID)
def test_what_would_be_no_valid_xlsform_is_refused(code):
    form = a_form(*INVALID[code])
    found = [one for one in unsaid(form) if one.severity is Severity.ERROR]
    assert {one.code for one in found} == {f"xlsform.{code}"}
    with pytest.raises(Refused) as refused:
        export_form(form)
    assert found[0].say in refused.value.say


LOST = {
    "unused": ([a_question(minimum=3)], {"minimum": None}),
    "ends_last": ([a_question(kind="yes_no", ends_form_on=("no",))], {"ends_form_on": ()}),
    "unit": ([a_question(unit="元（整）")], {"hint": "（单位：元（整））", "unit": ""}),
    "other_twice": (
        [a_question(kind="single", options={"a": "甲", "other": "别的"}, other=True)],
        {"options": {"a": "甲"}},
    ),
}


@pytest.mark.parametrize("code", LOST)
def test_what_an_xlsform_cannot_say_is_named_and_nothing_else_is_lost(code):
    rows, changed = LOST[code]
    form = a_form(*rows)
    assert [finding.code for finding in unsaid(form)] == [f"xlsform.{code}"]
    content = export_form(form)
    assert against_the_rules(content) == []
    expected = msgspec.structs.replace(rows[0], **changed)
    assert import_form(content, "表.xlsx").form.questions == (expected, *rows[1:])


def test_a_question_that_never_opens_is_said_and_is_not_read_back_as_one_that_does():
    form = a_form(a_question("a"), a_question("b", when_question="a"))
    assert [finding.code for finding in unsaid(form)] == ["xlsform.never"]
    found = import_form(export_form(form), "表.xlsx")
    assert found.form is None
    assert [finding.code for finding in found.findings] == ["xlsform.relevant"]


def test_a_note_whose_name_is_taken_is_left_out_and_said():
    form = a_form(a_question("gas", kind="check"), a_question("gas_note", label="备注"))
    assert [finding.code for finding in unsaid(form)] == ["xlsform.note"]
    assert back(form) == form
