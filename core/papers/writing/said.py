"""Values as a paper says them, and how each face of a paper is set: type, sizes, margins."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.plugin.drawn import (
    TURN,
    Align,
    Block,
    Cell,
    Drawn,
    Face,
    Grid,
    Paragraph,
    Prose,
    Signatures,
    Value,
    placed,
)

#: Columns of short marks: they stand in the middle, as offices set them.
MARKS = frozenset({"序号", "性别", "年龄"})
#: What stands where a person has not written yet.
UNWRITTEN = "（待填）"
#: What no XML and no typesetter takes: control characters but tab and line end, halves of characters.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How a face is set. Sizes in points, margins in mm (top, right, bottom, left).

    ``song``, ``hei`` and ``title_type`` are the names under which Office knows its type.
    """

    title: int
    text: str
    table: str
    margins: tuple[int, int, int, int]
    body_type: str = "宋体"
    title_type: str = "宋体"
    heading_type: str = "黑体"
    indent: bool = False


SETTINGS: Mapping[Face, Setting] = {
    Face.FORM: Setting(title=18, text="10.5", table="10.5", margins=(18, 18, 16, 20)),
    Face.TABLE: Setting(title=16, text="10.5", table="9", margins=(14, 12, 13, 12)),
    Face.LETTER: Setting(
        title=22,
        text="16",
        table="10.5",
        margins=(37, 26, 35, 28),
        body_type="仿宋_GB2312",
        title_type="方正小标宋简体",
        indent=True,
    ),
}


def plain(text: str) -> str:
    """The text without what no file format takes; every visible character stays as it was typed."""
    return NOT_TEXT.sub("", text)


def on_one_line(title: str) -> str:
    """A title where it is a name: without the places at which it may turn."""
    return plain(title).replace(TURN, "")


def say(value: Value, unit: str = "") -> str:
    """A value in words: a day as 2026-03-05, a number without needless zeros, with its unit."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        value = f"{value:.0f}" if whole else f"{value.normalize():f}"
    return plain(str(value)) + unit if value != "" else ""


def in_cell(one: Cell) -> str:
    """What stands in a cell, in words."""
    if one.money and isinstance(one.value, int | Decimal):
        return f"{one.value:,.2f}{one.unit}"
    return say(one.value, one.unit)


def laid(block: Grid) -> tuple[tuple[Cell, ...], ...]:
    """The rows as every file sets them: what is said where there are none, marks in the middle."""
    rows = block.rows
    if block.empty and len(rows) <= block.head:
        rows = (*rows, (Cell(value=block.empty, across=len(block.widths)),))
    cells = tuple(placed(rows))
    marks = {across for down, across, one in cells if down < block.head and one.value in MARKS}
    found: list[list[Cell]] = [[] for _ in rows]
    for down, across, one in cells:
        mark = across in marks and one.across == 1 and one.align is Align.AUTO
        found[down].append(replace(one, align=Align.MIDDLE) if mark else one)
    return tuple(map(tuple, found))


def signed_below(paper: Drawn) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether its end stands with the signatures below it: nobody signs an empty page.

    Above signatures these are the last text, and notes with the table that they close.
    """
    signed = False
    found: list[tuple[Block, bool]] = []
    for block in reversed(paper.blocks):
        keeps = signed and isinstance(block, Paragraph | Prose | Grid)
        found.append((block, keeps))
        signed = isinstance(block, Signatures) or (keeps and isinstance(block, Paragraph))
    return reversed(found)


def names_a_group(row: tuple[Cell, ...], block: Grid) -> bool:
    """Whether the row is a heading among the rows: it never stands alone at the foot of a page."""
    return len(row) == 1 and row[0].strong and row[0].across == len(block.widths)


def align_of(cell: Cell, heading: bool = False) -> Align:
    """Where a cell's words stand: numbers right, days and headings in the middle, words left."""
    if cell.align is not Align.AUTO:
        return cell.align
    if heading:
        return Align.MIDDLE
    if isinstance(cell.value, date):
        return Align.MIDDLE
    return Align.RIGHT if isinstance(cell.value, int | Decimal) else Align.LEFT


def smaller(size: str) -> str:
    """One size smaller, for tables of many columns."""
    return str(Decimal(size) - Decimal("1.5"))
