"""XLSForms as people make them: older spellings, several languages, the common shapes of relevant."""

import pytest

from core.xlsform import import_form
from core.xlsform.naming import ANSWER_KEY, FORM_KEY, QUESTION_KEY, keys_of
from tests.xlsform.scene import (
    AGE,
    BEGIN,
    CHOICES,
    END,
    NEEDS,
    SETTINGS,
    VISITED,
    a_book,
    a_survey,
    questions,
    read,
    text,
    warned,
)


def test_title_key_version_clause_and_kinds_come_from_their_sheets():
    form = read(text("a")).form
    assert (form.label, form.key, form.version) == ("入户问卷", "visit", 3)
    assert (form.clause, form.kinds, form.use) == ("每月入户一次", ("home_visit",), "record")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("text", "text"), ("string", "text"), ("decimal", "number"), ("date", "date")],
)
def test_plain_types(kind, expected):
    assert questions({"type": kind, "name": "a", "label": "甲"})["a"].kind == expected


@pytest.mark.parametrize(
    "kind", ["select_one needs", "select one needs", "select one from needs", "select1 needs"]
)
def test_a_choice_is_spelt_in_several_ways(kind):
    question = questions({"type": kind, "name": "a", "label": "甲"})["a"]
    assert (question.kind, question.options) == ("single", {"meals": "助餐", "bath": "助浴"})


@pytest.mark.parametrize("kind", ["select_multiple needs", "select all that apply from needs"])
def test_several_choices_are_spelt_in_several_ways(kind):
    assert questions({"type": kind, "name": "a", "label": "甲"})["a"].kind == "multiple"


def test_or_other_offers_a_free_text():
    question = questions({**NEEDS, "type": "select_multiple needs or_other"})["needs"]
    assert question.other
    assert list(question.options) == ["meals", "bath"]


def test_a_list_of_yes_and_no_is_a_yes_no_question():
    assert questions(VISITED)["visited"].kind == "yes_no"
    other = (("yes_no", "yes", "有"), ("yes_no", "no", "没有"))
    question = questions(VISITED, choices=other)["visited"]
    assert (question.kind, question.options) == ("single", {"yes": "有", "no": "没有"})


def test_a_text_of_several_lines_a_required_one_a_hint_with_a_unit():
    row = text("a", appearance="multiline", required="true()", hint="大约（单位：次）")
    question = questions(row)["a"]
    assert (question.kind, question.required) == ("long_text", True)
    assert (question.hint, question.unit) == ("大约", "次")


@pytest.mark.parametrize(
    ("expression", "answers"),
    [
        ("${visited} = 'yes'", ("yes",)),
        ('${ visited }="yes"', ("yes",)),
        ("'yes' = ${visited}", ("yes",)),
        ("(selected(${visited}, 'yes'))", ("yes",)),
        ("${visited} = 'yes' or ${visited} = 'no'", ("yes", "no")),
        ("not(${visited} != 'yes')", ("yes",)),
        ("${visited} = “yes”", ("yes",)),
    ],
)
def test_common_shapes_of_relevant(expression, answers):
    question = questions(VISITED, text("a", relevant=expression))["a"]
    assert (question.when_question, question.when_answers) == ("visited", answers)


def test_answers_that_are_numbers():
    choices = (("how", 1, "好"), ("how", 2, "坏"))
    row = {"type": "select_one how", "name": "how", "label": "怎样"}
    asked = questions(row, text("a", relevant="${how} = 1"), choices=choices)
    assert asked["how"].options == {"1": "好", "2": "坏"}
    assert asked["a"].when_answers == ("1",)


def test_one_of_several_answers_opens():
    row = text("a", relevant="selected(${needs}, 'meals') or selected(${needs}, 'bath')")
    assert questions(NEEDS, row)["a"].when_answers == ("meals", "bath")


@pytest.mark.parametrize(
    "expression",
    ["${visited} != 'no'", "not(${visited} = 'no')", "not(selected(${visited}, 'no'))"],
)
def test_an_answer_that_all_later_questions_exclude_ends_the_form(expression):
    asked = questions(VISITED, text("a", relevant=expression), text("b", relevant=expression))
    assert asked["visited"].ends_form_on == ("no",)
    assert asked["a"].when_question == asked["b"].when_question == ""


def test_a_question_that_is_only_opened_by_a_closed_one_is_closed_as_well():
    rows = (
        VISITED,
        {**NEEDS, "relevant": "${visited} != 'no'"},
        text("a", relevant="selected(${needs}, 'bath')"),
    )
    assert questions(*rows)["visited"].ends_form_on == ("no",)


