"""Workbooks with one fault each: exactly the finding meant for it, at its cell, with a remedy.

Each case is a small function that breaks a good workbook, and what must be found: code, cell, a part
of the sentence, a part of the remedy.
"""

import io
import zipfile

import pytest
from openpyxl.utils import get_column_letter

from core.plugin import Severity
from core.workbook.sheets import COVER
from tests.workbook.scene import (
    NAME,
    a_small_workbook,
    cell_at,
    column_of,
    edited,
    put,
    read,
)

LEZHI, CARE, JINSHAN = "lezhi-station", "home-care", "jinshan-visits"
CASES = {}


def case(name, package, cell, code, say, remedy, warning=False):
    """Declare a broken workbook by the function that breaks it."""

    def declare(change):
        CASES[name] = (package, change, cell, code, say, remedy, warning)
        return change

    return declare


def typed(name, package, title, heading, key, value, code, say, remedy):
    """Declare a broken workbook by what was typed into one cell."""
    CASES[name] = (
        package, put(title, heading, key, value), (title, heading, key), code, say, remedy, False
    )  # fmt: skip


typed("每季度1次 in a number column", JINSHAN, "频次", "最少次数", "home-visit", "每季度1次",
      "cell.number_period", "“最少次数”只填数字，这一格写了“每季度1次”", "这一格请填 1，并在“周期”一列选“季度”")  # fmt: skip
typed("每半月2次 in a number column", JINSHAN, "频次", "最少次数", "home-visit", "每半月2次",
      "cell.number_period", "只填数字", "请填 2，并在“周期”一列选“半月”")  # fmt: skip
typed("≥ in a plain number column", LEZHI, "指标目标", "最少", "r2-1", "≥95",
      "cell.number_compared", "“≥95”里有比较的字样", "请只填 95")  # fmt: skip
typed("≥95％ where no percentage belongs", LEZHI, "指标目标", "最少", "r2-1", "≥95％",
      "cell.number_compared", "比较的字样", "请只填 95")  # fmt: skip
typed("以上 behind a number", LEZHI, "指标目标", "最少", "r2-1", "200以上",
      "cell.number_compared", "“200以上”", "请只填 200")  # fmt: skip
typed("a comparison against the column", CARE, "评分", "标准（%）", "satisfaction", "≤95%",
      "cell.number_compared", "“≤95%”", "请只填 95")  # fmt: skip
typed("a unit in a number column", LEZHI, "指标目标", "最少", "r2-1", "4场",
      "cell.number_unit", "里有单位“场”", "请只填 4；单位另有一列")  # fmt: skip
typed("a range in a number column", LEZHI, "指标目标", "最少", "r2-1", "3-5",
      "cell.number_range", "“3-5”是一个范围", "请填一个数")  # fmt: skip
typed("Chinese numerals", LEZHI, "指标目标", "最少", "r2-1", "四十",
      "cell.number_chinese", "阿拉伯数字", "如 10")  # fmt: skip
typed("words in a number column", LEZHI, "指标目标", "最少", "r2-1", "按需",
      "cell.number", "应为数字，这一格是“按需”", "请只填数字")  # fmt: skip
typed("a price with its basis", CARE, "对象分级", "单价（元）", "severe", "300元/人/月",
      "cell.number_unit", "里有单位“元/人/月”", "请只填 300")  # fmt: skip
typed("a third of a fen", CARE, "对象分级", "单价（元）", "severe", 300.125,
      "cell.fen", "最多两位小数（到分）", "如 300.50")  # fmt: skip
typed("half a person", CARE, "对象分级", "计划人数", "severe", 150.5,
      "cell.whole", "“计划人数”应为整数", "请改成整数")  # fmt: skip
typed("95% that the spreadsheet made 0.95", CARE, "评分", "标准（%）", "satisfaction", 0.95,
      "cell.percent_fraction", "分不清是 95% 还是 0.95%", "若是 95%，请填 95")  # fmt: skip
typed("neither yes nor no", CARE, "指标", "限名册", "served", "看情况",
      "cell.yes_no", "只填 是 或 否", "请填 是 或 否")  # fmt: skip
