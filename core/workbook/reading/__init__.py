"""Reading workbooks as officers really fill them in; every slip is understood or explained."""

from core.spreadsheets import Cell
from core.workbook.reading.read import ReadWorkbook, read_rows, read_workbook, rows_of_workbook
from core.workbook.reading.sheet_rows import SheetRow

__all__ = [
    "Cell",
    "ReadWorkbook",
    "SheetRow",
    "read_rows",
    "read_workbook",
    "rows_of_workbook",
]
