"""Without a signal: people, households and places are chosen, a group is opened and has its first session."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.evidence.rows import FILE
from core.packages.schema import FormQuestion, FormRow
from core.store import new_id
from tests.browser.checks import problems
from tests.browser.field_walk import a_phone, fill_in, keep, plain_traces, take_along, unlock
from tests.browser.test_field_journey import GROUP, address, station  # noqa: F401
from tests.forms.filling import another_version
from tests.web.worker_station import NAMES, XIAOJIAN

pytestmark = pytest.mark.browser
KINDS = ("person", "household", "place")


@pytest.fixture
def asking(station):  # noqa: F811
    """The same station; its visits ask for somebody, for a household and for a place."""
    home = new_id()
    station.people["何大山"] = station.county.person(
        "何大山", household=home, born=date(1950, 1, 1)
    )
    station.enrol("何大山", "jinshan", "self_reliant")
    asked = tuple(
        FormQuestion(key=f"a_{kind}", label=f"问{kind}", kind=kind, required=kind == "person")
        for kind in KINDS
    )
    asked += (FormQuestion(key="a_signature", label="签名", kind="signature"),)
    form = FormRow(
        key="naming", label="点名", clause="演示约定", kinds=("home_visit",), questions=asked
    )
    another_version(station.county, "jinshan", lambda forms: (form,))
    station.home = home
    return station


def sign(page) -> None:
    """A stroke of a finger over the field of the signature."""
    canvas = page.locator(".sign canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    page.mouse.up()
    page.locator(".sign[data-signed]").wait_for()


def test_people_are_chosen_and_a_group_is_opened_without_a_signal(asking, address, tmp_path):  # noqa: F811
    profile = tmp_path / "profile"
    with a_phone(profile, address, asking.token("luomin")) as phone:
        page = phone.pages[0]
        take_along(page)
        phone.set_offline(True)
        page.goto("/today")
        unlock(page)
        page.get_by_label(f"为{NAMES[0]}记一笔").click()
        page.get_by_role("heading", name=f"上门探访 · {NAMES[0]}").wait_for()
        fill_in(page)
        page.locator("[name='record.minutes']").fill("40")
        page.get_by_role("button", name="记下").click()
        page.locator('[data-key="a_person"] .problem.here').wait_for()
        page.get_by_label("问person：找人").fill("没有这个人")
        page.get_by_text("名单以外的，要有信号时才能选").wait_for()
        page.get_by_label("问person：找人").fill("wcg")
        page.get_by_label(re.compile(NAMES[3])).check()
        page.get_by_label("问household：找人").fill("hds")
        page.get_by_label(re.compile("何大山一户")).check()
        page.get_by_label("问place").select_option(XIAOJIAN)
        sign(page)
        page.locator("[name^='record.date.']").first.fill("2026-06-20")  # the form is drawn anew
        assert page.locator(".sign[data-signed] canvas").is_visible()
        assert problems(page) == []
        keep(page)

        page.get_by_role("link", name="记一笔", exact=True).click()
        page.locator(".kinds a[href$='/cases/new?kind=group']").click()
        page.get_by_role("heading", name=re.compile("立案：")).wait_for()
        page.locator("[name='record.title']").fill("手机上开的小组")
        page.locator("[name='record.site']").select_option(GROUP)
        for name in NAMES[:2]:
            page.locator("[name='record.find']").fill(name)
            page.locator("#found").get_by_text(name).click()
        fill_in(page)
        page.evaluate(
            """() => { for (const one of document.querySelectorAll("#sheet-form [data-key] input")) {
              if (one.value || one.closest("[hidden]")) continue;
              if (one.type === "text") one.value = one.inputMode === "decimal" ? "3" : "无";
              if (one.type === "date") one.value = "2026-06-21"; }
              for (const group of document.querySelectorAll("#sheet-form fieldset[data-key]")) {
                const first = group.querySelector("input"); if (first && !group.hidden) first.click(); } }"""
        )
        assert problems(page) == []
        page.get_by_role("button", name="立案").click()
        page.get_by_text("已存在手机里").wait_for()
        page.reload()
        unlock(page)
        row = page.locator("[data-slot='cases'] li", has_text="手机上开的小组")
        row.get_by_role("link", name="记一次").click()
        page.locator("[name='record.title']").fill("第一节")
        page.locator("[name='record.minutes']").fill("90")
        page.locator("#found").get_by_text(NAMES[0]).click()
        fill_in(page)
        page.get_by_text("由服务器核定").wait_for()
        keep(page)
        phone.set_offline(False)
        page.get_by_role("link", name="待发送").click()
        page.get_by_text("没有要发送的，都收到了。").wait_for()
        assert page.locator("#view .state", has_text="已收到").count() == 3
        page.locator("#view .name", has_text="· 手机上开的小组").first.wait_for()
        assert problems(page) == []
    with asking.county.station.engine.connect() as connection:
        wanted = select(RECORD.c.fields).where(RECORD.c.kind == "home_visit")
        [answers] = connection.execute(wanted).scalars().all()
        named = {kind: answers[f"a_{kind}"] for kind in KINDS}
        signed = select(FILE.c.state).where(FILE.c.sha256 == answers["a_signature"])
        assert connection.execute(signed).scalars().all() == ["kept"]
        opened = select(CASE.c.id).where(CASE.c.title == "手机上开的小组")
        [case] = connection.execute(opened).scalars().all()
        sessions = select(RECORD.c.title).where(RECORD.c.case_id == case)
        assert connection.execute(sessions).scalars().all() == ["第一节"]
    assert named == {"person": asking.people[NAMES[3]], "household": asking.home, "place": XIAOJIAN}
    assert plain_traces(profile, [*NAMES, "何大山", "手机上开的小组"]) == []
