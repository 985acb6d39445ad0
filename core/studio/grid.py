"""Between the plain tables of a package and the cells of a draft: the same columns as the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.packages.schema import Package
from core.plugin.catalogue import Catalogue
from core.workbook.canonical import plain
from core.workbook.layout import Sheet, sheets
from core.workbook.lookups import word_lists
from core.workbook.reading import Cell, SheetRow
from core.workbook.reading.cells import lines_of
from core.workbook.sheets import NAME
from core.workbook.writing.rows import Head, heads_of
from core.workbook.writing.rows import lines_of as lines_of_sheet

Cells = Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row before it is kept: its sheet, what stands under each heading, a remark on it."""

    sheet: str
    cells: Cells
    remark: str = ""


def sheet_of(title: str) -> Sheet | None:
    """The sheet of that title."""
    return next((sheet for sheet in sheets() if sheet.title == title), None)


def heads_of_row(title: str) -> tuple[Head, ...]:
    """The headings that an officer fills in: all but the name that is shown for orientation."""
    sheet = sheet_of(title)
    return tuple(head for head in heads_of(sheet) if head.heading != NAME) if sheet else ()


def grid_of_tables(
    tables: Package | Mapping[str, Any],
    catalogue: Catalogue,
    remarks: Mapping[tuple[str, tuple[int, ...]], str] | None = None,
) -> list[GridRow]:
    """Every row of a package, or of the plain tables of an unfinished one, as its cells.

    ``remarks`` are on rows by their table and place.
    """
    given = plain(tables) if isinstance(tables, Package) else tables
    words = word_lists(catalogue)
    return [
        GridRow(
            sheet=sheet.title,
            cells={
                heading: _cell(value) for heading, value in line.cells.items() if heading != NAME
            },
            remark=(remarks or {}).get((line.table, line.index), ""),
        )
        for sheet in sheets()
        for line in lines_of_sheet(sheet, given, words)
    ]


def grid_of_rows(rows: Mapping[str, tuple[SheetRow, ...]]) -> list[GridRow]:
    """The rows of an uploaded workbook, with every slip as it was typed."""
    return [
        GridRow(
            sheet=title,
            cells={heading: cell for heading, cell in row.cells.items() if heading != NAME},
        )
        for title, found in rows.items()
        for row in found
        if row.cells
    ]


def _cell(value: str | int | Decimal | date) -> Cell:
    if isinstance(value, str):
        return value
    return ("date", value.isoformat()) if isinstance(value, date) else ("number", str(value))


def kept_cells(cells: Cells) -> dict[str, Any]:
    """Cells as plain JSON data; what is blank is left out."""
    return {
        heading: list(cell) if isinstance(cell, tuple) else cell
        for heading, cell in cells.items()
        if isinstance(cell, tuple) or cell.strip()
    }


def cells_of(kept: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells of what was kept."""
    return {
        heading: (cell[0], cell[1]) if isinstance(cell, list) else cell
        for heading, cell in kept.items()
    }


def text_in(cells: Cells, heading: str) -> str:
    """What stands under a heading, as an officer sees it."""
    return lines_of(cells[heading]) if heading in cells else ""