def test_the_condition_of_a_group_opens_each_of_its_questions():
    rows = (
        VISITED,
        {**BEGIN, "relevant": "${visited} = 'yes'"},
        text("a"),
        text("b"),
        END,
        text("c"),
    )
    asked = questions(*rows)
    assert [(q.section, q.when_question) for q in asked.values()] == [
        ("", ""), ("健康", "visited"), ("健康", "visited"), ("", ""),
    ]  # fmt: skip


def test_a_condition_of_the_group_that_another_implies_is_not_needed():
    rows = (
        VISITED,
        {**BEGIN, "relevant": "${visited} = 'yes'"},
        NEEDS,
        text("a", relevant="selected(${needs}, 'bath')"),
        END,
    )
    assert questions(*rows)["a"].when_question == "needs"


def test_a_wider_condition_of_the_group_on_the_same_question_is_not_needed():
    wide = "${visited} = 'no' or ${visited} = 'yes'"
    rows = (VISITED, {**BEGIN, "relevant": wide}, text("a", relevant="${visited} = 'yes'"), END)
    assert questions(*rows)["a"].when_answers == ("yes",)


@pytest.mark.parametrize(("months", "spelt"), [("6 7 12", "%n"), ("06 07 12", "%m")])
def test_months_in_season(months, spelt):
    row = text("a", relevant=f"selected('{months}', format-date(today(), '{spelt}'))")
    assert questions(row)["a"].months == (6, 7, 12)


def test_months_that_are_spelt_otherwise_than_they_are_asked_for():
    found = read(text("a", relevant="selected('6 7', format-date(today(), '%m'))"))
    assert [one.code for one in found.findings] == ["xlsform.relevant"]


@pytest.mark.parametrize(
    ("kind", "constraint", "bounds"),
    [
        ("decimal", ". >= 0 and . <= 120", (0, 120)),
        ("decimal", ".>=1", (1, None)),
        ("decimal", "(. >= 0) and (5 >= .)", (0, 5)),
        ("decimal", ". = 4", (4, 4)),
        ("decimal", ". >= -3.0", (-3, None)),
    ],
)
def test_bounds_of_a_number(kind, constraint, bounds):
    question = questions({**AGE, "type": kind, "constraint": constraint})["age"]
    assert (question.minimum, question.maximum) == bounds


@pytest.mark.parametrize(
    ("constraint", "bounds"), [(". > 0 and . < 10", (1, 9)), (". >= 0.5 and . <= 9.5", (1, 9))]
)
def test_bounds_of_a_whole_number_include_themselves(constraint, bounds):
    form, said = warned({**AGE, "type": "integer", "constraint": constraint})
    assert (form.questions[0].minimum, form.questions[0].maximum) == bounds
    assert said == [("xlsform.integer", "survey!A2")]


def test_headings_of_older_files():
    book = a_book(
        {
            "Survey": [["Type", "Name", "Caption", "Relevance"], ["text", "a", "甲"],
                       ["text", "b", "乙", "${a} = '是'"]],
            "settings": [["set form title", "set form id"], ["旧表", "old"]],
            "驿站": [["原文条款", "一句"]],
        }
    )  # fmt: skip
    found = import_form(book, "旧.xlsx")
    assert found.findings == ()
    assert [q.label for q in found.form.questions] == ["甲", "乙"]
    assert found.form.questions[1].when_answers == ("是",)


def test_of_several_languages_chinese_is_read_and_the_others_are_said():
    row = {"type": "text", "name": "a", "label::English (en)": "Name", "label::中文 (zh)": "姓名"}
    form, said = warned(row)
    assert form.questions[0].label == "姓名"
    assert said == [("xlsform.language", "survey!D1")]


def test_without_chinese_the_default_language_is_read():
    row = {"type": "text", "name": "a", "label::French": "Nom", "label::English": "Name"}
    form, said = warned(row, settings={**SETTINGS, "default_language": "English"})
    assert form.questions[0].label == "Name"
    assert said == [("xlsform.language", "survey!D1")]


def test_names_are_kept_when_valid_and_made_valid_by_one_rule():
    names = ["age", "HouseholdSize", "household_size", "1年", "年龄", "岁数", "a-b", "a.b"]
    assert keys_of(names, QUESTION_KEY) == {
        "age": "age", "household_size": "household_size", "HouseholdSize": "household_size_2",
        "1年": "q_1", "年龄": "q", "岁数": "q_2", "a-b": "a_b", "a.b": "a_b_2",
    }  # fmt: skip
    assert keys_of(["2026-visit", "Visit Form"], FORM_KEY) == {
        "2026-visit": "2026-visit", "Visit Form": "visit_form",
    }  # fmt: skip
    assert keys_of(["Male", "not sure"], ANSWER_KEY) == {"Male": "Male", "not sure": "not_sure"}


