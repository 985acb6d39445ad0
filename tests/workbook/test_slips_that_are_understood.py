"""What officers type without meaning anything else: read as it was meant, and nothing is said."""

from datetime import date, datetime, time

import pytest
from openpyxl.utils import get_column_letter

from core.packages.compare import compare
from core.plugin import Severity
from core.workbook import canonical
from tests.workbook.scene import a_small_package, a_small_workbook, column_of, edited, put, read

LEZHI, CARE, JINSHAN = "lezhi-station", "home-care", "jinshan-visits"


def package_after(name, *changes):
    found = read(edited(a_small_workbook(name), *changes))
    assert found.findings == ()
    return found.package


#: Package, sheet, heading, row, what is typed, and where it must arrive as what.
UNDERSTOOD = {
    "full-width digits": (LEZHI, "指标目标", "最少", "r3-1", "２６０", 260),
    "a number as text": (LEZHI, "指标目标", "最少", "r3-1", "260", 260),
    "blanks around a number": (LEZHI, "指标目标", "最少", "r3-1", "　260 ", 260),
    "thousands": (LEZHI, "指标目标", "最少", "r3-1", "1，260", 1260),
}


@pytest.mark.parametrize("slip", UNDERSTOOD)
def test_a_number_typed_oddly_is_the_same_number(slip):
    name, title, heading, key, typed, meant = UNDERSTOOD[slip]
    package = package_after(name, put(title, heading, key, typed))
    line = next(line for line in package.line if line.key == key)
    assert line.targets[0].min == meant


@pytest.mark.parametrize(
    "typed", ["≥96％", "≥96%", "不低于96%", "96%以上", "96％", "96", 96, " ９６％ "]
)
def test_a_percentage_with_the_sign_and_the_comparison_that_is_meant(typed):
    package = package_after(CARE, put("评分", "标准（%）", "satisfaction", typed))
    assert next(i for i in package.score_item if i.key == "satisfaction").standard_percent == 96


@pytest.mark.parametrize("typed", ["≤98%", "不超过98％", 98])
def test_at_most_is_meant_where_the_column_says_at_most(typed):
    package = package_after(CARE, put("等级结算", "拨付至多（%）", "good", typed))
    assert next(band for band in package.band if band.key == "good").pay_percent_most == 98


@pytest.mark.parametrize("typed", ["300.50元", "￥300.50", 300.5, "３００.５"])
def test_money_with_its_sign(typed):
    package = package_after(CARE, put("对象分级", "单价（元）", "severe", typed))
    assert package.tier[0].price == 30050


@pytest.mark.parametrize(
    "typed",
    [
        "2026年3月1日",
        "2026/3/1",
        "2026.3.1",
        "2026-03-01",
        "20260301",
        date(2026, 3, 1),
        datetime(2026, 3, 1),
        46082,
    ],
)
def test_a_day_in_any_usual_form(typed):
    def change(book):
        page = book["封面"]
        row = next(n for n in range(1, 20) if page.cell(n, 1).value == "生效日期")
        page.cell(row, 2).value = typed
        if typed == 46082:
            page.cell(row, 2).number_format = "General"

    assert package_after(CARE, change).package.effective_from == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("是", True), ("√", True), ("有", True), (True, True), ("否", False), ("无", False)],
)
def test_yes_and_no(typed, meant):
    package = package_after(CARE, put("指标", "限名册", "served", typed))
    assert package.line[0].roster is meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("月", "month"),
        ("每月", "month"),
        ("month", "month"),
        ("每季度", "quarter"),
        ("季", "quarter"),
        ("半个月", "half_month"),
        ("　周 ", "week"),
    ],
)
def test_a_period_by_any_of_its_names(typed, meant):
    assert package_after(JINSHAN, put("频次", "周期", "home-visit", typed)).quota[0].period == meant


