"""The blank people workbook 空白名册: headings, notes and pick-lists, nothing to delete."""

import io
from datetime import datetime

import xlsxwriter

from core.people.importing.columns import COLUMNS, SheetColumn

SHEET = "名册"
NOTES = "填写说明"
LISTS = "选项"
#: Rows that carry formats and pick-lists; more rows may be filled all the same.
PREPARED_ROWS = 5000
#: The same bytes each time: a file that differs only by its date looks changed.
CREATED = datetime(2026, 1, 1)
GENERAL_NOTES = (
    "一人一行，不要合并单元格，不要改表头；不用的列可以删去。",
    "日期写成 2026-01-05；身份证号、电话、户号的单元格保持文本格式。",
    "有一行错误，整个名册都不会导入；改好后重新导入即可。",
    "已经登记的人再次出现，只会列入名册，档案不会改动。",
)


def blank_people_workbook() -> bytes:
    """The blank workbook as bytes of an .xlsx file."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "驿站名册", "created": CREATED})
    required = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1})
    optional = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    as_text = book.add_format({"num_format": "@"})
    as_date = book.add_format({"num_format": "yyyy-mm-dd"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(COLUMNS):
        is_date = column.key in ("birth_date", "since", "effective")
        cells = as_text if column.text else as_date if is_date else None
        sheet.set_column(place, place, column.width, cells)
        sheet.write_string(0, place, column.heading, required if column.required else optional)
        sheet.data_validation(1, place, PREPARED_ROWS, place, _validation(column))
    notes = book.add_worksheet(NOTES)
    notes.set_column(0, 0, 18)
    notes.set_column(1, 1, 90, wrapped)
    for line, note in enumerate(GENERAL_NOTES):
        notes.write_string(line, 0, f"说明 {line + 1}")
        notes.write_string(line, 1, note)
    for line, column in enumerate(COLUMNS, start=len(GENERAL_NOTES) + 1):
        notes.write_string(line, 0, column.heading, required if column.required else optional)
        notes.write_string(line, 1, column.note)
    _write_choices(book)
    book.close()
    return kept.getvalue()


def _write_choices(book: xlsxwriter.Workbook) -> None:
    """The pick-lists stand on a hidden sheet: typed into a rule they would be too long."""
    lists = book.add_worksheet(LISTS)
    for place, column in enumerate(COLUMNS):
        lists.write_column(0, place, column.choices)
    lists.hide()


def _validation(column: SheetColumn) -> dict[str, object]:
    told = {"input_title": column.heading[:32], "input_message": column.note[:255]}
    if not column.choices:
        return {"validate": "any", **told}
    letter = chr(ord("A") + COLUMNS.index(column))
    source = f"={LISTS}!${letter}$1:${letter}${len(column.choices)}"
    # Several categories may be typed, so another answer is only questioned.
    several = column.key == "categories"
    return {
        "validate": "list",
        "source": source,
        "error_type": "information" if several else "stop",
        "error_title": column.heading[:32],
        "error_message": "请从下拉列表中选择。" if not several else "多个类别用顿号隔开。",
        **told,
    }
