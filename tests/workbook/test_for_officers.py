"""What an officer sees: notes, pick-lists, locked ids, a blank workbook for each contract type."""

import pytest

from core.workbook import blank_workbook, write_workbook
from core.workbook.layout import sheets
from core.workbook.sheets import COVER, GUIDE, LISTS, PURPOSES
from tests.workbook.scene import (
    CATALOGUE,
    a_package,
    a_small_workbook,
    cell_at,
    column_of,
    edited,
    opened,
    put,
    read,
    written,
)

WANTED = [
    "封面",
    "对象分级",
    "频次",
    "活动与表单",
    "指标",
    "佐证",
    "评分",
    "考核抽查",
    "等级结算",
    "结算单价",
    "时限",
    "文书",
    "兼计",
]


@pytest.fixture(scope="module")
def book():
    return opened(written(a_package("home-care")))


def test_the_sheets_stand_in_order_and_the_word_list_is_hidden(book):
    assert book.sheetnames == [*PURPOSES, GUIDE, LISTS]
    assert set(WANTED) <= set(book.sheetnames)
    assert book[LISTS].sheet_state == "hidden"


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.title)
def test_every_heading_carries_a_note_and_stays_in_sight(book, sheet):
    page = book[sheet.title]
    if sheet.upright:
        headings = [row[0] for row in page.iter_rows() if row[0].value]
        assert page.freeze_panes == "B1"
    else:
        headings = [cell for cell in page[1] if cell.value]
        assert page.freeze_panes == "B2"
    assert all(cell.comment and cell.comment.text.endswith("。") for cell in headings)


def test_given_ids_are_locked_and_everything_else_is_free(book):
    page = book["指标"]
    assert page.protection.sheet and not page.protection.password
    assert page.cell(2, 1).protection.locked
    assert not page.cell(2, column_of(page, "名称")).protection.locked
    assert not page.column_dimensions["A"].protection.locked, "a new row can be given its id"


def test_every_row_has_a_place_for_its_clause(book):
    for sheet in sheets():
        if sheet.sources[0].shape == "row" and sheet.title != "表单题目":
            assert "原文条款" in [head for head in _headings(book, sheet)], sheet.title


def _headings(book, sheet):
    page = book[sheet.title]
    cells = [row[0] for row in page.iter_rows()] if sheet.upright else page[1]
    return [cell.value for cell in cells]


def picks(book, title, heading):
    """The words that the cells of a column offer."""
    page = book[title]
    letter = page.cell(1, column_of(page, heading)).column_letter
    found = next(v for v in page.data_validations.dataValidation if f"{letter}2" in str(v.sqref))
    if found.formula1.startswith('"'):
        return found.formula1.strip('"').split(",")
    name, _, span = found.formula1.lstrip("=").partition("!")
    cells = book[name.strip("'")][span.replace("$", "")]
    return [cell.value for (cell,) in cells if cell.value is not None]


def test_pick_lists_offer_chinese_words_and_the_ids_of_other_sheets(book):
    assert picks(book, "指标", "计量方式")[:2] == ["场次", "人次"]
    assert picks(book, "指标", "限名册") == ["是", "否"]
    assert picks(book, "评分", "考核项目") == ["staff", "service", "problems", "results"]
    assert "severe" in picks(book, "频次", "分级")


@pytest.mark.parametrize("key", CATALOGUE.contract_types)
def test_a_blank_workbook_offers_the_kinds_of_its_type_and_holds_no_rows(key):
    blank = opened(blank_workbook(key, CATALOGUE))
    kinds = [kind.label for kind in CATALOGUE.contract_types[key].activities]
    offered = picks(blank, "指标", "记录种类")
    assert len(offered) == len(kinds)
    assert all(one.startswith(kind) for one, kind in zip(offered, kinds, strict=True))
    assert all(blank[title].max_row == 1 for title in PURPOSES if title != COVER)
    assert blank[COVER]["B2"].value == CATALOGUE.contract_types[key].label


def test_a_blank_workbook_filled_with_a_cover_is_a_package():
    values = {
        "采购包编号": "new-county",
        "采购包名称": "新县的采购包",
        "生效日期": "2026年3月1日",
        "来源文件": "招标文件",
        "原文条款": "采购需求",
    }
    content = edited(
        blank_workbook("home_care", CATALOGUE),
        *(_cover(heading, value) for heading, value in values.items()),
    )
    package = read(content).package
    assert (package.package.id, package.package.type) == ("new-county", "home_care")
    assert package.package.effective_from.isoformat() == "2026-03-01"
    assert package.line == ()


def _cover(heading, value):
    def change(book):
        page = book[COVER]
        row = next(n for n in range(1, page.max_row + 1) if page.cell(n, 1).value == heading)
        page.cell(row, 2).value = value

    return change


def test_an_unknown_contract_type_has_no_blank_workbook():
    with pytest.raises(KeyError):
        blank_workbook("made_up", CATALOGUE)


def test_what_a_draft_is_unsure_of_is_marked_with_its_reason():
    tables = {
        "package": {"id": "draft", "type": "home_care"},
        "line": [{"key": "talks", "label": "宣讲", "clause": "开展宣讲10场"}],
    }
    marks = {("line", (0,), "measure"): "场次还是人次？"}
    page = opened(write_workbook(tables, CATALOGUE, marks))["指标"]
    cell = page.cell(2, column_of(page, "计量方式"))
    assert cell.comment.text == "场次还是人次？"
    assert cell.fill.fgColor.rgb == "FFFFF2CC"


def test_money_is_shown_in_yuan_and_kept_in_fen(book):
    assert cell_at(book, "对象分级", "单价（元）", "severe").value == 300
    found = read(
        edited(a_small_workbook("home-care"), put("对象分级", "单价（元）", "severe", 300.5))
    )
    assert found.package.tier[0].price == 30050