@pytest.mark.parametrize(
    "typed",
    [
        "上门探视、电话问候",
        "上门探视，电话问候",
        "上门探视;电话问候",
        "home_visit、phone_call",
        "上门探视\n电话问候",
    ],
)
def test_several_words_in_one_cell(typed):
    typed = typed.replace("上门探视", "上门探访")
    package = package_after(JINSHAN, put("频次", "记录种类", "home-visit", typed))
    assert package.quota[0].kinds == ("home_visit", "phone_call")


def test_a_clock_cell_is_an_hour():
    package = package_after(CARE, put("时限", "钟点", "monthly-ledger", time(11, 30)))
    assert next(due for due in package.due if due.key == "monthly-ledger").time == "11:30"


def title_rows(book):
    page = book["指标"]
    page.insert_rows(1, 2)
    page["A1"] = "××县采购包指标表"


def other_order(book):
    page = book["指标"]
    last = page.max_column
    moved = [[row[last - 1 - n].value for n in range(last)] for row in page.iter_rows()]
    for number, line in enumerate(moved, 1):
        for place, value in enumerate(line, 1):
            page.cell(number, place).value = value


def blank_rows(book):
    book["指标"].insert_rows(4, 3)
    book["指标"]["B5"] = "　 "


def decorated_headings(book):
    page = book["指标"]
    page.cell(1, column_of(page, "名称")).value = "* 名 称（必填）"
    page.cell(1, column_of(page, "单价（元）")).value = "单价(元)"


def numbered(book):
    page = book["指标"]
    place = page.max_column + 1
    page.cell(1, place).value = "序号"
    for row in range(2, page.max_row + 1):
        page.cell(row, place).value = row - 1


def without_the_view_column(book):
    page = book["指标目标"]
    page.delete_cols(column_of(page, "名称（供查看）"))


def sources_left_out(book):
    page = book["佐证"]
    for row in range(2, page.max_row + 1):
        page.cell(row, 1).value = None


LAYOUTS = [
    title_rows,
    other_order,
    blank_rows,
    decorated_headings,
    numbered,
    without_the_view_column,
    sources_left_out,
]


@pytest.mark.parametrize("change", LAYOUTS, ids=lambda change: change.__name__)
def test_the_sheet_may_look_otherwise(change):
    assert canonical(package_after(LEZHI, change)) == canonical(a_small_package(LEZHI))


def test_a_merged_group_holds_for_all_its_rows():
    def merge(book):
        page = book["指标"]
        letter = get_column_letter(column_of(page, "分组"))
        first = next(n for n in range(2, 200) if page[f"{letter}{n}"].value == "R3 收集群众需求")
        page.merge_cells(f"{letter}{first}:{letter}{first + 3}")

    assert canonical(package_after(LEZHI, merge)) == canonical(a_small_package(LEZHI))


def test_rows_of_a_line_need_not_stand_together():
    def turn_round(book):
        page = book["指标目标"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, line in enumerate(reversed(rows), 2):
            for place, value in enumerate(line, 1):
                page.cell(number, place).value = value

    old, new = a_small_package(LEZHI), package_after(LEZHI, turn_round)
    assert [len(line.targets) for line in new.line] == [len(line.targets) for line in old.line]
    assert {c.field for c in compare(old, new)} <= {"targets"}


def test_a_merged_number_is_read_for_every_row_and_asked_about():
    def merge(book):
        page = book["指标目标"]
        letter = get_column_letter(column_of(page, "最少"))
        row = next(n for n in range(2, 200) if page.cell(n, 1).value == "r3-1")
        page.merge_cells(f"{letter}{row}:{letter}{row + 1}")

    found = read(edited(a_small_workbook(LEZHI), merge))
    assert [(f.code, f.severity) for f in found.findings] == [("merge.number", Severity.WARNING)]
    after = {line.key: line.targets[0].min for line in found.package.line if line.targets}
    assert after["r3-1"] == after["r3-2"] == 200
