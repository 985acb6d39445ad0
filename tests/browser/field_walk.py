"""A worker's phone in the field: an app of its own profile, its network cut and given back."""

import json
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.checks import PHONE, executable
from tests.web.worker_station import AT

PIN = "482913"
PASSWORD = "Wanjia-denghuo-78"
#: Milliseconds until the app with all its files is on the phone.
PATIENCE = 30_000
DAY = 86_400


@contextmanager
def a_phone(profile: Path, address: str, token: str = "") -> Any:
    """A browser with a profile on disk, its clock at the station's hour; with a token signed in."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            profile,
            executable_path=executable(),
            args=arguments,
            viewport=PHONE,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=address,
            reduced_motion="reduce",
        )
        if token:
            # Not enrolled yet, a phone forgets it when its last window closes; this one is kept.
            kept = {"name": "yizhan", "value": token, "url": address, "expires": time() + DAY}
            context.add_cookies([kept])
        context.clock.set_system_time(AT)
        context.set_default_timeout(10_000)
        yield context
        context.close()


def take_along(page: Page) -> None:
    """Set the PIN and take the round along."""
    page.goto("/today")
    page.get_by_role("link", name="带走今天的清单").click()
    set_pin(page, PIN)
    page.wait_for_function("() => navigator.serviceWorker.controller", timeout=PATIENCE)


def set_pin(page: Page, pin: str) -> None:
    """Set a PIN and wait for the list."""
    page.get_by_label("设一个口令").fill(pin)
    page.get_by_label("再输一次").fill(pin)
    page.get_by_role("button", name="设好并带走").click()
    page.locator("#list li[data-person]").first.wait_for()


def unlock(page: Page, pin: str = PIN) -> None:
    """Open the app with the PIN."""
    page.get_by_label("这台手机的口令").fill(pin)
    page.get_by_role("button", name="打开").click()


def fill_in(page: Page, words: str = "门口的路灯坏了") -> None:
    """Answer every open question in the first way; a question opens others."""
    page.evaluate(
        """(words) => { for (let round = 0; round < 3; round += 1) {
          for (const group of document.querySelectorAll("#asked fieldset[data-key]")) {
            const first = group.querySelector("input[type=radio]");
            if (first && !group.hidden && !group.querySelector(":checked")) first.click(); }
          for (const text of document.querySelectorAll("#asked textarea, #asked input[type=text]")) {
            if (text.closest("[hidden]") || text.value || text.dataset.other) continue;
            text.value = text.inputMode === "decimal" ? "1" : words;
            text.dispatchEvent(new Event("input", { bubbles: true })); } } }""",
        words,
    )


def a_photo(number: int) -> dict[str, Any]:
    """A small picture of its own, as a camera would hand it over."""
    kept = BytesIO()
    Image.effect_noise((400 + number, 300), 90).convert("RGB").save(kept, "JPEG", quality=95)
    return {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def keep(page: Page) -> None:
    """Tap 记下 and wait until it is safe on the phone."""
    page.get_by_role("button", name="记下").click()
    page.get_by_text("已存在手机里").wait_for()


def visit(page: Page, name: str, number: int) -> None:
    """One visit with a photo."""
    page.get_by_label(f"为{name}记一笔").click()
    page.get_by_role("heading", name=f"上门探访 · {name}").wait_for()
    fill_in(page)
    page.locator("[name='record.minutes']").fill("40")
    page.locator("[name='record.file.photo']").set_input_files(a_photo(number))
    page.locator("#counts .yes", has_text="金山镇").wait_for()
    keep(page)


def sign_in(page: Page, login: str = "luomin") -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def plain_traces(profile: Path, words: list[str]) -> list[str]:
    """Files of the profile in which one of the words stands in plain: as the two encodings have it,
    as in an address, or as JSON escapes it."""
    marks = {word.encode(code): word for word in words for code in ("utf-8", "utf-16-le")}
    for word in words:
        escaped = json.dumps(word).strip('"')
        for text in (quote(word), quote(word).lower(), escaped):
            marks[text.encode()] = word
    return [
        f"{marks[mark]}: {file.relative_to(profile)}"
        for file in profile.rglob("*")
        if file.is_file()
        for mark in marks
        if mark in file.read_bytes()
    ]


def watched(context: BrowserContext) -> list[str]:
    """What scripts complain of from now on; being cut off is no complaint."""
    complaints: list[str] = []

    def note(text: str) -> None:
        if not any(
            known in text
            for known in ("htmx:", "ERR_INTERNET_DISCONNECTED", "503", "401", "403", "404")
        ):
            complaints.append(text)

    context.on("console", lambda message: note(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: note(str(error.error)))
    return complaints


def trouble(context: BrowserContext, status: int, **error: str) -> None:
    """From now on every request under /api is answered with this status."""
    context.unroute("**/api/**")
    body = {"error": {"say": "", **error}}
    context.route("**/api/**", lambda route: route.fulfill(status=status, json=body))
