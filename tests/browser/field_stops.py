"""The phone app in each of its states, as stops of the walk: (state, name) while the page shows it."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.field_walk import PIN, unlock

#: Items put straight into the outbox, one in each state, with what the server would have answered.
_FILL = """async () => {
  const address = (name) => [...document.querySelectorAll("link[rel=modulepreload]")]
    .map((one) => one.href).find((one) => one.includes(`/field/${name}.`));
  const outbox = await import(address("outbox")), { keys } = await import(address("keyring"));
  const person = document.querySelector("[data-person]").dataset.person;
  const fields = [["record.kind", "home_visit"], ["record.person", person]];
  const say = "日期晚于今天：2026-11-30；请改成实际上门的那一天。";
  const counts = [{ contract: "a", line: "b", counted: true, say: "金山镇困难群众探视巡访 · 上门" }];
  for (const [state, answer] of [["received", { counts }], ["conflict", { say: "这条记录已有不同的内容。" }],
    ["refused", { say, problems: {} }], ["sending", null], ["waiting", null]]) {
    const id = await outbox.add("form", fields, "");
    const row = (await outbox.rows()).find((one) => one.id === id);
    if (answer) await outbox.mark(row, keys().outbox, state, answer);
    else await outbox.setState("items", id, state);
  } }"""


def app_stops(page: Page, base: str) -> Iterator[tuple[str, str]]:
    """A new PIN, the list, a card, a form empty and refused, the outbox in every state, the lock."""
    page.goto(base + "/field?new=1")
    page.get_by_label("设一个口令").fill(PIN)
    yield "usual", "field-set-up"
    page.get_by_label("再输一次").fill("1" * len(PIN))
    page.get_by_role("button", name="设好并带走").click()
    page.get_by_text("两次输的不一样").wait_for()
    yield "error", "field-set-up"
    page.get_by_label("再输一次").fill(PIN)
    page.get_by_role("button", name="设好并带走").click()
    page.locator("#list").wait_for()
    page.locator("#signal", has_text="已联网").wait_for(state="attached")
    yield "usual", "field-today"
    # From here on without the server: what is shown stays as it is.
    page.context.route("**/api/**", lambda route: route.fulfill(status=503, json={"error": {}}))
    people = page.locator("#list li[data-person]").count()
    if people:
        yield from _with_people(page)
    page.get_by_role("link", name="待发送").click()
    shown = page.locator("#view li.row") if people else page.get_by_text("没有要发送的")
    shown.first.wait_for()
    yield "long" if people else "none", "outbox"
    page.goto(base + "/field")
    unlock(page, "000000")
    page.get_by_text("还可以试 4 次").wait_for()
    yield "error", "field-lock"
    page.context.unroute("**/api/**")


def _with_people(page: Page) -> Iterator[tuple[str, str]]:
    """The first person's card and form, and an item in each state."""
    page.get_by_role("searchbox").fill("zzzz")
    yield "nothing-found", "field-today"
    page.get_by_role("searchbox").fill("")
    first = page.locator("#list li[data-person]").first
    first.locator("a.name").click()
    page.get_by_role("link", name="上报需求或异常").wait_for()
    yield "usual", "field-card"
    page.get_by_role("link", name="上报需求或异常").click()
    page.get_by_role("heading", name="上报：").wait_for()
    yield "usual", "field-matter"
    page.get_by_role("link", name="今日").click()
    page.locator("#list li[data-person]").first.get_by_label("记一笔").click()
    page.locator("#sheet-form, .kinds").first.wait_for()
    if page.locator(".kinds a").count():
        page.locator(".kinds a[href*=home_visit]").click()
    page.locator("#sheet-form").wait_for()
    yield "usual", "field-form"
    page.get_by_role("button", name="记下").click()
    page.get_by_role("alert").first.wait_for()
    yield "error", "field-form"
    page.get_by_role("link", name="今日").click()
    page.locator("#list li[data-person]").first.wait_for()
    page.evaluate(_FILL)
