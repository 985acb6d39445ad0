"""Lists and values in one cell, written so that reading them gives back the same."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from core.workbook.canonical import shortest
from core.workbook.lookups import WordList, folded

#: A cell that says on purpose that it holds nothing, where an empty one would mean the default.
EMPTY = "（空）"
YES, NO = "是", "否"
BETWEEN = re.compile(r"[、，,；;\n]")
BETWEEN_PROSE = re.compile(r"[；;\n]")
QUOTED = re.compile(r"“([^“”]*)”", re.DOTALL)
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Comparisons whose value is always a list.
OF_LISTS = ("in", "between")


def joined(pieces: Iterable[str], *, prose: bool = False) -> str:
    """Pieces in one cell: joined by 、, or one a line where a piece holds a separator itself."""
    pieces = tuple(pieces)
    between = BETWEEN_PROSE if prose else BETWEEN
    if prose or any(between.search(piece) for piece in pieces):
        return "\n".join(pieces) + ("\n" if len(pieces) == 1 and between.search(pieces[0]) else "")
    return "、".join(pieces)


def pieces_of(text: str, *, prose: bool = False) -> tuple[str, ...]:
    """The pieces of a cell; a cell of several lines is parted at its lines only."""
    between = re.compile(r"\n") if "\n" in text else BETWEEN_PROSE if prose else BETWEEN
    return tuple(piece.strip() for piece in between.split(text) if piece.strip())


def word_said(words: WordList, code: str) -> str:
    """How a code stands in a cell; in quotes where the reader would take it for another."""
    said = words.word(code)
    return said if word_meant(words, said) == code else f"“{code}”"


def word_meant(words: WordList, text: str) -> str | None:
    """The code of a typed word; quotes are taken at their word; None when it means none."""
    quoted = QUOTED.fullmatch(text.strip())
    return quoted[1] if quoted else words.code(text)


def value_said(value: Any, words: WordList, comparison: str) -> str | int | Decimal:
    """The value of a condition as it stands in a cell."""
    if isinstance(value, list | tuple):
        listed = joined(str(_one_said(one, words)) for one in value)
        alone = len(value) == 1 and comparison not in OF_LISTS
        return (f"{listed}、" if alone and "\n" not in listed else listed) if value else EMPTY
    one = _one_said(value, words)
    if isinstance(value, str) and value_meant(str(one), words, comparison) != value:
        return f"“{value}”"
    return one


def _one_said(value: Any, words: WordList) -> str | int | Decimal:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        said = words.word(value)
        return said if _one_meant(said, words) == value else f"“{value}”"
    return shortest(value) if isinstance(value, Decimal) else value


def value_meant(text: str, words: WordList, comparison: str) -> Any:
    """The value that a cell means: text, number, day, yes or no, or a list of them."""
    if text.strip() == EMPTY:
        return []
    pieces = pieces_of(text)
    if QUOTED.fullmatch(text.strip()) or (len(pieces) < 2 and not _parted(text, comparison)):
        return _one_meant(text.strip(), words)
    return [_one_meant(piece, words) for piece in pieces]


def _parted(text: str, comparison: str) -> bool:
    return comparison in OF_LISTS or bool(BETWEEN.search(text))


def _one_meant(text: str, words: WordList) -> Any:
    quoted = QUOTED.fullmatch(text)
    if quoted:
        return quoted[1]
    short = folded(text)
    if short in (YES, NO):
        return short == YES
    if NUMBER.fullmatch(short):
        return shortest(Decimal(short))
    if DAY.fullmatch(short):
        try:
            return date.fromisoformat(short)
        except ValueError:
            return text
    return words.code(text) or text
