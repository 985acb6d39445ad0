"""Reading the cover: headings below each other, the value in the next cell of the row."""

from core.spreadsheets import Cell, OpenedSheet
from core.workbook.layout import Sheet
from core.workbook.reading.cells import blank
from core.workbook.reading.merged import letters
from core.workbook.reading.notes import Notes, Slip
from core.workbook.reading.sheet_rows import SheetRow, folded_heading, without_value
from core.workbook.writing.rows import heads_of


def cover_of_sheet(sheet: Sheet, opened: OpenedSheet, notes: Notes) -> tuple[SheetRow, ...]:
    """The cover: headings below each other, the value in the next cell of the row."""
    known = {folded_heading(head.heading): head for head in heads_of(sheet)}
    cells: dict[str, Cell] = {}
    places: dict[str, str] = {}
    for number, line in opened.rows:
        for place, cell in enumerate(line[:3]):
            head = known.get(folded_heading(cell)) if isinstance(cell, str) else None
            if head is None:
                continue
            at = f"{letters(place + 1)}{number}"
            if head.heading in places:
                say = f"“{head.heading}”写了两行。"
                notes.add(
                    f"{opened.name}!{at}",
                    Slip(code="column.twice", say=say, remedy="请只保留一行。"),
                )
                break
            places[head.heading] = f"{opened.name}!{at}"
            value = line[place + 1] if place + 1 < len(line) else ""
            if not blank(value):
                cells[head.heading] = value
            elif without_value(opened, at, head, notes):
                cells[head.heading] = ("missing", "")
            break
    return (SheetRow(cells=cells, places=places, first=f"{opened.name}!A1"),)
