"""Drawing one sheet: headings with their notes, rows, locked ids, pick-lists, marked cells."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.workbook.columns import CellKind
from core.workbook.places import Place
from core.workbook.sheets import NAME
from core.workbook.writing.lists import Lists
from core.workbook.writing.look import PREPARED, Formats, validation_of, width_of
from core.workbook.writing.rows import Head, Line


def write_table(
    page: Any,
    heads: tuple[Head, ...],
    lines: list[Line],
    formats: Formats,
    lists: Lists,
    marks: Mapping[Place, str],
) -> None:
    page.freeze_panes(1, 1)
    for place, head in enumerate(heads):
        _heading(page, 0, place, head, formats)
        column = head.column
        view = head.heading == NAME
        day = column is not None and column.kind is CellKind.DATE
        page.set_column(
            place,
            place,
            width_of(head.heading),
            formats.view if view else formats.day if day else formats.open,
        )
        picks = validation_of(column, lists.source(column)) if column else lists.owners(head)
        if picks:
            page.data_validation(1, place, PREPARED, place, dict(picks))
    for number, line in enumerate(lines, 1):
        for place, head in enumerate(heads):
            _cell(page, number, place, head, line, formats, marks)


def write_upright(
    page: Any,
    heads: tuple[Head, ...],
    lines: list[Line],
    formats: Formats,
    lists: Lists,
    marks: Mapping[Place, str],
) -> None:
    page.freeze_panes(0, 1)
    page.set_column(0, 0, 16, formats.locked)
    page.set_column(1, 1, 64, formats.open)
    page.set_column(2, 2, 60, formats.view)
    for place, head in enumerate(heads):
        _heading(page, place, 0, head, formats)
        page.write_string(place, 2, head.note, formats.view)
        picks = validation_of(head.column, lists.source(head.column)) if head.column else None
        if picks:
            page.data_validation(place, 1, place, 1, dict(picks))
        for line in lines:
            _cell(page, place, 1, head, line, formats, marks)


def _heading(page: Any, row: int, place: int, head: Head, formats: Formats) -> None:
    page.write_string(
        row, place, head.heading, formats.required if head.required else formats.optional
    )
    note = f"{'必填。' if head.required else ''}{head.note}"
    if note:
        page.write_comment(row, place, note, {"x_scale": 1.6, "author": "驿站"})


def _cell(
    page: Any,
    row: int,
    place: int,
    head: Head,
    line: Line,
    formats: Formats,
    marks: Mapping[Place, str],
) -> None:
    value = line.cells.get(head.heading)
    mark = marks.get((line.table, line.index, head.field))
    look = formats.marked if mark else formats.locked if head.locked else None
    if mark:
        page.write_comment(row, place, mark, {"x_scale": 2, "author": "驿站"})
    if isinstance(value, date):
        page.write_datetime(row, place, value, look or formats.day)
    elif isinstance(value, int | Decimal):
        page.write_number(row, place, value, look or formats.open)
    elif value is not None:
        page.write_string(
            row, place, value, look or (formats.view if head.heading == NAME else formats.open)
        )
    elif mark:
        page.write_blank(row, place, None, look)
