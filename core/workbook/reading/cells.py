"""What a cell means in its column: the value of the package, or one sentence why it cannot be said."""

import difflib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.people.importing.cells import day_of
from core.spreadsheets import Cell
from core.workbook.bindings import OPEN
from core.workbook.canonical import shortest
from core.workbook.columns import CellKind, Column
from core.workbook.lookups import WordList, folded
from core.workbook.pieces import EMPTY, pieces_of, value_meant, word_meant
from core.workbook.reading.notes import Slip
from core.workbook.reading.numbers import number_of
from core.workbook.writing.cells import answers_of

NUMBERS = (CellKind.WHOLE, CellKind.NUMBER, CellKind.PERCENT, CellKind.MONEY)
YES = {"是", "有", "对", "真", "√", "✓", "y", "yes", "true", "1"}
NO = {"否", "无", "不", "假", "×", "✗", "n", "no", "false", "0"}
#: Day 0 of Excel's serial numbers, and the span in which a number is taken for one.
SERIAL_FROM = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)


def blank(cell: Cell) -> bool:
    """Whether nothing stands there; blanks of any width are nothing."""
    return isinstance(cell, str) and not cell.strip()


def text_of(cell: Cell) -> str:
    """A cell as text; a whole number as its digits."""
    return lines_of(cell).strip()


def lines_of(cell: Cell) -> str:
    """A cell as text with its lines: a last empty one tells a list of one."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n")
    kind, written = cell
    return str(shortest(Decimal(written))) if kind == "number" else written


def key_of(cell: Cell) -> str:
    """A key as it is compared: full-width letters and digits folded, blanks dropped."""
    text = text_of(cell)
    return folded(text) if folded(text).isascii() else text


def meaning(
    cell: Cell,
    column: Column,
    fields: Mapping[str, Any],
    lists: Mapping[str, WordList],
    headings: frozenset[str],
) -> Any:
    """The value of a cell that is not blank, or a ``Slip``."""
    text = text_of(cell)
    words = answers_of(lists, fields) if column.words == "answer" else lists.get(column.words)
    if column.kind is CellKind.VALUE:
        return value_meant(
            lines_of(cell), answers_of(lists, fields), str(fields.get("comparison", ""))
        )
    if text == EMPTY:
        return [] if column.kind in (CellKind.TEXTS, CellKind.WHOLES) else ""
    if column.kind in NUMBERS:
        return _number(cell, column, headings)
    if column.kind is CellKind.YES_NO:
        return _yes_no(text, column)
    if column.kind is CellKind.DATE:
        return _day(cell, column)
    if column.kind is CellKind.WHOLES:
        return _wholes(text, column)
    if column.kind is CellKind.TEXTS:
        return _texts(cell, column, words)
    if words:
        return _word(text, column, words)
    return key_of(cell) if column.kind is CellKind.KEY or column.refers else text


def _number(cell: Cell, column: Column, headings: frozenset[str]) -> Any:
    number = number_of(cell, column, headings)
    if isinstance(number, Slip):
        return number
    if column.kind is CellKind.MONEY:
        number = number * 100
        if number != number.to_integral_value():
            say = f"“{column.heading}”最多两位小数（到分），这一格是“{text_of(cell)}”。"
            return Slip(code="cell.fen", say=say, remedy="请改成到分的金额，如 300.50。")
    elif column.kind is CellKind.WHOLE and number != number.to_integral_value():
        say = f"“{column.heading}”应为整数，这一格是“{text_of(cell)}”。"
        return Slip(code="cell.whole", say=say, remedy="请改成整数。")
    return shortest(number)


def _yes_no(text: str, column: Column) -> Any:
    short = folded(text).casefold()
    if short in YES or short in NO:
        return short in YES
    say = f"“{column.heading}”只填 是 或 否，这一格是“{text[:20]}”。"
    return Slip(code="cell.yes_no", say=say, remedy="请填 是 或 否；不填按表头上写的默认。")


def _day(cell: Cell, column: Column) -> Any:
    if not isinstance(cell, str) and cell[0] == "number":
        number = Decimal(cell[1])
        if number in SERIALS:
            return SERIAL_FROM + timedelta(days=int(number))
    day, problem, _ = day_of(cell)
    return day or Slip(
        code="cell.day",
        say=problem or "没有日期。",
        remedy=f"“{column.heading}”请写成 2026-01-05。",
    )


def _wholes(text: str, column: Column) -> Any:
    pieces = [folded(piece).removesuffix("月") for piece in pieces_of(text)]
    if all(piece.isdecimal() and piece.isascii() for piece in pieces):
        return [int(piece) for piece in pieces]
    say = f"“{column.heading}”应为几个整数，这一格是“{text[:30]}”。"
    return Slip(code="cell.wholes", say=say, remedy="请用顿号隔开，如 6、7、8。")


def _texts(cell: Cell, column: Column, words: WordList | None) -> Any:
    text = lines_of(cell)
    if words and folded(text) in words.by_word:
        return [words.by_word[folded(text)]]
    found = []
    for piece in pieces_of(text, prose=column.prose):
        meant = _word(piece, column, words) if words else piece if column.prose else key_of(piece)
        if isinstance(meant, Slip):
            return meant
        found.append(meant)
    return found


def _word(text: str, column: Column, words: WordList) -> Any:
    meant = word_meant(words, text)
    if meant is not None:
        return meant
    if column.words in OPEN:
        return text
    offered = list(words.by_code.values())
    near = difflib.get_close_matches(folded(text), offered, n=1, cutoff=0.5)
    shown = "、".join(offered[:20]) + ("……" if len(offered) > 20 else "")
    return Slip(
        code="cell.word",
        say=f"“{column.heading}”里没有“{text[:30]}”。",
        remedy=f"是否应为“{near[0]}”？可选：{shown}。" if near else f"请从下列中选：{shown}。",
    )
