"""An officer's afternoon in real Chromium: a workbook with three mistakes becomes a package."""

import io
import re

import pytest
from openpyxl import load_workbook

from core.ledger.rows import ENTRY
from core.store import reading
from core.workbook import write_workbook
from tests.browser.checks import problems

pytestmark = pytest.mark.browser


def workbook_with_three_mistakes(bureau, folder):
    """The package of 金山镇, one call more, with three slips of the hand."""
    made = write_workbook(bureau.package(), bureau.county.station.catalogue)
    book = load_workbook(io.BytesIO(made))
    sheet = book["频次"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(n, columns["编号"]).value: n for n in range(2, sheet.max_row + 1)}
    sheet.cell(rows["greeting"], columns["最少次数"]).value = "每季度1次"
    sheet.cell(rows["home-visit"], columns["记录种类"]).value = "上门看看"
    sheet.cell(rows["home-visit"], columns["名称"]).value = None
    path = folder / "金山镇续签.xlsx"
    book.save(path)
    return path


def entries(bureau):
    with reading(bureau.county.station.engine) as connection:
        return [tuple(row) for row in connection.execute(ENTRY.select().order_by(ENTRY.c.id))]


def mend(page, heading, text):
    """From the findings to the row, one cell, and back."""
    page.locator("li.finding", has_text=f"“{heading}”").get_by_role(
        "link", name="去改"
    ).first.click()
    page.get_by_label(heading, exact=False).first.fill(text)
    assert problems(page) == []
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile("#row-"))


def test_three_mistakes_are_mended_seen_in_effect_and_published_by_the_second(
    bureau, desks, tmp_path
):
    before = entries(bureau)
    page = desks["zhao"]
    page.goto("/packages")
    page.get_by_role("link", name="起草采购包").click()
    page.get_by_label("工作簿").set_input_files(workbook_with_three_mistakes(bureau, tmp_path))
    assert problems(page) == []
    page.get_by_role("button", name="开始").click()
    page.get_by_role("heading", level=1, name="金山镇续签").wait_for()
    assert problems(page) == []
    page.get_by_role("link", name="错误 3 处").click()
    assert problems(page) == []
    draft = page.url
    for heading, text in (("最少次数", "3"), ("记录种类", "上门探访"), ("名称", "每月上门巡访")):
        page.goto(draft)
        mend(page, heading, text)
    effect = page.locator("#effect")
    effect.get_by_text("达到频次的人").wait_for()
    assert "2 / 2 → 0 / 2" in effect.inner_text()
    assert problems(page) == []
    page.get_by_role("link", name="复核发布").click()
    page.get_by_text("不能自己发布").wait_for()
    address = page.url
    page = desks["qian"]
    page.goto(address)
    page.get_by_text("最少次数：2 → 3").wait_for()
    page.locator("#effect").get_by_text("达到频次的人").wait_for()
    assert page.get_by_label("生效日期").input_value() == "2026-08-01"
    assert problems(page) == []
    page.get_by_role("button", name="发布").click()
    page.get_by_text("已发布。合同仍按原来的版本").wait_for()
    assert page.url.endswith("/packages/jinshan-visits/2")
    assert problems(page) == []
    assert entries(bureau) == before
    page.goto("/contracts/jinshan")
    assert page.get_by_text("第 1 版").first.is_visible()


def test_two_officers_at_one_cell_are_both_shown(bureau, desks):
    zhao, qian = desks["zhao"], desks["qian"]
    zhao.goto("/packages/jinshan-visits/1")
    zhao.get_by_role("link", name="改这一版").click()
    zhao.get_by_role("button", name="开始").click()
    zhao.get_by_role("link", name=re.compile("^频次")).click()
    zhao.get_by_role("link", name="修改每月线上问候").wait_for()
    sheet = zhao.url
    for page in (zhao, qian):
        page.goto(sheet)
        page.get_by_role("link", name="修改每月线上问候").click()
    zhao.get_by_label("最少次数").fill("3")
    zhao.get_by_role("button", name="保存").click()
    zhao.wait_for_url(re.compile("#row-"))
    qian.get_by_label("最少次数").fill("4")
    qian.get_by_role("button", name="保存").click()
    qian.get_by_text("别人刚改成“3”，您写的是“4”。").wait_for()
    assert qian.get_by_label("最少次数").input_value() == "4"
    assert problems(qian) == []
    qian.get_by_role("button", name="保存").click()
    qian.wait_for_url(re.compile("#row-"))
    assert "电话问候、视频连线 4 次" in qian.locator("main").inner_text()
