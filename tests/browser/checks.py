"""What every page must pass in a real browser: it fits, it can be read, it can be hit by a thumb.

    with chromium() as browser:
        page = browser.new_page(viewport=PHONE)
        page.goto(url)
        assert problems(page) == []

Each check returns sentences that name the element; an empty list is a pass.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
LEAST_CONTRAST = 4.5
LEAST_CONTRAST_LARGE = 3.0
LEAST_TARGET = 44

#: Things of ours that a name in a finding is made of.
_NAMED = """
const named = (e) => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ?
  "." + [...e.classList].join(".") : "") + " “" + (e.getAttribute("aria-label") ||
  e.textContent || e.name || "").trim().slice(0, 24) + "”";
const seen = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) &&
  !e.closest(".sr, .skip, [aria-hidden=true]");
"""

_OVERFLOW = (
    "() => {"
    + _NAMED
    + """
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide)
    found.push(`the page is ${document.documentElement.scrollWidth} px wide, the screen ${wide}`);
  const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
  for (const e of document.body.querySelectorAll("*")) {
    if (!seen(e) || e.closest("svg") && e.tagName !== "svg") continue;
    const box = e.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1) && !scrolls(e))
      found.push(`${named(e)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    const style = getComputedStyle(e);
    if (e.scrollWidth > e.clientWidth + 1 && style.overflowX === "hidden" && !e.matches("input"))
      found.push(`${named(e)} hides ${e.scrollWidth - e.clientWidth} px of its text`);
  }
  return found; }"""
)

_CONTRAST = (
    "([least, leastLarge]) => {"
    + _NAMED
    + """
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const once = (ask, known = new Map()) => (key) => {
    if (!known.has(key)) known.set(key, ask(key));
    return known.get(key); };
  const rgba = once((colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data;
    return [d[0], d[1], d[2], d[3] / 255]; });
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = once((e) => { const layers = [];
    for (let p = e; p; p = p.parentElement) { const c = rgba(getComputedStyle(p).backgroundColor);
      if (c[3] > 0) layers.push(c); if (c[3] === 1) break; }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]); });
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05); };
  const found = [], judge = (e, style, what) => {
    const under = ground(e), ink = over(rgba(style.color), under);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 600;
    const needed = size >= 24 || (bold && size >= 18.7) ? leastLarge : least;
    const is = ratio(ink, under);
    if (is < needed - 0.005) found.push(`${what} has contrast ${is.toFixed(2)}, needs ${needed}`); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement;
    if (!node.textContent.trim() || /SCRIPT|STYLE|TITLE|OPTION/.test(e.tagName)) continue;
    if (!e.checkVisibility() || e.closest(".sr, [disabled]")) continue;
    judge(e, getComputedStyle(e), named(e)); }
  for (const e of document.querySelectorAll("[placeholder]"))
    if (e.checkVisibility()) judge(e, getComputedStyle(e, "::placeholder"), named(e) + " placeholder");
  return found; }"""
)

_TARGETS = (
    "(least) => {"
    + _NAMED
    + """
  const found = [];
  const inSentence = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline" &&
    [...e.parentElement.childNodes].some((n) => n !== e && n.textContent.trim());
  for (const e of document.querySelectorAll(
      "a[href], button, summary, select, textarea, input:not([type=hidden])")) {
    if (!seen(e) || e.disabled || inSentence(e)) continue;
    const target = /^(radio|checkbox)$/.test(e.type) && e.closest("label") || e;
    const box = target.getBoundingClientRect();
    if (box.width < least - 0.5 || box.height < least - 0.5)
      found.push(`${named(target)} is ${box.width.toFixed(0)} × ${box.height.toFixed(0)} px`);
  }
  return found; }"""
)

_NAMELESS = (
    "() => {"
    + _NAMED
    + """
  const found = [];
  for (const e of document.querySelectorAll("a[href], button, summary"))
    if (seen(e) && !(e.getAttribute("aria-label") || e.textContent).trim())
      found.push(`${named(e)} has no name`);
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (seen(e) && !e.labels.length && !e.getAttribute("aria-label"))
      found.push(`${named(e)} has no label`);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) found.push(`two ids ${id}`);
  if (document.querySelectorAll("h1").length !== 1) found.push("not exactly one h1");
  if (document.querySelectorAll("[style]").length) found.push("an inline style");
  return found; }"""
)


def executable() -> str:
    """Where this machine has a Chromium; without one the browser tests fail, they never skip."""
    named = os.environ.get("YIZHAN_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise RuntimeError(
            "no Chromium: `make browser` installs one, or name it in YIZHAN_CHROMIUM"
        )
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of this machine, without a sandbox (tests may run as root) and a network."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=arguments)
        yield browser
        browser.close()


def overflow(page: Page) -> list[str]:
    """Nothing is wider than the screen, and no text is cut off."""
    found: list[str] = page.evaluate(_OVERFLOW)
    return found


def contrast(page: Page) -> list[str]:
    """Every text stands out from what is behind it: 4.5, or 3 when it is large."""
    found: list[str] = page.evaluate(_CONTRAST, [LEAST_CONTRAST, LEAST_CONTRAST_LARGE])
    return found


def targets(page: Page) -> list[str]:
    """Whatever can be tapped is 44 × 44 px; a link within a sentence is exempt (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(_TARGETS, LEAST_TARGET)
    return found


def names(page: Page) -> list[str]:
    """Every control has a name, ids are unique, there is one h1 and no inline style."""
    found: list[str] = page.evaluate(_NAMELESS)
    return found


def settle(page: Page) -> None:
    """Wait until nothing moves."""
    still = "Promise.allSettled(document.getAnimations().map((a) => a.finished)).then(() => null)"
    page.evaluate(still)


def problems(page: Page) -> list[str]:
    """Everything that is wrong with the page as it is shown now."""
    settle(page)
    return [*overflow(page), *contrast(page), *targets(page), *names(page)]
