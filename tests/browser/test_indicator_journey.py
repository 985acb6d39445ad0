"""A station manager sees it coming: in three clicks to what will fail, why, and its printed proof."""

from datetime import date

import pytest

from tests.apps import app_of
from tests.browser.checks import DESK, chromium, problems
from tests.browser.serving import served
from tests.browser.test_manager_journey import AT, PAPERS, STATION, furnish, go_in
from web.settings import Settings

pytestmark = pytest.mark.browser


def training(county, day):
    """A training, recorded by somebody else than who looks at the board."""
    posted = county.posted(
        "training",
        day,
        site=STATION,
        title="岗位培训",
        minutes=180,
        evidence=PAPERS,
        heads={"community_worker": 12},
        fields={"training_topic": "party_led_governance"},
    )
    return county.record(posted)


def test_a_manager_comes_to_what_will_fail_why_and_its_proof_while_records_come_in(county):
    furnish(county)
    settings = Settings(demo=True, secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
    with served(app_of(county.station, settings)) as address, chromium() as browser:
        page = browser.new_page(viewport=DESK, locale="zh-CN")
        page.clock.install()
        page.add_init_script("window.print = () => { window.printed = true; };")
        complaints, asked = [], []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        go_in(page, address, "manager")
        assert "/indicators" in page.url

        # one click: the number of the line that is behind, beside it the reason
        row = page.locator("tr[data-line=r9-1b]")
        assert "2 / 4" in page.locator("tr[data-line=r2-1] td.value").inner_text()
        row.get_by_role("link", name="看原因").click()
        sheet = page.locator("#sheet")
        sheet.locator(".ranked").wait_for()
        assert "缺签到表" in sheet.locator(".ranked").inner_text()
        assert problems(page) == []

        # meanwhile a record is made elsewhere: the board shows it, the sheet stays open
        training(county, date(2026, 5, 18))
        page.clock.run_for(11_000)
        page.locator("tr[data-line=r2-1] td.value", has_text="3 / 4").wait_for()
        assert "缺签到表" in sheet.locator(".ranked").inner_text()

        # nobody looks: nothing is asked
        page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
        polls = len([url for url in asked if "/indicators/live" in url])
        page.clock.run_for(60_000)
        assert len([url for url in asked if "/indicators/live" in url]) == polls

        # two more: the line on a page of its own, and its paper
        page.keyboard.press("Escape")
        row.locator("td.value a").click()
        sheet.get_by_role("link", name="单独打开").click()
        page.wait_for_url("**/indicators/xianheguan/r9-1b**")
        page.get_by_role("button", name="打印").click()
        assert page.evaluate("window.printed")
        page.emulate_media(media="print")
        assert "缺签到表" in page.locator(".ranked").inner_text()
        assert page.locator("blockquote.clause").is_visible()
        browser.close()
        assert complaints == []
