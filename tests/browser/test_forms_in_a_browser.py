"""Forms in real Chromium: the script and the server ask the same questions; every kind fits a phone."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.packages.forms import form_of
from core.packages.schema import FormQuestion, FormRow
from core.plugin import QuestionKind
from core.recording.answers import open_questions
from tests.browser.checks import PHONE, chromium, problems
from tests.browser.serving import served
from tests.copies import a_county
from tests.forms.filling import another_version
from tests.web.worker_station import furnished
from tests.xlsform.generated import answers_of, forms
from web.templating import environment

pytestmark = pytest.mark.browser

FORM = environment().from_string(
    '{% from "macros/form.html" import questions %}'
    '<form id="one"><input type="hidden" name="-">{{ questions(form.questions, month=month) }}</form>'
)
#: Answers all that is given, asked or not, and tells what stays open and what would be sent.
ANSWER = """
([html, given]) => {
  document.querySelector("main").innerHTML = html;
  const form = document.getElementById("one");
  for (const [name, value] of given)
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`))
      if (input.value === value) input.checked = true;
  form.elements[0].dispatchEvent(new Event("input", { bubbles: true }));
  const shown = [...form.querySelectorAll("[data-key]")].filter((part) => !part.hidden);
  return [shown.map((part) => part.dataset.key), [...new Set(new FormData(form).keys())]];
}
"""


@st.composite
def answered(draw):
    """A form in a month, every question with an answer, none, or one that is stale."""
    form = draw(forms())
    answers = {}
    for question in form.questions:
        as_row = {"kind": question.kind, "options": question.options, "other": question.other}
        given = draw(st.one_of(st.just(()), answers_of(as_row)))
        if given and form_of(form).questions[list(form.questions).index(question)].closed_answers:
            many = question.kind == QuestionKind.MULTIPLE
            answers[question.key] = list(given) if many else given[0]
    return form, answers, draw(st.integers(1, 12))


@pytest.fixture
def station(tmp_path):
    with a_county(tmp_path) as county:
        found = furnished(county)
        rows = tuple(
            FormQuestion(key=f"q_{kind.value}", label=f"这是一道{kind.value}题", kind=kind.value)
            for kind in QuestionKind
            if kind not in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
        )
        row = FormRow(
            key="every", label="各种题", clause="演示约定", kinds=("home_visit",), questions=rows
        )
        another_version(found.county, "jinshan", lambda several: (row,))
        yield found


@pytest.fixture
def page(station):
    """A worker's phone; a complaint of a script or of the policy fails the test."""
    with served(station.app()) as address, chromium() as browser:
        context = browser.new_context(
            viewport=PHONE, locale="zh-CN", base_url=address, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "yizhan", "value": station.token("luomin"), "url": address}])
        page = context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        assert complaints == []


def same_on_the_screen_and_on_the_server(page):
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(answered())
    def ask(drawn):
        row, answers, month = drawn
        form = form_of(row)
        boxes = [
            (key, "__other" if one == "other" and asked.other else one)
            for asked in form.questions
            for key in [asked.key]
            for one in ([answers[key]] if isinstance(answers.get(key), str) else answers.get(key, []))
        ]  # fmt: skip
        shown, sent = page.evaluate(ANSWER, [FORM.render(form=form, month=month), boxes])
        asked = [one.key for one in open_questions(form.questions, answers, date(2026, month, 1))]
        assert shown == asked
        assert {name for name in sent if name in answers} == set(answers) & set(asked)

    ask()


def test_every_kind_fits_a_phone_is_signed_and_saved_and_script_and_server_ask_alike(page, station):
    page.goto(f"/record?kind=home_visit&person={station.people['李秀英']}")
    assert problems(page) == []
    page.get_by_label("联系上", exact=True).check()
    unchecked = page.locator('[data-key="q_check"]')
    unchecked.get_by_label("未查", exact=True).check()
    unchecked.get_by_label("情况说明").fill("门锁着")
    page.get_by_label("这是一道person题：找人").fill("wcg")
    page.get_by_label(re.compile("王长根")).check()
    pad = page.get_by_role("img", name="这是一道signature题：在框里手写签名")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 50)
    page.mouse.up()
    signed = "document.querySelector('[name=\"record.file.q_signature\"]').files.length"
    page.locator("[data-signed]").wait_for()
    assert page.evaluate(signed) == 1
    page.get_by_role("button", name="清除重签").click()
    assert page.evaluate(signed) == 0
    assert problems(page) == []
    page.get_by_role("button", name="记下").click()
    page.get_by_text("已记下").wait_for()
    assert page.get_by_text("未查：门锁着").count()
    page.get_by_role("link", name="打印").click()
    page.get_by_text("记录编号").wait_for()
    assert problems(page) == []
    same_on_the_screen_and_on_the_server(page)
