"""How long a worker in a village waits: without a signal, on a processor four times slower."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import CDPSession, Page

from core.station import open_station
from core.store import metadata, open_engine
from core.trust.secrets import new_keys, sealer_from
from tests.bench.measuring import Wait
from tests.browser.field_walk import PIN, a_phone, a_photo, fill_in, take_along
from tests.browser.serving import served
from tests.copies import CONFIG
from tests.county import lay_out
from tests.web.worker_station import AT, furnished
from web.app import create_app
from web.settings import Settings

ROUND, TIMES, SLOWER = 167, 5, 4
#: As the browser's own tools have it: bytes a second, and milliseconds until the first of them.
SLOW_3G = {
    "offline": False,
    "latency": 2_000,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
#: Milliseconds until a page that does not come at all is given up.
PATIENCE = 60_000
#: Seconds from a tap until the notice says that the record is safe on the phone.
SAFE = """() => new Promise((done) => {
  const flash = document.getElementById("flash"), begun = performance.now();
  new MutationObserver(() => {
    if (flash.textContent.includes("已存在手机里")) done((performance.now() - begun) / 1000);
  }).observe(flash, { childList: true });
  document.querySelector("#sheet-form .btn.act").click();
})"""


@contextmanager
def _a_phone(folder: Path) -> Iterator[tuple[Page, CDPSession]]:
    url = f"sqlite:///{folder}/field.db"
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url, config=CONFIG, sealer=sealer_from(new_keys("bench")), county="yanshi", outside=False
    )
    names = tuple(f"王{chr(0x4E00 + n * 7)}" for n in range(ROUND))
    found = furnished(lay_out(station), names)
    app = create_app(station, Settings(secure_cookies=False, fixed_now=AT, web_key=b"k" * 32))
    with (
        served(app) as address,
        a_phone(folder / "profile", address, found.token("luomin")) as phone,
    ):
        page = phone.pages[0]
        phone.set_default_timeout(PATIENCE)
        take_along(page)
        slow = phone.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        phone.set_offline(True)
        yield page, slow
    station.close()


def _opened(page: Page, path: str = "/today") -> tuple[float, float]:
    """Seconds until the PIN is asked, and from the PIN to the list."""
    begun = perf_counter()
    page.goto(path, wait_until="commit")
    field = page.get_by_label("这台手机的口令")
    field.wait_for()
    shown = perf_counter()
    field.fill(PIN)
    asked = perf_counter()
    page.get_by_role("button", name="打开").click()
    page.locator("#list li[data-person]").first.wait_for()
    return shown - begun, perf_counter() - asked


def _kept(page: Page, number: int) -> float:
    """Seconds until a visit with a photo of some 300 kB is safe."""
    page.locator("[aria-label$='记一笔']").first.click()
    page.locator("#sheet-form").wait_for()
    fill_in(page)
    page.locator("[name='record.file.photo']").set_input_files(a_photo(700 + number))
    seconds: float = page.evaluate(SAFE)
    return seconds


def of_the_field(folder: Path) -> list[Wait]:
    """What is waited for on a round."""
    with _a_phone(folder) as (page, slow):
        opened = [_opened(page) for _ in range(TIMES)]
        kept = [_kept(page, number) for number in range(TIMES)]
        page.context.set_offline(False)
        slow.send("Network.emulateNetworkConditions", SLOW_3G)
        hardly = [_opened(page, "/field") for _ in range(TIMES)]
    shell, people = (median(times) for times in zip(*opened, strict=True))
    slow_shell, slow_people = (median(times) for times in zip(*hardly, strict=True))
    return [
        Wait(label="the app without a signal, until it asks for the PIN", seconds=shell, most=1),
        Wait(label=f"from the PIN to today's list of {ROUND} people", seconds=people, most=1),
        Wait(label="the app on slow 3G, until it asks for the PIN", seconds=slow_shell, most=1),
        Wait(label="on slow 3G from the PIN to the list", seconds=slow_people, most=1),
        Wait(label="a visit with a photo, safe on the phone", seconds=median(kept), most=0.3),
    ]
