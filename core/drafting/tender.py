"""A tender as blocks of text: paragraphs and table cells in reading order, each with its place."""

import re
from dataclasses import dataclass

#: A text none of whose lines is longer was broken by the page, not by its author.
PAGE_WIDTH = 50
#: A line at least this long that ends without punctuation runs on into the next one.
RUNS_ON_FROM = 20
ENDS = tuple('。；：;:.!？?！”"0）)')
BEGINS = re.compile(r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|附)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph or table cell. ``row`` counts the table rows of the tender; None in prose."""

    text: str
    place: str
    row: int | None = None
    column: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tender:
    """The text of a tender, word for word; ``name`` is the name of its file."""

    name: str
    blocks: tuple[Block, ...]


class UnreadableTender(Exception):
    """The file cannot be read as a tender; ``say`` tells the officer what to do."""

    def __init__(self, say: str):
        super().__init__(say)
        self.say = say


def tender_of_text(text: str, name: str) -> Tender:
    """The blocks of a plain text; a line that begins with a tab is a cell, as Word saves its tables.

    Lines that the page has broken are joined again. Nothing but line ends is dropped.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    wrapped = max((len(line) for line in lines), default=0) <= PAGE_WIDTH
    blocks: list[Block] = []
    row, column, running = -1, 0, False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            running = running and wrapped
            continue
        if wrapped and running and not BEGINS.match(line):
            last = blocks[-1]
            place = f"{last.place.split('至')[0]}至第 {number} 行"
            blocks[-1] = Block(text=last.text + line.strip(), place=place)
        elif "\t" in line:
            cells = line.split("\t")
            follows = number > 1 and bool(lines[number - 2].strip())
            if not (line.startswith("\t") and len(cells) == 2 and follows and row >= 0):
                row, column = row + 1, -1
            for cell in cells[1:] if line.startswith("\t") else cells:
                column += 1
                if cell.strip():
                    place = f"第 {number} 行"
                    blocks.append(Block(text=cell.strip(), place=place, row=row, column=column))
        else:
            goes_on = number > 1 and bool(lines[number - 2].strip()) and bool(blocks)
            inside = blocks[-1].row if goes_on else None
            blocks.append(
                Block(
                    text=line.strip(),
                    place=f"第 {number} 行",
                    row=inside,
                    column=column if inside is not None else 0,
                )
            )
        running = (
            wrapped and len(blocks[-1].text) >= RUNS_ON_FROM and not line.rstrip().endswith(ENDS)
        )
    return Tender(name=name, blocks=tuple(blocks))
