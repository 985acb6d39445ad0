"""A morning at the desk by keyboard alone: every output without a person, then calls in one table."""

import re
import time

import pytest

from tests.browser.checks import DESK, chromium, problems
from tests.browser.serving import served
from tests.copies import a_county
from tests.web.worker_station import furnished

pytestmark = pytest.mark.browser
#: Kind → what is typed field by field: Tab goes on, Space ticks what has the focus.
OUTPUTS: dict[str, dict[str, str]] = {
    "media_report": {
        "record.title": "社区来了社工",
        "outlet": "演示县融媒体",
        "media_level": "county",
        "origin": "original",
        "link": "https://example.org/news/1",
    },
    "monthly_brief": {"record.title": "六月简报"},
    "typical_case": {"record.title": "李奶奶的饭桌", "case_theme": "old_and_young"},
    "needs_list": {"record.title": "需求清单"},
    "project_design": {"record.title": "银龄陪伴"},
    "rules_document": {"record.title": "财务制度", "rules_kind": "finance", "on_wall": "yes"},
    "community_org": {"name": "红枫互助队", "org_type": "living", "registered_as": "filed"},
    "volunteer_groups": {"value": "2"},
}
A_MINUTE = 60


@pytest.fixture
def station(tmp_path):
    with a_county(tmp_path) as county:
        yield furnished(county)


def to_field(page, name: str, value: str = "") -> None:
    """Tab until the field has the focus; within radio buttons the arrow goes on."""
    here = "([n, v]) => { const e = document.activeElement; return e && e.name === n && (!v || e.value === v); }"
    among = "([n]) => document.activeElement && document.activeElement.name === n"
    for _ in range(60):
        if page.evaluate(here, [name, value]):
            return
        page.keyboard.press("ArrowDown" if value and page.evaluate(among, [name]) else "Tab")
    raise AssertionError(f"{name} {value} is not reached by keyboard")


def to_button(page, text: str) -> None:
    """Tab until the button with this text has the focus."""
    for _ in range(60):
        if page.evaluate("t => document.activeElement.textContent.trim() === t", text):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{text} is not reached by keyboard")


def typed(page, filled: dict[str, str]) -> None:
    for name, text in filled.items():
        if page.locator(f"[name='{name}'][type='radio']").count():
            to_field(page, name)
            page.keyboard.press("Space")
            to_field(page, name, text)
        else:
            to_field(page, name)
            page.keyboard.type(text)


def test_every_output_and_a_table_of_calls_are_made_by_keyboard(station):
    with served(station.app()) as address, chromium() as browser:
        page = browser.new_context(viewport=DESK, base_url=address).new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        cookie = {"name": "yizhan", "value": station.token("xianheguan"), "url": address}
        page.context.add_cookies([cookie])
        for kind, filled in OUTPUTS.items():
            begun = time.monotonic()
            page.goto("/record?of=outputs")
            page.locator(f"a[href='/record?kind={kind}']").focus()
            page.keyboard.press("Enter")
            page.wait_for_url(f"**kind={kind}")
            typed(page, filled)
            to_button(page, "记下")
            page.keyboard.press("Enter")
            page.get_by_text("已记下").wait_for()
            assert time.monotonic() - begun < A_MINUTE, kind
        page.context.add_cookies([cookie | {"value": station.token("luomin")}])
        page.goto("/quick?kind=phone_call")
        to_field(page, "row.0.who")
        for name in ("lxy", "王长根", "周春梅"):
            page.keyboard.type(name)
            page.keyboard.press("Enter")
        page.locator("#said-2").get_by_text("周春梅").wait_for()
        page.locator("#quick-common textarea").first.wait_for()
        last = page.locator("[data-quick] tbody tr").count() - 1
        page.locator(f"[name='row.{last}.who']").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == f"row.{last + 1}.who"
        for text in page.locator("#quick-common textarea").all():
            text.focus()
            page.keyboard.type("无")
        assert problems(page) == []
        page.get_by_role("button", name="全部记下").focus()
        page.keyboard.press("Enter")
        page.get_by_text(re.compile("已记下 3 笔")).wait_for()
        assert problems(page) == []
        assert complaints == []
    assert station.county.counted("jinshan", "greeting") == 3
