"""The sheet 填写说明: how the workbook is filled in, and what each sheet is for."""

import xlsxwriter

from core.workbook.sheets import GUIDE, PURPOSES
from core.workbook.writing.look import Formats

NOTES = (
    "橙色表头必填，蓝色表头可以不填；把鼠标停在表头上，可以看到这一列怎样填。",
    "一行写一件事，每一行都抄上原文条款；不要写算式，只写数字、日期、名称和选项。",
    "编号一经给定不再改动，所以已有的编号是锁定的；要删去整行，请先撤销工作表保护（没有密码）。",
    "数字列只填数字：单位、周期另有一列；比率 95% 填 95；金额的单位是元。",
    "几个值写在一格里的，用顿号隔开；值里面本来就有顿号的，一行写一个（Alt+Enter 换行）。",
    "空格表示没有或照表头上写的默认；特意要写成空的，填（空）。",
    "列可以移动，行可以排序；不认识的列和工作表不会读入，检查时会说明。",
)


def write_guide(book: xlsxwriter.Workbook, formats: Formats) -> None:
    """Write the guide behind the sheets."""
    page = book.add_worksheet(GUIDE)
    page.set_column(0, 0, 16, formats.view)
    page.set_column(1, 1, 100, formats.view)
    for row, note in enumerate(NOTES):
        page.write_string(row, 0, f"说明 {row + 1}", formats.title)
        page.write_string(row, 1, note)
    for row, (title, purpose) in enumerate(PURPOSES.items(), len(NOTES) + 1):
        page.write_string(row, 0, title, formats.title)
        page.write_string(row, 1, purpose)
    page.protect("")
