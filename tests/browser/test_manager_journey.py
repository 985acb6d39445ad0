"""Journeys of a manager and of a county officer in real Chromium, on a phone and on a desk."""

from datetime import UTC, date, datetime

import pytest

from core.store import Actor, unit_of_work
from core.trust.service import create_account, grant
from tests.apps import app_of
from tests.browser.checks import DESK, PHONE, chromium, problems
from tests.browser.serving import served
from web.settings import Settings

pytestmark = pytest.mark.browser

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
STATION = "yanshi/tianchi/xianheguan"
PAPERS = ["sign_in", "training_record"]
PAGES = {
    "manager": (
        "/indicators",
        "/indicators?sort=text&q=宣讲",
        "/indicators?view=sites",
        "/indicators/xianheguan/r2-1?tab=not",
        "/indicators/xianheguan/r9-1b?tab=people",
        "/indicators/xianheguan/-",
    ),
    "county": (
        "/contracts",
        "/contracts/xianheguan",
        "/packages",
        "/packages/lezhi-station/1",
        "/packages/home-care/1?q=等级",
        "/packages/jinshan-visits/1/forms/home-checklist",
    ),
}


def furnish(county):
    """A manager's station with a training that counts and one that lacks its papers."""
    county.at = AT
    with unit_of_work(county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        for login, name, role, place in (
            ("demo-manager", "周启明", "manager", "yanshi/tianchi"),
            ("demo-county", "陈书远", "county", "yanshi"),
        ):
            account = create_account(unit, login=login, name=name)
            since = date(2026, 1, 1)
            grant(unit, account=account.id, role=role, place=place, valid_from=since, reason="测试")
    worker = county.person("陈翠兰", STATION, categories=["community_worker"])
    county.enrol(worker, "xianheguan", "community_worker")
    for day, title, evidence in (
        (date(2026, 2, 6), "党建引领治理培训", PAPERS),
        (date(2026, 9, 22), "岗位培训", ["photo"]),
    ):
        county.record(
            county.posted(
                "training",
                day,
                worker,
                site=STATION,
                title=title,
                minutes=180,
                evidence=evidence,
                fields={"training_topic": "party_led_governance"},
            )
        )
    county.record(
        county.posted("policy_talk", date(2026, 3, 2), site="yanshi/dongshan", title="院坝会")
    )


@pytest.fixture
def address(county):
    furnish(county)
    settings = Settings(demo=True, secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
    with served(app_of(county.station, settings)) as address:
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
    assert complaints == []


def go_in(page, address, role):
    page.goto(address)
    page.locator(f"form.door:has(input[value={role}]) button").click()
    page.wait_for_load_state()


def test_a_manager_opens_a_number_finds_the_record_and_reads_why_another_is_refused(page, address):
    go_in(page, address, "manager")
    page.goto(f"{address}/indicators?contract=xianheguan")
    row = page.locator("tr[data-line=r9-1b]")
    row.locator("td.value a").click()
    sheet = page.locator("#sheet")
    sheet.get_by_text("2 月 6 日 党建引领治理培训").wait_for()
    assert row.get_attribute("aria-selected") == "true"
    assert page.url.endswith("contract=xianheguan")
    link = sheet.get_by_role("link", name="2 月 6 日 党建引领治理培训")
    assert link.get_attribute("href").startswith("/activities/")
    assert problems(page) == []
    sheet.get_by_role("link", name="未计 1").click()
    sheet.get_by_text("9 月 22 日 岗位培训").wait_for()
    why = sheet.locator(".why").all_inner_texts()
    assert why == ["未计：缺签到表", "未计：缺培训记录"]
    assert problems(page) == []
    sheet.get_by_role("link", name="按人").click()
    sheet.locator(".tabs [aria-current]", has_text="按人").wait_for()
    assert sheet.get_by_text("陈翠兰").is_visible()
    page.keyboard.press("Escape")
    assert sheet.is_hidden()


def test_a_manager_narrows_the_board_while_typing(page, address):
    go_in(page, address, "manager")
    page.goto(f"{address}/indicators?contract=xianheguan")
    page.keyboard.press("/")
    page.keyboard.type("zcxj")
    page.locator("tr[data-line]").nth(12).wait_for(state="detached")
    assert page.locator("tr[data-line=r7-3a]").is_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    assert "q=zcxj" in page.url


def test_a_county_officer_reads_the_package_and_finds_the_clause_of_an_indicator(page, address):
    go_in(page, address, "county")
    page.goto(f"{address}/contracts")
    page.get_by_role("link", name="县域三级社工服务体系·天池街道仙鹤观社区").first.click()
    page.get_by_role("link", name="乐至县县域三级社工服务体系服务指标 第 1 版").click()
    page.wait_for_url("**/packages/lezhi-station/1")
    page.keyboard.press("/")
    page.keyboard.type("惠民殡葬政策宣讲4场")
    page.locator("#said [role=status]").wait_for()
    found = page.locator("#line-r7-3d")
    assert "其中开展惠民殡葬政策宣讲4场" in found.locator("blockquote").inner_text()
    assert "每办一场计 1 场" in found.inner_text()
    assert problems(page) == []


def test_an_indicator_leads_to_its_row_in_the_package(page, address):
    go_in(page, address, "county")
    page.goto(f"{address}/indicators/xianheguan/r2-1")
    page.get_by_role("link", name="在采购包里看这一行").click()
    page.wait_for_url("**/packages/lezhi-station/1#line-r2-1")
    assert page.locator("#line-r2-1").is_visible()
    top = page.locator("#line-r2-1").evaluate("(e) => e.getBoundingClientRect().top")
    assert 0 <= top < page.viewport_size["height"]


@pytest.mark.parametrize("role", list(PAGES))
def test_every_page_fits_can_be_read_and_can_be_hit(page, address, role):
    go_in(page, address, role)
    for path in PAGES[role]:
        answer = page.goto(address + path)
        assert answer.status == 200, path
        assert problems(page) == [], path


def test_all_lines_of_a_contract_print_on_one_sheet(browser, address):
    page = browser.new_page(viewport={"width": 1047, "height": 718})
    go_in(page, address, "manager")
    page.goto(f"{address}/indicators?contract=xianheguan")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
    page.close()
