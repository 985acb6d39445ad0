"""Checking a workbook: what reading finds, then the ladder, every finding at its cell."""

from core.packages.check import check_package
from core.packages.schema import Package
from core.plugin import Finding
from core.plugin.catalogue import Catalogue
from core.workbook.places import at_cells
from core.workbook.reading import read_workbook


def check_workbook(
    content: bytes, catalogue: Catalogue, name: str
) -> tuple[Package | None, tuple[Finding, ...]]:
    """The package of a workbook and everything found about it; None when reading already blocks."""
    read = read_workbook(content, catalogue, name)
    if read.package is None:
        return None, read.findings
    ladder = check_package(read.package, catalogue, name)
    return read.package, (*read.findings, *at_cells(ladder, name, read.tables, read.cells))