def test_a_renamed_question_is_still_the_one_that_opens_another():
    rows = ({**VISITED, "name": "WasVisited"}, text("a", relevant="${WasVisited} = 'yes'"))
    form, said = warned(*rows)
    assert said == [("xlsform.renamed", "survey!B2")]
    assert form.questions[1].when_question == "was_visited"


def test_a_renamed_answer_is_still_the_one_that_opens():
    choices = (("how", "not sure", "说不清"), ("how", "good", "好"))
    rows = (
        {"type": "select_one how", "name": "how", "label": "怎样"},
        text("a", relevant="${how} = 'not sure'"),
    )
    form, said = warned(*rows, choices=choices)
    assert said == [("xlsform.choice_renamed", "choices!B2")]
    assert form.questions[1].when_answers == ("not_sure",)


WARNED = {
    "start": ([{"type": "start", "name": "start"}, text("a")], "device", "survey!A2"),
    "note": ([{"type": "note", "name": "n", "label": "您好"}, text("a")], "note", "survey!A2"),
    "appearance": ([text("a", appearance="minimal")], "appearance", "survey!D2"),
    "default": ([text("a", default="无")], "default", "survey!D2"),
    "guidance": ([text("a", guidance_hint="读给对象听")], "guidance_hint", "survey!D2"),
    "message": ([text("a", required_message="必填!")], "required_message", "survey!D2"),
    "parameters": ([text("a", parameters="rows=3")], "parameters", "survey!D2"),
    "picture": ([text("a", image="a.jpg")], "media_image", "survey!D2"),
    "own message": (
        [{**AGE, "constraint": ". >= 0", "constraint_message": "不对"}], "constraint_message", "survey!E2"
    ),
    "disabled": ([text("a"), text("b", disabled="yes")], "disabled", "survey!D3"),
    "unknown column": ([text("a", remarks="问清楚")], "column", "survey!D1"),
    "nested groups": ([BEGIN, {**BEGIN, "name": "b"}, text("a"), END, END], "nested", "survey!A3"),
    "look of a group": ([{**BEGIN, "appearance": "field-list"}, text("a"), END], "group_cell", "survey!D2"),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNED)
def test_what_changes_no_question_is_said_row_by_row(name):
    rows, code, cell = WARNED[name]
    assert warned(*rows)[1] == [(f"xlsform.{code}", cell)]


def test_a_file_from_elsewhere_tells_what_has_to_be_filled_in():
    form, said = warned(text("a"), office=False, settings=None)
    assert (form.key, form.label, form.version, form.clause) == ("q", "表", 1, "")
    assert said == [("xlsform.settings", "settings!A1"), ("xlsform.office", "")]


def test_a_list_that_nobody_uses_and_a_sheet_that_nobody_knows():
    assert warned(text("a"), choices=(*CHOICES[:1],))[1] == [("xlsform.unused_list", "choices!A2")]
    assert warned(text("a"), entities=[["list_name"], ["people"]])[1] == [
        ("xlsform.sheet", "entities!A1")
    ]


def test_settings_that_are_not_read():
    form, said = warned(text("a"), settings={**SETTINGS, "version": "v2", "style": "pages"})
    assert form.version == 1
    assert said == [("xlsform.column", "settings!D1"), ("xlsform.version", "settings!C2")]


@pytest.mark.parametrize("size", [50, 5000])
def test_a_deep_expression_is_refused_and_not_followed(size):
    found = read(text("a", relevant="(" * size + "${b} = '1'" + ")" * size))
    assert [one.code for one in found.findings] == ["xlsform.relevant"]


def test_a_survey_without_end_is_refused_and_not_followed():
    found = read(*(text(f"q{number}") for number in range(3001)))
    assert [(one.code, one.place) for one in found.findings] == [
        ("xlsform.long", "表.xlsx survey!A3002")
    ]


def test_what_is_no_workbook_is_one_finding():
    found = import_form(b"a,b,c", "a.xlsx")
    assert found.form is None
    assert [(one.code, one.place) for one in found.findings] == [("xlsform.file", "a.xlsx")]
    assert import_form(a_survey(text("a"))[:-40], "a.xlsx").findings[0].code == "xlsform.file"
