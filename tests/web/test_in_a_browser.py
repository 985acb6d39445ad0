"""The gallery, the doors and the script in real Chromium, on a phone and on a desk."""

import pytest

from tests.browser.checks import DESK, PHONE, chromium, problems, settle
from tests.browser.county import a_station, fill_empty
from tests.browser.serving import served
from web.pages.gallery import ROLE_OF

pytestmark = pytest.mark.browser

PAGES = ["/", "/nowhere", *(f"/gallery/{part}" for part in ROLE_OF)]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with a_station(tmp_path_factory.mktemp("browser")) as (station, app):
        fill_empty(station, 0)
        with served(app) as address:
            yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request, browser):
    """A page that fails its test when a script or the policy complains."""
    context = browser.new_context(viewport=request.param, locale="zh-CN")
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [one for one in complaints if "404 (Not Found)" not in one] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_can_be_read_and_can_be_hit(page, address, path):
    page.goto(address + path)
    assert problems(page) == []


@pytest.mark.parametrize("role", ["我是社工", "我是站长", "我是民政局"])
def test_each_door_leads_to_a_page_of_its_own(page, address, role):
    page.goto(address)
    door = page.locator(".door", has_text=role)
    door.get_by_role("button").click()
    page.wait_for_url(lambda url: url.rstrip("/") != address)
    assert problems(page) == []
    assert page.locator(".demo").inner_text().startswith("演示数据")


def test_a_number_opens_beside_the_page_and_escape_closes_it(page, address):
    page.goto(f"{address}/gallery/indicators")
    opener = page.locator("td.value a").first
    opener.click()
    page.locator("#sheet h2").wait_for()
    assert page.url.endswith("/gallery/indicators")
    assert problems(page) == []
    assert page.evaluate("document.activeElement.textContent") == "计入 2 · 未计 3"
    page.keyboard.press("Escape")
    assert page.locator("#sheet").is_hidden()
    assert opener.evaluate("(e) => e === document.activeElement")


def test_a_question_appears_with_the_answer_that_asks_for_it(page, address):
    page.goto(f"{address}/gallery/record")
    name = page.locator('[data-key="proxy_name"]')
    assert name.is_visible()
    page.get_by_label("本人", exact=True).check()
    assert name.is_hidden()
    assert page.locator("#proxy_name").is_disabled()
    page.get_by_label("亲属", exact=True).check()
    assert name.is_visible()
    assert page.locator('[name="gas__note"]').is_hidden()
    page.locator('[name="gas"][value="issue"]').check()
    assert page.locator('[name="gas__note"]').is_visible()


def test_slash_goes_to_the_search_field(page, address):
    page.goto(f"{address}/gallery/today")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("zsj/")
    assert page.locator('[name="q"]').input_value() == "zsj/"


def test_what_was_typed_is_there_again_after_the_page_was_left(page, address):
    page.goto(address)
    page.locator(".door", has_text="我是社工").get_by_role("button").click()
    page.wait_for_url(lambda url: url.rstrip("/") != address)
    page.goto(f"{address}/gallery/draft")
    page.locator("#note").fill("门口的路灯坏了")
    page.get_by_label("亲属", exact=True).check()
    page.goto(f"{address}/gallery/today")
    page.goto(f"{address}/gallery/draft")
    assert page.locator("#note").input_value() == "门口的路灯坏了"
    assert page.get_by_label("亲属", exact=True).is_checked()
    assert page.get_by_text("已恢复上次没有提交的内容。").is_visible()
    settle(page)
    assert problems(page) == []
    page.get_by_role("button", name="清空重填").click()
    assert page.locator("#note").input_value() == ""
    page.reload()
    assert page.locator("#note").input_value() == ""


def test_the_menu_of_a_phone_opens_and_closes(browser, address):
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{address}/gallery/today")
    page.locator("summary", has_text="菜单").click()
    assert page.get_by_role("link", name="台账与文书").is_visible()
    assert problems(page) == []
    page.keyboard.press("Escape")
    assert page.locator(".menu div").first.is_hidden()
    page.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_scripts_everything_is_there(browser, address, size):
    context = browser.new_context(viewport=size, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/gallery/record")
    assert page.locator('[data-key="proxy_name"]').is_visible()
    assert page.get_by_text("选“邻居、亲属、村干部”时填写").first.is_visible()
    page.goto(address)
    page.locator(".door", has_text="我是社工").get_by_role("button").click()
    page.wait_for_url(lambda url: url.rstrip("/") != address)
    page.goto(f"{address}/gallery/indicators")
    page.locator("td.value a").first.click()
    assert page.get_by_role("heading", name="计入 2 · 未计 3").is_visible()
    context.close()


def test_the_indicators_print_on_one_sheet_of_a4_in_landscape(browser, address):
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/gallery/indicators")
    page.screenshot()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 1
    boxes = set(pdf.split(b"/MediaBox [")[1].split(b"]")[0].split())
    assert float(max(boxes, key=float)) > 800
    page.emulate_media(media="print")
    assert page.locator(".side").is_hidden()
    assert page.locator(".demo").is_visible()
    page.close()