typed("a measure that does not exist", LEZHI, "指标", "计量方式", "r2-1", "次数",
      "cell.word", "“计量方式”里没有“次数”", "人次")  # fmt: skip
typed("a period that does not exist", JINSHAN, "频次", "周期", "home-visit", "学期",
      "cell.word", "“周期”里没有“学期”", "合同期")  # fmt: skip
typed("a kind of record that nobody declares", LEZHI, "指标", "记录种类", "r2-1", "主题培训",
      "cell.word", "“记录种类”里没有“主题培训”", "培训")  # fmt: skip
typed("a target kind that does not exist", LEZHI, "指标目标", "目标种类", "r2-1", "每季达到",
      "cell.word", "“目标种类”里没有“每季达到”", "每期达到")  # fmt: skip
typed("a missing clause", LEZHI, "指标", "原文条款", "r2-1", None,
      "row.missing", "缺少“原文条款”", "照抄")  # fmt: skip
typed("a missing name", JINSHAN, "频次", "名称", "home-visit", "　 ",
      "row.missing", "缺少“名称”", "照原文的叫法")  # fmt: skip
typed("a target of a line that is not there", LEZHI, "指标目标", "指标编号", "r2-1", "r2-99",
      "row.owner", "“指标”里没有“r2-99”", "工作表“指标”里已有的编号")  # fmt: skip
typed("a target of nobody", LEZHI, "指标目标", "指标编号", "r2-2", None,
      "row.owner_missing", "没有写明属于哪一行（指标编号）", "已有的编号")  # fmt: skip


@case(
    "a month that is a word", JINSHAN, "表单题目!{月份}2", "cell.wholes", "应为几个整数", "6、7、8"
)
def _month_in_words(book):
    page = book["表单题目"]
    page.cell(2, column_of(page, "月份")).value = "夏天"


@case("a day that does not exist", CARE, f"{COVER}!B5", "cell.day", "这一天不存在", "2026-01-05")
def _no_such_day(book):
    book[COVER]["B5"] = "2026年2月30日"


@case("a month for a day", CARE, f"{COVER}!B5", "cell.day", "不是完整的日期", "2026-01-05")
def _half_a_day(book):
    book[COVER]["B5"] = "2026年2月"


@case("no cover", CARE, f"{COVER}!A1", "sheet.cover", "没有工作表“封面”", "填写封面")
def _no_cover(book):
    del book[COVER]


@case(
    "a sheet nobody knows", CARE, "预算!A1", "sheet.unknown", "工作表“预算”没有读入", "请确认", True
)
def _another_sheet(book):
    book.create_sheet("预算")["A1"] = "预算"


@case("a sheet misnamed", CARE, "文书表!A1", "sheet.unknown", "没有读入", "是否应为“文书”", True)
def _misnamed(book):
    book.create_sheet("文书表")["A1"] = "文书"


@case("a sheet deleted", CARE, "", "sheet.missing", "缺少工作表：上报", "误删的", True)
def _deleted(book):
    del book["上报"]


@case("a sheet without headings", CARE, "文书!A1", "sheet.heading", "“文书”里找不到表头", "编号")
def _no_headings(book):
    book["文书"].delete_rows(1)


@case("a column twice", LEZHI, "指标!{名称2}1", "column.twice", "“名称”有两列", "只保留一列")
def _column_twice(book):
    page = book["指标"]
    page.cell(1, page.max_column + 1).value = "名称"


@case("a column misspelt", LEZHI, "指标!{原文序号}1", "column.unknown", "“原文编序号”这一列没有读入", "是否应为“原文序号”", True)  # fmt: skip
def _column_misspelt(book):
    page = book["指标"]
    page.cell(1, column_of(page, "原文序号")).value = "原文编序号"


@case(
    "a required column deleted",
    LEZHI,
    "指标!A1",
    "column.missing",
    "缺少“单位”这一列",
    "补上“单位”",
)
def _column_deleted(book):
    page = book["指标"]
    page.delete_cols(column_of(page, "单位"))


