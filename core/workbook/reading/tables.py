"""From a sheet to rows under their headings: wherever the headings stand, in whatever order."""

import difflib
from collections.abc import Mapping

from core.spreadsheets import Cell, OpenedSheet
from core.workbook.layout import Sheet
from core.workbook.reading.cells import blank
from core.workbook.reading.cover import cover_of_sheet
from core.workbook.reading.merged import carry_down, letters
from core.workbook.reading.notes import Notes, Slip
from core.workbook.reading.sheet_rows import SheetRow, folded_heading, without_value
from core.workbook.sheets import NAME
from core.workbook.writing.rows import Head, heads_of

#: Title rows may stand above the headings, but not more than these.
HEADING_WITHIN = 15
WITHOUT_MEANING = {"序号", "行号"}


def rows_of_sheet(sheet: Sheet, opened: OpenedSheet, notes: Notes) -> tuple[SheetRow, ...]:
    """The rows of a sheet; findings about headings, merged cells and formulas go to ``notes``."""
    if not opened.rows:
        return ()
    if sheet.upright:
        return cover_of_sheet(sheet, opened, notes)
    known = {folded_heading(head.heading): head for head in heads_of(sheet)}
    top = _heading_row(opened, known)
    if top is None:
        say = f"工作表“{sheet.title}”里找不到表头。"
        remedy = f"请保留空白工作簿的表头：{'、'.join(head.heading for head in known.values())}。"
        notes.add(f"{opened.name}!A1", Slip(code="sheet.heading", say=say, remedy=remedy))
        return ()
    grid = {number: list(line) for number, line in opened.rows}
    columns = _columns(opened.name, top, grid[top], known, notes, grid)
    carried = carry_down(opened, top, columns, grid, notes)
    found = []
    for number in sorted(grid):
        own = [n for n in columns if not _nothing(opened, number, n, grid, carried)]
        if number > top and any(columns[n].heading != NAME for n in own):
            found.append(_row(opened, number, columns, grid, notes))
    return tuple(found)


def _heading_row(opened: OpenedSheet, known: Mapping[str, Head]) -> int | None:
    """The row with the most known headings, two at least."""
    counts = {
        number: sum(isinstance(cell, str) and folded_heading(cell) in known for cell in line)
        for number, line in opened.rows
        if number <= HEADING_WITHIN
    }
    best = max(counts, key=lambda number: (counts[number], -number), default=0)
    return best if counts.get(best, 0) >= 2 else None


def _columns(
    name: str,
    top: int,
    line: list[Cell],
    known: Mapping[str, Head],
    notes: Notes,
    grid: Mapping[int, list[Cell]],
) -> dict[int, Head]:
    columns: dict[int, Head] = {}
    for place, cell in enumerate(line):
        text = folded_heading(cell) if isinstance(cell, str) else "?"
        head = known.get(text)
        at = f"{name}!{letters(place)}{top}"
        if head is not None and head in columns.values():
            say = f"“{head.heading}”有两列。"
            notes.add(at, Slip(code="column.twice", say=say, remedy="请只保留一列。"))
        elif head is not None:
            columns[place] = head
        elif text and text not in WITHOUT_MEANING and _filled(grid, place, top):
            near = difflib.get_close_matches(text, known, n=1)
            remedy = f"是否应为“{known[near[0]].heading}”？" if near else "不需要的话，请确认。"
            say = f"“{str(cell)[:20]}”这一列没有读入。"
            notes.add(at, Slip(code="column.unknown", say=say, remedy=remedy, warning=True))
    for head in known.values():
        if head.required and head not in columns.values() and any(n > top for n in grid):
            say = f"缺少“{head.heading}”这一列。"
            remedy = f"请在表头补上“{head.heading}”。"
            notes.add(f"{name}!A{top}", Slip(code="column.missing", say=say, remedy=remedy))
    return columns


def _filled(grid: Mapping[int, list[Cell]], place: int, top: int) -> bool:
    return any(n > top and place < len(line) and not blank(line[place]) for n, line in grid.items())


def _nothing(
    opened: OpenedSheet,
    number: int,
    place: int,
    grid: Mapping[int, list[Cell]],
    carried: set[tuple[int, int]],
) -> bool:
    line = grid[number]
    empty = place >= len(line) or blank(line[place]) or (number, place) in carried
    return empty and f"{letters(place)}{number}" not in opened.odd


def _row(
    opened: OpenedSheet,
    number: int,
    columns: Mapping[int, Head],
    grid: Mapping[int, list[Cell]],
    notes: Notes,
) -> SheetRow:
    line = grid[number]
    cells: dict[str, Cell] = {}
    places = {head.heading: f"{opened.name}!{letters(n)}{number}" for n, head in columns.items()}
    for place, head in columns.items():
        if place < len(line) and not blank(line[place]):
            cells[head.heading] = line[place]
        elif not without_value(opened, f"{letters(place)}{number}", head, notes):
            continue
        else:
            cells[head.heading] = ("missing", "")
    return SheetRow(
        cells=cells, places=places, first=f"{opened.name}!{letters(min(columns))}{number}"
    )
