"""A worker's morning in real Chromium: the first who is due is visited, recorded, and leaves."""

import pytest

from tests.browser.checks import DESK, PHONE, chromium, problems
from tests.browser.serving import served
from tests.copies import a_county
from tests.web.worker_station import furnished

pytestmark = pytest.mark.browser


@pytest.fixture
def station(tmp_path):
    with a_county(tmp_path) as county:
        yield furnished(county)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request, station):
    """A signed-in worker's browser; a complaint of a script or of the policy fails the test."""
    with served(station.app()) as address, chromium() as browser:
        context = browser.new_context(
            viewport=request.param, locale="zh-CN", base_url=address, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "yizhan", "value": station.token("luomin"), "url": address}])
        page = context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        context.close()
        assert [one for one in complaints if "422 (Unprocessable" not in one] == []


def fill_in(page) -> None:
    """Answer every open question in the first way; a question opens others."""
    for _ in range(2):
        for group in page.locator("fieldset[data-key]").all():
            radios = group.locator('input[type="radio"]')
            if group.is_visible() and radios.count() and not group.locator(":checked").count():
                group.locator("label.choice").first.click()
    for text in page.locator("#asked textarea").all():
        if text.is_visible():
            text.fill("无")


def test_the_first_person_due_is_recorded_and_leaves_the_list(page):
    page.goto("/today")
    assert problems(page) == []
    first = page.locator("li[data-person]").first
    person = first.get_attribute("data-person")
    name = first.locator("a.name").inner_text()
    for kind, done in (
        ("上门探访", "上门 1/1"),
        ("电话问候", "电话 1/2"),
        ("电话问候", "电话 2/2"),
    ):
        page.goto("/today")
        page.locator(f'li[data-person="{person}"]').get_by_label(f"为{name}记一笔").click()
        page.get_by_role("heading", name=f"{kind} · {name}").wait_for()
        fill_in(page)
        page.locator("#counts").get_by_text(done).wait_for()
        assert problems(page) == []
        page.get_by_role("button", name="记下").click()
        page.get_by_text("已记下，计入 1 份合同").wait_for()
        assert page.get_by_role("link", name="下一位").is_visible()
        assert problems(page) == []
    page.goto("/today")
    rows = page.locator("#list > section li[data-person]")
    assert person not in [row.get_attribute("data-person") for row in rows.all()]
    page.get_by_text("已完成 1 人").click()
    assert page.locator(f'details li[data-person="{person}"]').is_visible()


def test_what_was_filled_in_stays_when_something_is_missing(page):
    page.goto("/today")
    page.locator('[aria-label$="记一笔"]').first.click()
    page.get_by_label("联系上", exact=True).check()
    page.locator("[name='record.minutes']").fill("25")
    page.get_by_role("button", name="记下").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("联系上", exact=True).is_checked()
    assert page.locator("[name='record.minutes']").input_value() == "25"
    assert problems(page) == []


def test_a_visit_that_met_nobody_is_saved_without_made_up_answers(page):
    page.goto("/today")
    page.locator('[aria-label$="记一笔"]').first.click()
    page.get_by_label("未联系上").check()
    assert not page.locator("textarea[aria-required=true]:visible").count()
    page.get_by_role("button", name="记下").click()
    page.get_by_text("已记下").wait_for()
    assert problems(page) == []


def test_a_search_narrows_the_list_while_typing(page):
    page.goto("/today")
    page.get_by_role("searchbox").press_sequentially("wcg")
    page.locator("li[data-person]").nth(1).wait_for(state="detached")
    assert page.locator("li[data-person]").count() == 1
    assert page.url.endswith("/today")
    assert page.get_by_role("link", name="王长根", exact=True).is_visible()
    assert problems(page) == []


PAGES = (
    "/record",
    "/record?kind=home_visit",
    "/people",
    "/people/new",
    "/people/{}",
    "/people/{}/correct",
    "/people/{}/change/absence",
    "/people/{}/change/propose",
    "/people/{}/change/contact",
    "/cases",
    "/cases/new",
    "/activities",
    "/activities?kind=training",
)


def test_each_page_fits_can_be_read_and_can_be_hit(page, station):
    person = station.people["单福生"]
    for path in PAGES:
        page.goto(path.format(person))
        assert problems(page) == [], path


def test_without_scripts_a_visit_is_recorded_too(station):
    with served(station.app()) as address, chromium() as browser:
        context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=address)
        context.add_cookies([{"name": "yizhan", "value": station.token("luomin"), "url": address}])
        page = context.new_page()
        page.goto(f"/record?kind=phone_call&person={station.people['李秀英']}")
        page.get_by_label("联系上", exact=True).check()
        page.get_by_label("本人", exact=True).check()
        page.get_by_role("button", name="看看计入哪里").click()
        assert page.get_by_text("电话 1/2").is_visible()
        for text in page.locator("textarea").all():
            text.fill("无")
        for group in page.locator("fieldset[data-key]").all():
            if not group.locator(":checked").count() and group.locator('[type="radio"]').count():
                group.locator("label.choice").first.click()
        page.get_by_role("button", name="记下").click()
        assert page.get_by_text("已记下，计入 1 份合同").is_visible()
        context.close()
