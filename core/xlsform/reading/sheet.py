"""One sheet as rows under its columns, each cell with its address; what is not read is said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.spreadsheets import Cell, OpenedSheet
from core.workbook.reading.cells import text_of
from core.workbook.reading.merged import letters
from core.workbook.reading.notes import Notes, Slip
from core.xlsform.reading.columns import chosen, heading_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row: column → text of the cells that are filled in, and where they stand."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def at(self, column: str = "type") -> str:
        """The address of a cell (survey!B3); of a column that the sheet lacks, of the row."""
        return f"{self.sheet}!{self.letters.get(column, 'A')}{self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A sheet: the columns that it has, and its rows below the first."""

    name: str = ""
    columns: Collection[str] = ()
    lines: tuple[Line, ...] = ()


def table_of(
    opened: OpenedSheet | None, known: Collection[str], default: str, notes: Notes
) -> Table:
    """The rows of a sheet; columns and languages that are not ``known`` are said, when filled in."""
    if opened is None or not opened.rows:
        return Table()
    _merged_and_odd(opened, notes)
    top, first = opened.rows[0]
    headings = [heading_of(said(cell)) for cell in first]
    below = opened.rows[1:]
    filled = {place for _, row in below for place, cell in enumerate(row) if said(cell)}
    read = chosen(headings, filled, default)
    for place, heading in enumerate(headings):
        if place in filled and (place not in read or heading.column not in known):
            at = f"{opened.name}!{letters(place)}{top}"
            twice = place not in read and heading in (headings[one] for one in read)
            notes.add(at, _unread(said(first[place]), twice=twice))
    columns = {headings[place].column: place for place in read if headings[place].column in known}
    lines = tuple(
        Line(
            sheet=opened.name,
            number=number,
            cells={
                column: text
                for column, place in columns.items()
                if place < len(row) and (text := said(row[place]))
            },
            letters={column: letters(place) for column, place in columns.items()},
        )
        for number, row in below
    )
    return Table(
        name=opened.name, columns=columns, lines=tuple(line for line in lines if line.cells)
    )


def said(cell: Cell) -> str:
    """A cell as the text that XLSForm takes it for."""
    if not isinstance(cell, str) and cell[0] == "yes_no":
        return "TRUE" if cell[1] == "是" else "FALSE"
    return text_of(cell)


def _unread(heading: str, *, twice: bool) -> Slip:
    """Why a column that is filled in was not read."""
    if not heading:
        say, remedy = "这一列没有表头，却有内容。", "请补上表头，或删去这一列。"
        return Slip(code="xlsform.heading", say=say, remedy=remedy)
    if twice:
        say, remedy = f"“{heading}”与别的一列是同一列。", "请合成一列。"
        return Slip(code="xlsform.column_twice", say=say, remedy=remedy)
    say, remedy = f"没有读入“{heading}”这一列。", "不需要的话，请确认。"
    if ":" in heading:
        remedy = "驿站的表单只有一种语言；其他语言和附加属性不需要的话，请确认。"
        return Slip(code="xlsform.language", say=say, remedy=remedy, warning=True)
    return Slip(code="xlsform.column", say=say, remedy=remedy, warning=True)


def _merged_and_odd(opened: OpenedSheet, notes: Notes) -> None:
    for first, left, last, right in opened.merged:
        if last > first or right > left:
            say, remedy = "这里合并了单元格。", "请取消合并，逐格填写。"
            at = f"{opened.name}!{letters(left)}{first + 1}"
            notes.add(at, Slip(code="xlsform.merged", say=say, remedy=remedy))
    for address in opened.odd:
        say, remedy = "这一格是公式，没有算出结果。", "请直接填写文字，不用公式。"
        notes.add(f"{opened.name}!{address}", Slip(code="xlsform.formula", say=say, remedy=remedy))