@case("a formula that was never computed", LEZHI, ("指标目标", "最少", "r2-1"), "cell.formula",
      "公式还没有算出结果", "不用公式")  # fmt: skip
def _formula(book):
    cell_at(book, "指标目标", "最少", "r2-1").value = "=2+2"


@case(
    "a formula that failed",
    LEZHI,
    ("指标目标", "最少", "r2-1"),
    "cell.error",
    "公式算出了错误",
    "直接填写",
)
def _failed_formula(book):
    cell_at(book, "指标目标", "最少", "r2-1").value = "#DIV/0!"


@case(
    "one key merged over two rows",
    LEZHI,
    "义务!A2",
    "merge.key",
    "“编号”合并了几行",
    "每行一个编号",
)
def _merged_key(book):
    book["义务"].merge_cells("A2:A3")


@case("a merged row of two columns", LEZHI, "指标!{原文序号}3", "merge.across", "与右边的列合并了", "逐列填写", True)  # fmt: skip
def _merged_two(book):
    page = book["指标"]
    left, right = column_of(page, "原文序号"), column_of(page, "分组")
    page.merge_cells(start_row=3, end_row=3, start_column=left, end_column=right)


@case("an option twice", CARE, "选项!A3", "row.twice", "写了两行", "只保留一行")
def _option_twice(book):
    page = book["选项"]
    place = column_of(page, "答案编号")
    page.cell(3, place).value = page.cell(2, place).value


@case(
    "evidence of an unknown sheet",
    JINSHAN,
    "条件明细!A2",
    "row.source",
    "没有“对象”这张工作表",
    "条件、频次、指标",
)
def _unknown_source(book):
    book["条件明细"]["A2"] = "对象"


@case(
    "a condition without a single detail",
    JINSHAN,
    "条件!A{last}",
    "row.no_parts",
    "没有一项",
    "总是成立",
    True,
)
def _no_details(book):
    book["条件"].append(["empty-one", 1, "什么也没有说", "原文"])


@case(
    "the cover tells a heading twice",
    CARE,
    f"{COVER}!B12",
    "column.twice",
    "“版本”写了两行",
    "只保留一行",
)
def _cover_twice(book):
    book[COVER]["A12"], book[COVER]["B12"] = "版本", 2


def place_of(book, cell):
    """The address that a case names by sheet, heading and key."""
    if isinstance(cell, tuple):
        title, heading, key = cell
        return f"{title}!{cell_at(book, title, heading, key).coordinate}"
    if "{last}" in cell:
        title = cell.split("!")[0]
        return cell.format(last=book[title].max_row + 1)
    if "{" in cell:
        page = book[cell.split("!")[0]]
        name = cell[cell.index("{") + 1 : cell.index("}")]
        place = page.max_column + 1 if name == "名称2" else column_of(page, name)
        return cell.replace(f"{{{name}}}", get_column_letter(place))
    return cell


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_finding_that_is_meant(name):
    package, change, cell, code, say, remedy, warning = CASES[name]
    where = []

    def remember(book):
        where.append(place_of(book, cell))

    found = read(edited(a_small_workbook(package), remember, change))
    assert [finding.code for finding in found.findings] == [code], found.findings
    (finding,) = found.findings
    assert finding.place == f"{NAME} {where[0]}".strip()
    assert say in finding.say and finding.say.endswith("。")
    assert remedy in finding.remedy and finding.remedy.endswith(("。", "？"))
    assert finding.severity is (Severity.WARNING if warning else Severity.ERROR)
    assert (found.package is None) is not warning


def _zip_with(content, name, data=b""):
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        new.writestr(name, data)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "say"),
    [
        (b"", "已损坏或不是 Excel"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "旧格式"),
        (a_small_workbook(CARE)[:5000], "已损坏或不是 Excel"),
        (_zip_with(a_small_workbook(CARE), "xl/vbaProject.bin"), "含有宏"),
    ],
    ids=["nothing", "an old .xls", "half a file", "macros"],
)
def test_a_file_that_cannot_be_opened_is_one_finding(content, say):
    found = read(content)
    assert [finding.code for finding in found.findings] == ["book.file"]
    assert say in found.findings[0].say
    assert found.package is None
