"""Reading workbooks as officers really fill them in; every slip is understood or explained."""

from core.workbook.reading.read import ReadWorkbook, read_workbook

__all__ = ["ReadWorkbook", "read_workbook"]
