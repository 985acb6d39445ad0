"""Forms with one fault each: exactly the finding meant for it, at its question."""

from datetime import date
from importlib import import_module

import pytest

from core.packages.check.asking import check_asking
from core.packages.check.report import Report
from core.packages.schema import FormQuestion, FormRow, Heading, Package
from core.plugin import Severity
from core.plugin.rooms import catalogue_of, find_rooms

CATALOGUE = catalogue_of(find_rooms(import_module("plugins"), outside=False))
FOOD = FormQuestion(key="food", label="余粮", kind="single", options={"a": "有", "b": "没有"})
STOVE = FormQuestion(key="stove", label="灶台", kind="check")


def asks(label="原因", **more):
    return FormQuestion(key="why", label=label, **more)


def found(*questions, use="record", kinds=("home_visit",)):
    head = Heading(
        id="p", type="hardship_visits", title="甲", version=1, effective_from=date(2026, 1, 1),
        source="s", clause="c",
    )  # fmt: skip
    form = FormRow(key="f", label="表", clause="c", use=use, kinds=kinds, questions=questions)
    report = Report("包")
    check_asking(Package(package=head, form=(form,)), CATALOGUE, report)
    return report.findings


FAULTS = {
    "a key in Chinese": ("form.key", "questions[2] key", (FOOD, FormQuestion(key="原因", label="原因"))),
    "a key used twice": ("form.key_twice", "questions[2] key", (FOOD, FormQuestion(key="food", label="粮"))),
    "a key of the kind itself": ("form.key_taken", "questions[1] key", (FormQuestion(key="outcome", label="结果"),)),
    "a kind that is none": ("form.kind", "questions[1] kind", (asks(kind="slider"),)),
    "a choice of nothing": ("form.no_options", "questions[1] kind", (asks(kind="multiple"),)),
    "options of a free text": ("form.options", "questions[1] kind", (asks(options={"a": "有"}),)),
    "two options alike": ("form.option_twice", "questions[1] options[2]", (asks(kind="single", options={"a": "有", "b": "有"}),)),
    "bounds the wrong way round": ("form.bounds", "questions[1] minimum", (asks(kind="number", minimum=9, maximum=1),)),
    "an ending that is no answer": ("form.answer", "questions[1] ends_form_on", (asks(kind="yes_no", ends_form_on=("maybe",)),)),
    "an opening answer that is none": ("form.answer", "questions[2] when_answers", (FOOD, asks(when_question="food", when_answers=("c",)))),
    "opened by a free text": ("form.answer", "questions[2] when_answers", (FormQuestion(key="t", label="文字"), asks(when_question="t", when_answers=("x",)))),
    "opened by nothing that is there": ("form.when", "questions[2] when_question", (FOOD, asks(when_question="fodd", when_answers=("a",)))),
    "opened by what comes later": ("form.when", "questions[1] when_question", (asks(when_question="food", when_answers=("a",)), FOOD)),
    "opened by itself": ("form.when", "questions[1] when_question", (asks(kind="check", when_question="why", when_answers=("ok",)),)),
    "answers without their question": ("form.when", "questions[2] when_answers", (FOOD, asks(when_answers=("a",)))),
    "a thirteenth month": ("form.month", "questions[1] months", (asks(months=(12, 13)),)),
    "opened by no answer": ("form.never", "questions[2] when_question", (FOOD, asks(required=True, when_question="food"))),
    "opened by the answer that ends the form": (
        "form.never", "questions[2] when_question",
        (FormQuestion(key="home", label="在家", kind="yes_no", ends_form_on=("no",)), asks(required=True, when_question="home", when_answers=("no",))),
    ),
    "out of the season of what opens it": (
        "form.never", "questions[3] when_question",
        (FormQuestion(key="heat", label="取暖", kind="check", months=(12, 1)), FormQuestion(key="coal", label="煤", kind="check", when_question="heat", when_answers=("issue",)), asks(required=True, months=(6,), when_question="coal", when_answers=("issue",))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_exactly_the_finding_that_is_meant(name):
    code, place, questions = FAULTS[name]
    [finding] = found(*questions)
    assert (finding.code, finding.place) == (code, f"包 form “f” {place}")
    assert finding.severity is Severity.ERROR
    assert finding.say.endswith("。") and finding.remedy.endswith("。")


@pytest.mark.parametrize(
    "questions",
    [
        (FOOD, asks(when_question="food", when_answers=("a", "b"), required=True)),
        (STOVE, asks(when_question="stove", when_answers=("issue",))),
        (FormQuestion(key="t", label="独居", kind="yes_no"), asks(when_question="t", when_answers=("no",))),
        (FormQuestion(**{**{n: getattr(FOOD, n) for n in FOOD.__struct_fields__}, "other": True}), asks(when_question="food", when_answers=("other",))),
        (FormQuestion(key="done", label="打扫", kind="service", ends_form_on=("refused",)), asks(months=(1, 2))),
    ],
    ids=["options", "a check", "yes or no", "other", "a service"],
)  # fmt: skip
def test_conditions_that_can_come_true(questions):
    assert found(*questions) == []


def test_a_question_that_need_not_be_answered_and_never_comes_up_is_a_warning():
    [finding] = found(FOOD, asks(when_question="food"))
    assert (finding.code, finding.severity) == ("form.never", Severity.WARNING)


def test_a_questionnaire_may_ask_what_a_record_asks_too():
    assert found(FormQuestion(key="outcome", label="结果"), use="questionnaire") == []
    assert found(FormQuestion(key="outcome", label="结果"), kinds=()) == []
