"""Packages as workbooks: what an officer fills in with Excel, and the same rows as canonical TOML."""

from core.workbook.canonical import canonical, plain
from core.workbook.check import check_workbook
from core.workbook.places import Place, at_cells, cell_of
from core.workbook.reading import ReadWorkbook, read_workbook
from core.workbook.writing import blank_workbook, write_workbook

__all__ = [
    "Place",
    "ReadWorkbook",
    "at_cells",
    "blank_workbook",
    "canonical",
    "cell_of",
    "check_workbook",
    "plain",
    "read_workbook",
    "write_workbook",
]
