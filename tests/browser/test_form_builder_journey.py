"""An officer builds a form in real Chromium: five questions, one only after a certain answer."""

import re

import pytest

from core.store import reading
from core.studio.forms import forms_in
from core.studio.loading import drafts_of, load_draft
from tests.browser.checks import DESK, PHONE, problems

pytestmark = pytest.mark.browser


def add(page, label, kind, options=(), *, required=False, opened_by=()):
    """One question through its sheet."""
    page.get_by_role("link", name="加一题").first.click()
    page.get_by_label("题目必填").fill(label)
    page.get_by_role("radio", name=kind, exact=True).check()
    for number, option in enumerate(options, 1):
        page.get_by_label(f"选项 {number}").fill(option)
    if required:
        page.get_by_role("radiogroup", name="必须填写").get_by_label("是", exact=True).check()
    if opened_by:
        opener, *answers = opened_by
        page.get_by_label(f"看“{opener}”").check()
        for answer in answers:
            page.get_by_role("checkbox", name=answer, exact=True).check()
    assert problems(page) == []
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile("#row-"))


def form_kept(bureau, label):
    """The form as it is kept."""
    with reading(bureau.county.station.engine) as connection:
        [draft] = drafts_of(connection, "yanshi")
        kept = load_draft(connection, "yanshi", draft.uuid)
    return next(one for one in forms_in(kept) if one.label == label)


def test_a_form_of_five_questions_is_built_tried_taken_along_and_brought_back(
    bureau,
    desks,
    tmp_path,
):
    page = desks["zhao"]
    page.goto("/packages/jinshan-visits/1")
    page.get_by_role("link", name="改这一版").click()
    page.get_by_role("button", name="开始").click()
    page.get_by_role("link", name=re.compile("^活动与表单")).click()
    page.get_by_role("link", name="新表单").click()
    page.get_by_label("名称必填").fill("口粮和取暖")
    page.get_by_label("上门探访").check()
    page.get_by_label("原文条款").fill("查看口粮和取暖")
    assert problems(page) == []
    page.get_by_role("button", name="开始").click()
    page.get_by_text("这张表单还没有题目").wait_for()
    assert problems(page) == []

    add(page, "是否有余粮", "单选", ["有", "没有"], required=True)
    add(page, "还能吃几天", "数字", opened_by=("是否有余粮", "没有"))
    add(page, "取暖设备", "正常、异常、未查")
    add(page, "报给了谁", "文字", opened_by=("取暖设备", "异常"), required=True)
    add(page, "还需要什么", "长文字")
    assert page.locator("h2", has_text="5 道").is_visible()
    assert page.locator(".finding").count() == 0

    preview = page.locator("#preview")
    days = preview.get_by_label("还能吃几天")
    assert not days.is_visible()
    preview.get_by_label("没有", exact=True).check()
    assert days.is_visible()
    preview.get_by_label("有", exact=True).check()
    assert not days.is_visible()
    preview.get_by_label("异常", exact=True).check()
    assert preview.get_by_label("报给了谁").is_visible()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert problems(page) == []

    page.get_by_role("button", name="上移").last.click()
    page.get_by_text("已移动。").wait_for()
    page.get_by_role("button", name="下移").nth(3).click()
    page.get_by_text("已移动。").wait_for()
    before = form_kept(bureau, "口粮和取暖")
    assert [text.partition(". ")[2] for text in page.locator(".name").all_inner_texts()] == [
        "是否有余粮", "还能吃几天", "取暖设备", "报给了谁", "还需要什么",
    ]  # fmt: skip

    with page.expect_download() as kept:
        page.get_by_role("link", name="下载 XLSForm").click()
    path = tmp_path / "口粮和取暖.xlsx"
    kept.value.save_as(path)
    page.get_by_role("link", name="上传替换").click()
    page.get_by_label("XLSForm").set_input_files(path)
    assert problems(page) == []
    page.get_by_role("button", name="读一读").click()
    page.get_by_text("共 5 题，还没有放进草稿").wait_for()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert problems(page) == []
    page.get_by_role("button", name="替换“口粮和取暖”").click()
    page.get_by_text("表单已放进草稿。").wait_for()
    assert form_kept(bureau, "口粮和取暖") == before
