"""A sign-in list as a file 签到名单文件: an .xlsx or .csv becomes the lines that one would paste.

Nothing is guessed: a cell that Excel has spoilt (an ID number as 1.1E+17) is left out, and the name
stands first, wherever its column was.
"""

import csv
from collections.abc import Iterable, Sequence

from core.people.matching import HEADINGS, MOST_LINES, SPLIT
from core.spreadsheets import Cell, open_book
from core.store.errors import Refused

NO_LIST = "打不开这个文件。请另存为 .xlsx 或 .csv 再上传，或者把名单复制、粘贴到下面。"
NO_NAMES = "文件里没有读到名字：要有一列叫“姓名”，或者姓名在第一列。"
TOO_LONG = f"名单超过 {MOST_LINES} 行，请分成几份上传。"
NAMES = ("姓名", "名字", "签名")
#: Columns that number the rows and say nothing of anybody.
NUMBERS = frozenset({"序号", "编号", "No.", "NO"})
CODES = ("utf-8-sig", "gb18030")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: Excel keeps fifteen digits: a longer number is not what was typed.
MOST_DIGITS = 15
Rows = list[tuple[str, ...]]


def roll_text(content: bytes) -> str:
    """The lines of a list, as if pasted; ``Refused`` with what to do for any other file."""
    rows = _of_book(content) if content.startswith((b"PK", b"\xd0\xcf")) else _of_text(content)
    lines = ["\t".join(filter(None, map(_plain, row))) for row in _names_first(rows)]
    lines = [line for line in lines if line]
    if not lines:
        raise Refused(NO_NAMES, field="file")
    if len(lines) > MOST_LINES:
        raise Refused(TOO_LONG, field="file")
    return "\n".join(lines)


def _of_book(content: bytes) -> Rows:
    """The first sheet with a column of names, else the first that has anything in it."""
    sheets = [
        [tuple(map(_text, row)) for _, row in sheet.rows]
        for sheet in open_book(content).sheets
        if sheet.rows
    ]
    return next((rows for rows in sheets if _heading(rows)), next(iter(sheets), []))


def _of_text(content: bytes) -> Rows:
    text = _decoded(content)
    if any(ord(sign) < ord(" ") and sign not in "\t\r\n" for sign in text):
        raise Refused(NO_LIST, field="file")
    between = max("\t,;", key=text.count)
    try:
        return [tuple(row) for row in csv.reader(text.splitlines(), delimiter=between)]
    except csv.Error:
        raise Refused(NO_LIST, field="file") from None


def _decoded(content: bytes) -> str:
    """The text in the code in which it was written: UTF-8, UTF-16 with its mark, or GB18030."""
    for code in ("utf-16",) if content.startswith(UTF_16) else CODES:
        try:
            return content.decode(code)
        except UnicodeError:
            continue
    raise Refused(NO_LIST, field="file")


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    kind, value = cell
    if kind != "number":
        return value if kind == "date" else ""
    whole = value.removesuffix(".0")
    return whole if whole.isdigit() and len(whole) <= MOST_DIGITS else ""


def _plain(text: str) -> str:
    """A cell that stays one cell in a pasted line."""
    words = SPLIT.sub(" ", text).split()
    return ("" if all(word.isdigit() for word in words) else " ").join(words)


def _heading(rows: Iterable[Sequence[str]]) -> tuple[int, int] | None:
    """Row and column of the heading over the names."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if "".join(text.split()).strip("*") in NAMES:
                return number, column
    return None


def _names_first(rows: Rows) -> Rows:
    """The rows below the heading with the name in front; without one as they stand."""
    found = _heading(rows)
    if found is None:
        return [row for row in rows if row and row[0].strip() not in HEADINGS]
    above, column = found
    titles = ["".join(text.split()) for text in rows[above]]
    rest = [at for at, title in enumerate(titles) if at != column and title not in NUMBERS]
    named = (row for row in rows[above + 1 :] if column < len(row) and row[column].strip())
    return [(row[column], *(row[at] for at in rest if at < len(row))) for row in named]
