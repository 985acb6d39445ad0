"""A paper as Excel, for whoever computes: numbers are numbers, days are days, no text is a formula."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from core.papers.writing.excel_cells import edges, height, looks, put
from core.papers.writing.said import UNWRITTEN, in_cell, laid, on_one_line, plain
from core.plugin.drawn import (
    Drawn,
    Grid,
    PageBreak,
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
#: A column of fewer digits shows no day of a month.
NARROWEST = 3
SIGN_ON = "　　　年　　月　　日"
#: Excel knows no more of a sheet's name and of a footer.
NAME, FOOTER = 31, 250
NOT_IN_A_NAME = str.maketrans("", "", "[]:*?/\\'")


@dataclass(kw_only=True)
class _Sheet:
    """A sheet being written from top to bottom, cells that are merged among them."""

    book: Any
    sheet: Any
    widths: list[int]
    formats: dict[tuple[Any, ...], Any]
    at: int = 0
    breaks: list[int] = field(default_factory=list)

    def look(self, **wanted: Any) -> Any:
        """A cell's look; the same one again where it was wanted before."""
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "宋体", "valign": "vcenter", "text_wrap": True, **wanted}
            )
        return self.formats[key]

    def line(self, text: str, **wanted: Any) -> None:
        """One line of text over the whole width."""
        last = len(self.widths) - 1
        wanted = {"font_size": 10.5, "align": "left", **wanted}
        look = self.look(**wanted)
        self.sheet.set_row(self.at, height(text, sum(self.widths), round(wanted["font_size"])))
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
    formats: dict[tuple[Any, ...], Any] = {}
    names: set[str] = set()
    for paper in papers:
        _write(book, paper, formats, _name(on_one_line(paper.title), names))
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


def _write(book: Any, paper: Drawn, formats: dict[tuple[Any, ...], Any], name: str) -> None:
    sheet = book.add_worksheet(name)
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    shares = max((grid.widths for grid in grids), key=len, default=(1,))
    whole = CHARACTERS[paper.landscape]
    widths = [max(NARROWEST, whole * share // sum(shares)) for share in shares]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    on = _Sheet(book=book, sheet=sheet, widths=widths, formats=formats)
    _set_page(sheet, paper)
    last = grids[-1] if grids and len(grids[-1].widths) == len(shares) else None
    on.line(on_one_line(paper.title), font_size=16, bold=True, align="center")
    if paper.subtitle:
        on.line(paper.subtitle, align="center")
    for block in paper.blocks:
        if isinstance(block, Grid):
            if block is last and block.head and not on.breaks:
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
            on.line(block.text or UNWRITTEN)
        elif isinstance(block, Signatures):
            signs = [*(f"{label}：" for label in block.labels), *([SIGN_ON] * block.dated)]
            on.line("　　　　　　".join(signs))
        elif isinstance(block, Pictures):
            on.line("；".join(one.caption for one in block.pictures if one.caption))
        elif isinstance(block, PageBreak):
            on.breaks.append(on.at)
    sheet.set_h_pagebreaks(on.breaks)
    # On paper the foot stands at the end of every page; here it is for the screen.
    sheet.print_area(0, 0, on.at - 1, len(widths) - 1)
    on.line(paper.foot, font_size=8)


def _set_page(sheet: Any, paper: Drawn) -> None:
    if paper.landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    foot = plain(paper.foot).replace("&", "&&")[: FOOTER - 40]
    sheet.set_footer(f"&L&8{foot}\n第 &P 页，共 &N 页")


def _grid(on: _Sheet, block: Grid) -> None:
    rows = laid(block)
    begins = edges(block.widths, len(on.widths))
    heights: dict[int, int] = {}
    for down, across, one in placed(rows):
        row, first, last = on.at + down, begins[across], begins[across + one.across] - 1
        look = on.look(**looks(one, down < block.head))
        if last > first or one.down > 1:
            on.sheet.merge_range(row, first, row + one.down - 1, last, "", look)
        put(on.sheet, row, first, one, look)
        if one.down == 1:
            text, wide = in_cell(one), sum(on.widths[first : last + 1])
            heights[row] = max(heights.get(row, 0), height(text, wide, least=one.height))
    for row, needed in heights.items():
        on.sheet.set_row(row, needed)
    on.at += len(rows)
