"""A paper as Excel, for whoever computes: numbers are numbers, days are days, no text is a formula."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from core.papers.writing.said import align_of, plain, say
from core.plugin.drawn import (
    Cell,
    Drawn,
    Grid,
    Paragraph,
    Pictures,
    Prose,
    Signatures,
    Tone,
    placed,
)

#: A line of A4 holds so many digits of the body's size.
CHARACTERS = {True: 132, False: 88}
A4 = 9
LINE = 15
SIZE = 10
#: Excel knows no more of a sheet's name and of a footer.
NAME, FOOTER = 31, 250
NOT_IN_A_NAME = str.maketrans("", "", "[]:*?/\\'")


@dataclass(kw_only=True)
class _Sheet:
    """A sheet being written from top to bottom, cells that are merged among them."""

    book: Any
    sheet: Any
    widths: list[int]
    looks: dict[tuple[Any, ...], Any]
    at: int = 0

    def look(self, **wanted: Any) -> Any:
        """A cell's look; the same one again where it was wanted before."""
        key = tuple(sorted(wanted.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(
                {"font_name": "宋体", "valign": "vcenter", "text_wrap": True, **wanted}
            )
        return self.looks[key]

    def line(self, text: str, **wanted: Any) -> None:
        """One line of text over the whole width."""
        last = len(self.widths) - 1
        look = self.look(**{"font_size": 10.5, "align": "left", **wanted})
        self.sheet.set_row(self.at, _height(text, sum(self.widths), wanted.get("font_size", 11)))
        if last:
            self.sheet.merge_range(self.at, 0, self.at, last, "", look)
        self.sheet.write_string(self.at, 0, plain(text), look)
        self.at += 1


def excel(papers: Sequence[Drawn], photos: Callable[[str], bytes | None]) -> bytes:
    """One .xlsx, a sheet for each paper; photos stay in the PDF and in Word."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    looks: dict[tuple[Any, ...], Any] = {}
    names: set[str] = set()
    for paper in papers:
        _write(book, paper, looks, _name(paper.title, names))
    book.close()
    return file.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A name that Excel takes, and that no other sheet has."""
    own = plain(title).translate(NOT_IN_A_NAME)[:NAME] or "文书"
    name, number = own, 1
    while name.casefold() in taken:
        number += 1
        name = f"{own[: NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def _write(book: Any, paper: Drawn, looks: dict[tuple[Any, ...], Any], name: str) -> None:
    sheet = book.add_worksheet(name)
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    shares = max((grid.widths for grid in grids), key=len, default=(1,))
    whole = CHARACTERS[paper.landscape]
    widths = [max(4, whole * share // sum(shares)) for share in shares]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    on = _Sheet(book=book, sheet=sheet, widths=widths, looks=looks)
    _set_page(sheet, paper)
    on.line(paper.title, font_size=16, bold=True, align="center")
    if paper.subtitle:
        on.line(paper.subtitle, align="center")
    for block in paper.blocks:
        if isinstance(block, Grid):
            if block.head and len(block.widths) == len(shares):
                sheet.repeat_rows(on.at, on.at + block.head - 1)
            _grid(on, block)
        elif isinstance(block, Paragraph):
            on.line(
                block.text,
                bold=block.tone is Tone.HEADING,
                align="center" if block.tone is Tone.MIDDLE else "left",
            )
        elif isinstance(block, Prose):
            on.line(block.label, bold=True)
            on.line(block.text)
        elif isinstance(block, Signatures):
            on.line(
                "　　　　　　".join(
                    [
                        *(f"{label}：" for label in block.labels),
                        *(["　　　年　　月　　日"] if block.dated else []),
                    ]
                )
            )
        elif isinstance(block, Pictures):
            on.line("；".join(one.caption for one in block.pictures if one.caption))
    on.line(paper.foot, font_size=8)


def _set_page(sheet: Any, paper: Drawn) -> None:
    if paper.landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    foot = plain(paper.foot).replace("&", "&&")[: FOOTER - 40]
    sheet.set_footer(f"&L&8{foot}&R&8第 &P 页，共 &N 页")


def _grid(on: _Sheet, block: Grid) -> None:
    rows = list(block.rows)
    if block.empty and len(rows) <= block.head:
        rows.append((Cell(value=block.empty, across=len(block.widths)),))
    edges = _edges(block.widths, len(on.widths))
    heights: dict[int, int] = {}
    for down, across, one in placed(rows):
        row, first, last = on.at + down, edges[across], edges[across + one.across] - 1
        look = on.look(**_looks(one, down < block.head))
        if last > first or one.down > 1:
            on.sheet.merge_range(row, first, row + one.down - 1, last, "", look)
        _put(on, row, first, one, look)
        if one.down == 1:
            needed = _height(say(one.value, one.unit), sum(on.widths[first : last + 1]), SIZE)
            heights[row] = max(heights.get(row, LINE), needed)
    for row, height in heights.items():
        on.sheet.set_row(row, height)
    on.at += len(rows)


def _looks(one: Cell, heading: bool) -> dict[str, Any]:
    """Borders, size, how the words stand, how a number or a day is shown."""
    found: dict[str, Any] = {
        "border": 1,
        "font_size": SIZE,
        "align": align_of(one, heading).value,
        "bold": heading or one.strong,
    }
    if isinstance(one.value, date):
        found["num_format"] = "yyyy-mm-dd"
    elif isinstance(one.value, int | Decimal):
        found["num_format"] = f'General"{one.unit}"' if one.unit else "General"
    return found


def _put(on: _Sheet, row: int, column: int, one: Cell, look: Any) -> None:
    value = one.value
    if isinstance(value, bool) or value is None or value == "":
        on.sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        on.sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | Decimal):
        on.sheet.write_number(row, column, value, look)
    else:
        on.sheet.write_string(row, column, plain(str(value)), look)


def _edges(widths: Sequence[int], columns: int) -> list[int]:
    """Where each column of a narrower table begins among the columns of the sheet's widest one."""
    if len(widths) == columns:
        return list(range(columns + 1))
    found, so_far, whole = [0], 0, sum(widths)
    for number, share in enumerate(widths, start=1):
        so_far += share
        least, most = found[-1] + 1, columns - (len(widths) - number)
        found.append(min(max(so_far * columns // whole, least), most))
    found[-1] = columns
    return found


def _height(text: str, width: int, size: Any) -> int:
    """The height of a row that holds the text: Excel does not find it out for merged cells."""
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
    lines = text.count("\n") + max(1, -(-wide * int(size) // (10 * (width + 1))))
    return min(LINE * lines + (8 if int(size) > 12 else 3), 400)
