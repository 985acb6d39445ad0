"""Cells of a paper as Excel keeps them: how each looks, what it holds, how high its row has to be."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.papers.writing.said import align_of, plain
from core.plugin.drawn import Cell

SIZE = 10
#: A row of one line, and what each further line adds, in points.
LINE, MORE, MOST = 16, 13, 400
#: Excel counts heights in points.
POINTS_OF_TEN_METRES = 28_346


def looks(one: Cell, heading: bool) -> dict[str, Any]:
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
        number = "#,##0.00" if one.money else "General"
        found["num_format"] = f'{number}"{one.unit}"' if one.unit else number
    return found


def put(sheet: Any, row: int, column: int, one: Cell, look: Any) -> None:
    """Write one value: numbers stay numbers, days stay days, no text becomes a formula."""
    value = one.value
    if isinstance(value, bool) or value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, plain(str(value)), look)


def edges(widths: Sequence[int], columns: int) -> list[int]:
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


def height(text: str, width: int, size: int = SIZE, least: int = 0) -> int:
    """The height of a row that holds the text (points): Excel does not find it out for merged cells.

    ``width`` is in digits of the usual size, ``size`` in points, ``least`` in millimetres.
    """
    room = max(width * SIZE // size, 1)
    wide = (sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n"))
    lines = sum(max(1, -(-one // room)) for one in wide)
    tall = (LINE + MORE * (lines - 1)) * size // SIZE
    return min(max(tall, least * POINTS_OF_TEN_METRES // 10_000), MOST)
