"""A paper as it is drawn: one frozen value that becomes the same page in PDF, Word, Excel and HTML.

A plugin says what stands where; how it is set (type, margins, file formats) is the core's. Numbers stay
numbers and days stay days, so that whoever computes with a paper gets no text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | Decimal | date | None


#: Where a title that is too long for one line goes on to the next: between words, not within one.
TURN = "\u200b"


class Face(StrEnum):
    """How a paper is set: a form to fill in, a table, or a letter as offices write them (GB/T 9704)."""

    FORM = "form"
    TABLE = "table"
    LETTER = "letter"


class Align(StrEnum):
    """How a cell's words stand; ``AUTO`` puts numbers right, days in the middle, words left."""

    AUTO = "auto"
    LEFT = "left"
    MIDDLE = "center"
    RIGHT = "right"


class Tone(StrEnum):
    """What a paragraph is: running text, a heading, a line in the middle, a small remark."""

    TEXT = "text"
    HEADING = "heading"
    MIDDLE = "middle"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell of a grid; ``across`` columns and ``down`` rows are merged, ``height`` is in mm at least.

    ``unit`` stands behind a number: a table that computes keeps the number a number. ``money`` is an
    amount in yuan: two places, thousands set apart. ``name`` says what stands here, as a county's own
    template names it: the same words on every paper of the kind.
    """

    value: Value = ""
    across: int = 1
    down: int = 1
    align: Align = Align.AUTO
    strong: bool = False
    height: int = 0
    unit: str = ""
    money: bool = False
    name: str = ""


Row: TypeAlias = tuple["Cell | Value", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table. The first ``head`` rows are headings, repeated on every page.

    ``widths`` are shares of the line, one a column. ``small`` is set one size smaller: many columns.
    ``empty`` is said where there is no row below the heading.
    """

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    head: int = 1
    small: bool = False
    empty: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph of the paper's own words or of facts; ``name`` as of a cell."""

    text: str
    tone: Tone = Tone.TEXT
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """Where a person writes: ``suggested`` is what the figures say by themselves.

    ``key`` never changes; a heading stands above it as its ``label``. ``text`` is what was written, or
    the suggestion while nobody has written anything.
    """

    key: str
    label: str
    suggested: str = ""
    text: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A photo by the SHA-256 of its original, as it is shown on the screen, with its line of words.

    ``evidence`` is the permanent id under which a page shows it.
    """

    file: str
    caption: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pictures:
    """Photos side by side, so many in a row."""

    pictures: tuple[Picture, ...]
    across: int = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatures:
    """Lines on which people sign; ``dated`` adds one for the day."""

    labels: tuple[str, ...]
    dated: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Grid | Paragraph | Prose | Pictures | Signatures | PageBreak


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A whole paper. ``foot`` says what it is of, and from when: small, at the end of every page.

    A ``title`` may have a TURN.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    face: Face = Face.FORM
    landscape: bool = False
    foot: str = ""


def cell(value: "Cell | Value") -> Cell:
    """A cell, where a plain value stood."""
    return value if isinstance(value, Cell) else Cell(value=value)


def placed(rows: Iterable[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of everything in a table, merged cells reckoned with."""
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        across = 0
        for one in map(cell, row):
            while (down, across) in taken:
                across += 1
            yield down, across, one
            for below in range(one.down):
                taken.update((down + below, across + beside) for beside in range(one.across))


def labelled(*pairs: tuple[str, "Cell | Value"], across: int = 2) -> Grid:
    """Labels with what stands for them, so many pairs in a row; the last one fills its row.

    Values are plain ones or cells of their own.
    """
    rows: list[Row] = []
    for at in range(0, len(pairs), across):
        some = pairs[at : at + across]
        row = [part for pair in some for part in (label_cell(pair[0]), beside(*pair))]
        left = 2 * (across - len(some))
        rows.append((*row[:-1], replace(row[-1], across=row[-1].across + left)))
    return Grid(widths=(2, 5) * across, rows=tuple(rows), head=0)


def beside(label: str, value: "Cell | Value") -> Cell:
    """What stands beside its label begins there, whatever it is, and has its name."""
    one = cell(value)
    align = Align.LEFT if one.align is Align.AUTO else one.align
    return replace(one, align=align, name=one.name or label)


def label_cell(label: str, *, across: int = 1, down: int = 1) -> Cell:
    """A cell that names what stands beside or below it."""
    return Cell(value=label, align=Align.MIDDLE, across=across, down=down)


def proses(drawn: Drawn) -> tuple[Prose, ...]:
    """The places of a paper where a person writes."""
    return tuple(block for block in drawn.blocks if isinstance(block, Prose))


def pictures(drawn: Drawn) -> tuple[str, ...]:
    """The files of all photos of a paper, each once."""
    several = (block.pictures for block in drawn.blocks if isinstance(block, Pictures))
    return tuple(dict.fromkeys(one.file for some in several for one in some))
