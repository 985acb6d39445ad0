"""The sheet as it came, with a column 问题 beside each row: to be mended and brought again."""

import io
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter

from core.people.importing.plan import Finding
from core.spreadsheets import OpenedSheet

PROBLEMS = "问题"
CREATED = datetime(2026, 1, 1)


def with_problems(sheet: OpenedSheet, head: int, findings: Iterable[Finding]) -> bytes:
    """An .xlsx with every row in its own place; ``head`` is the row that holds the headings.

    Cells are texts: nothing in them is ever taken for a formula.
    """
    said: dict[int, list[str]] = {}
    for finding in findings:
        if finding.row > head:
            about = f"{finding.column}：" if finding.column else ""
            said.setdefault(finding.row, []).append(about + finding.say)
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "待改的表", "created": CREATED})
    page = book.add_worksheet("表格")
    as_text = book.add_format({"num_format": "@"})
    marked = book.add_format({"bg_color": "#FCE4D6", "text_wrap": True, "valign": "top"})
    width = max((len(line) for _, line in sheet.rows), default=0)
    page.set_column(0, max(width - 1, 0), 14, as_text)
    page.set_column(width, width, 60)
    for number, line in sheet.rows:
        for index, cell in enumerate(line):
            text = cell if isinstance(cell, str) else cell[1]
            if text:
                page.write_string(number - 1, index, _plain(cell, text), as_text)
        if number == head:
            page.write_string(number - 1, width, PROBLEMS, marked)
        elif number in said:
            page.write_string(number - 1, width, "\n".join(said[number]), marked)
    book.close()
    return kept.getvalue()


def _plain(cell: object, text: str) -> str:
    """A whole number without its point, as people wrote it."""
    is_number = isinstance(cell, tuple) and cell[0] == "number"
    return text.removesuffix(".0") if is_number else text
