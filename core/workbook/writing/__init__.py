"""Writing workbooks: any package, or a blank one for a contract type."""

from core.workbook.writing.book import blank_workbook, write_workbook

__all__ = ["blank_workbook", "write_workbook"]
