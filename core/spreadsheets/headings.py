"""Headings of columns as offices write them, and cells as they are read: nothing that nobody sees."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from core.spreadsheets.opened import Cell

DECORATION = re.compile(r"[\s*:]|\(必填\)|\(选填\)")
IN_BRACKETS = re.compile(r"\([^()]*\)")
#: Signs that nobody sees, as they come along from chats and address books.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def folded_heading(heading: str) -> str:
    """A heading as it is compared: widths folded, stars, blanks and 必填 dropped."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", heading))


def without_brackets(heading: str) -> str:
    """The same without a unit or remark in brackets: 时长(分钟) is 时长."""
    return IN_BRACKETS.sub("", folded_heading(heading))


def known_heading(heading: str, known: Collection[str]) -> str:
    """The known heading that is meant, or nothing."""
    for way in (folded_heading(heading), without_brackets(heading)):
        if way and way in known:
            return way
    return ""


def known_in(line: Sequence[Cell], known: Collection[str]) -> int:
    """How many different headings that are known stand in a row."""
    texts = filter(None, map(text_of, line))
    return len({known_heading(text, known) for text in texts} - {""})


def text_of(cell: Cell) -> str:
    """What a cell says, without blanks around."""
    seen = seen_of(cell)
    return (seen if isinstance(seen, str) else seen[1]).strip()


def seen_of(cell: Cell) -> Cell:
    """The cell without signs that nobody sees."""
    if isinstance(cell, str) and not cell.isascii():
        return INVISIBLE.sub("", cell)
    return cell
