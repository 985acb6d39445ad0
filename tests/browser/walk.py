"""A walk through every page as each of the three doors' people sees it, in each of its states."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from tests.browser.checks import DESK, PHONE, settle
from tests.browser.county import NOW
from tests.browser.field_stops import app_stops

WIDTHS = {"390": PHONE, "1440": DESK}
ROLES = ("worker", "manager", "county")

#: Pages by role: address and the state that it shows.
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "worker": (
        ("/today", "usual"),
        ("/today?q=zzzz", "nothing-found"),
        ("/record", "usual"),
        ("/people", "usual"),
        ("/people?q=w", "search"),
        ("/people/new", "usual"),
        ("/quick", "usual"),
        ("/quick/sign-in", "usual"),
        ("/record?of=outputs", "outputs"),
        ("/cases", "usual"),
        ("/cases/new", "usual"),
        ("/events", "usual"),
        ("/events/new", "usual"),
        ("/activities", "long"),
        ("/matters", "usual"),
        ("/matters?kind=lead&state=closed", "nothing-found"),
        ("/matters/new", "usual"),
        ("/matters/new?kind=lead", "usual"),
        ("/conflicts", "none"),
        ("/me", "usual"),
        ("/no-such-page", "error"),
        ("/people/00000000-0000-7000-8000-00000000dead", "error"),
    ),
    "manager": (
        ("/today", "usual"),
        ("/indicators", "usual"),
        ("/activities", "usual"),
        ("/outputs", "long"),
        ("/documents", "usual"),
        ("/month-end", "usual"),
        ("/month-end?contract=jinshan&month=2026-02", "handed-in"),
        ("/month-end/jinshan/2026-09/hand-in", "usual"),
        ("/month-end/jinshan/2026-02/changes", "usual"),
        ("/working-days", "usual"),
        ("/people", "long"),
        ("/contracts", "usual"),
        ("/packages", "usual"),
        ("/matters", "usual"),
        ("/devices", "usual"),
    ),
    "county": (
        ("/overview", "usual"),
        ("/contracts", "usual"),
        ("/contracts/new", "usual"),
        ("/contracts/new?package=lezhi-station/1", "long"),
        ("/contracts/sanli/amend", "long"),
        ("/contracts/sanli/history", "usual"),
        ("/working-days?year=2027", "provisional"),
        ("/month-end?contract=home-care&month=2026-10", "blocked"),
        ("/packages", "usual"),
        ("/drafts/new", "usual"),
        ("/indicators", "usual"),
        ("/activities", "usual"),
        ("/matters", "usual"),
    ),
}
#: The sheet of a draft on which its forms stand.
FORMS = "sheet=" + quote("活动与表单")
#: From a list page on to the first thing behind a link that begins like this, and from there on to
#: the first behind each link that holds the next.
OPENS: dict[str, tuple[tuple[str, ...], ...]] = {
    "worker": (
        ("/today", "/record?"),
        ("/people", "/people/0"),
        ("/people", "/people/0", "/timeline"),
        ("/people", "/people/0", "/paper"),
        ("/people", "/people/0", "/plans/"),
        ("/people", "/people/0", "/households/"),
        ("/cases", "/cases/0"),
        ("/cases", "/cases/0", "/documents/0"),
        ("/cases", "/cases/0", "/documents/new"),
        ("/cases", "/cases/0", "/whole"),
        ("/events", "/events/0"),
        ("/activities", "/activities/0"),
        ("/matters?whose=all", "/matters/0"),
    ),
    "manager": (
        ("/indicators", "/indicators/"),
        ("/people", "/people/0"),
        ("/documents", "/documents/0"),
    ),
    "county": (
        ("/contracts", "/contracts/dadong"),
        ("/packages", "/packages/"),
        ("/packages", "/drafts/0"),
        ("/packages", "/drafts/0", FORMS, "/forms/0"),
        ("/packages", "/drafts/0", FORMS, "/forms/0", "/questions/0"),
        ("/packages", "/drafts/0", FORMS, "/forms/0", "/questions/new"),
        ("/packages", "/drafts/0", FORMS, "/forms/new"),
        ("/indicators", "/indicators/"),
    ),
}


#: Send one's own last record as another phone would have it; whether there was one.
SEND_OTHER = """async () => {
  const { csrf, nonce } = await (await fetch("/api/session")).json();
  const { records } = await (await fetch("/api/round")).json();
  if (!records.length) return false;
  const fields = records[0].fields.filter(([name]) => !["record.minutes", "record.version"].includes(name));
  const item = { seq: 1, made_at: new Date().toISOString(), nonce, do: "form", fields: [...fields, ["record.minutes", "77"]] };
  const headers = { "content-type": "application/json", "x-csrf-token": csrf };
  const answer = await fetch("/api/records", { method: "POST", headers, body: JSON.stringify({ items: [item] }) });
  return (await answer.json()).items[0].outcome === "conflict"; }"""
#: What has to be there once an amendment on the walk was looked at.
WORDS: dict[str, str | None] = {"error": None, "effect": "保存变更"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """One page in one state, shown in an open browser page."""

    role: str
    state: str
    name: str
    page: Page


def _name(address: str) -> str:
    path = address.split("?")[0].strip("/") or "doors"
    parts = ["one" if part.startswith("0") or len(part) > 30 else part for part in path.split("/")]
    return "-".join(parts)


def _follow(page: Page, base: str, opened: list[str]) -> bool:
    """Go on from link to link; whether every one was there."""
    how = "^="
    for part in opened:
        links = page.locator(f"main a[href{how}'{part}']")
        if not links.count():
            return False
        page.goto(base + str(links.first.get_attribute("href")))
        how = "*="
    return True


def enter(browser: Browser, base: str, role: str, size: dict[str, int]) -> Page:
    """Go in by a door of the demonstration."""
    here = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    page = browser.new_context(viewport=size, **here).new_page()  # type: ignore[arg-type]
    page.clock.set_system_time(NOW)
    page.goto(base + "/")
    page.locator(f"form:has(input[value='{role}']) button, button[value='{role}']").first.click()
    page.wait_for_load_state()
    return page


def stops(browser: Browser, base: str, size: dict[str, int], state: str = "") -> Iterator[Stop]:
    """Every page of every role; ``state`` renames every state (an empty county, for one)."""
    doors = browser.new_context(viewport=size, locale="zh-CN").new_page()  # type: ignore[arg-type]
    for address in ("/", "/sign-in"):
        doors.goto(base + address)
        yield Stop(role="anyone", state=state or "usual", name=_name(address), page=doors)
    doors.context.close()
    for role in ROLES:
        page = enter(browser, base, role, size)
        for address, shown in PAGES[role]:
            if state and "?" in address:
                continue
            page.goto(base + address)
            settle(page)
            yield Stop(role=role, state=state or shown, name=_name(address), page=page)
        for address, *opened in OPENS[role]:
            page.goto(base + address)
            if not _follow(page, base, opened):
                continue
            settle(page)
            opens = opened[-1]
            name = _name(opens.rstrip("/?0")) + "-opened"
            yield Stop(role=role, state=state or "usual", name=name, page=page)
            if opens == "/record?":
                page.get_by_role("button", name="记下").click()
                page.get_by_role("alert").first.wait_for()
                settle(page)
                yield Stop(role=role, state="error", name=name, page=page)
        if role == "county":
            yield from _amending(page, base, state)
        if role == "worker":
            for shown, name in app_stops(page, base):
                settle(page)
                yield Stop(role=role, state=state or shown, name=name, page=page)
            yield from _in_conflict(page, base, state)
        page.context.close()


def _in_conflict(page: Page, base: str, state: str) -> Iterator[Stop]:
    """One's own last record comes once more with other content: both stand beside each other."""
    if not page.evaluate(SEND_OTHER):
        return
    page.goto(base + "/conflicts")
    settle(page)
    yield Stop(role="worker", state=state or "usual", name="conflicts", page=page)
    page.locator("main a[href^='/conflicts/']").first.click()
    page.get_by_role("heading", name="不同的地方").wait_for()
    settle(page)
    yield Stop(role="worker", state=state or "usual", name="conflicts-one", page=page)
    page.get_by_role("button", name="选定").click()
    page.get_by_role("alert").first.wait_for()
    settle(page)
    yield Stop(role="worker", state=state or "error", name="conflicts-one", page=page)


def _amending(page: Page, base: str, state: str) -> Iterator[Stop]:
    """A contract amended: nothing filled in yet, then what saving would do, then its history."""
    page.goto(base + "/contracts/jinshan/amend")
    target, start = "t.monthly-summaries.0", page.locator("#start").input_value()
    number = "3" if page.locator(f"[name='{target}']").input_value() == "2" else "2"
    agreed = {"start": start, target: number, "reason": f"补充协议第二条：每月汇总 {number} 份。"}
    for shown, fields in (("error", {"start": ""}), ("effect", agreed)):
        for name, text in fields.items():
            page.locator(f"[name='{name}']").fill(text)
        page.get_by_role("button", name="看看会怎样").click()
        page.get_by_role(
            "alert" if shown == "error" else "button", name=WORDS[shown]
        ).first.wait_for()
        settle(page)
        yield Stop(role="county", state=state or shown, name="contracts-jinshan-amend", page=page)
    page.get_by_role("button", name="保存变更").click()
    page.goto(base + "/contracts/jinshan/history")
    settle(page)
    yield Stop(role="county", state=state or "changed", name="contracts-jinshan-history", page=page)
