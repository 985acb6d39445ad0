"""The table within a sheet: its head of one row or two, its rows, and what is none of them.

Titles above, blank rows, sums, printed heads repeated on every page, lines for signatures: all are
found, left out, and said. Nothing is left out without a word.
"""

from collections.abc import Collection
from dataclasses import dataclass

from core.spreadsheets.headings import known_in, seen_of, text_of
from core.spreadsheets.opened import Cell, OpenedSheet
from core.spreadsheets.remarks import is_another_head, why_no_data

HEAD_WITHIN = 15
#: A row whose merged cell covers so many columns is a heading of a group.
WIDE = 3
NO_VALUE = {
    "formula": "单元格里的公式没有算出结果，请复制后“粘贴为数值”再导入。",
    "error": "单元格里的公式出错了，请改正或“粘贴为数值”再导入。",
}
SECOND_TABLE = (
    "第 {number} 行又是一个表头，列的顺序和上面不同：这张工作表里有两份表。"
    "请把下面一份移到另一张工作表，分两次导入。"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What was left out or taken over, for the person who imports; ``row`` 0 is the whole sheet.

    An ``error`` stands in the way.
    """

    row: int
    say: str
    error: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Headings by column, rows under their own numbers, and notes.

    ``merged`` are the cells (row, column) below the first one of a merged range: their value was
    taken from there. ``titles`` is the text above the head.
    """

    sheet: str
    head: int
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    notes: tuple[Note, ...] = ()
    merged: frozenset[tuple[int, int]] = frozenset()
    titles: str = ""


def table_of(sheet: OpenedSheet, known: Collection[str]) -> Table | None:
    """The table of a sheet by its headings (as ``folded_heading`` gives them), or none."""
    head = _head(sheet, known)
    if head is None:
        return None
    last, headings = head
    notes: list[Note] = []
    filled, merged, groups = _merged(sheet, last, notes)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    hidden: list[int] = []
    for number, line in sheet.rows:
        if number <= last:
            continue
        if is_another_head(line, headings, known):
            notes.append(Note(row=number, say=SECOND_TABLE.format(number=number), error=True))
            break
        cells = line
        if filled or sheet.odd:
            cells = tuple(
                filled.get((number, index), _valued(sheet, number, index, cell))
                for index, cell in enumerate(line)
            )
        said = [text for cell in cells if (text := text_of(cell))]
        if not said:
            continue
        if why := groups.get(number, "") or why_no_data(cells, said, headings, known):
            notes.append(Note(row=number, say=f"第 {number} 行是{why}，没有导入。"))
        elif number in sheet.hidden_rows:
            hidden.append(number)
        else:
            rows.append((number, tuple(map(seen_of, cells))))
    if hidden:
        which = "、".join(map(str, hidden[:20])) + ("等" if len(hidden) > 20 else "")
        say = f"第 {which} 行被隐藏或筛选掉了，共 {len(hidden)} 行没有导入；要导入请先取消隐藏。"
        notes.append(Note(row=0, say=say))
    if read := [headings[n] for n in sorted(sheet.hidden_columns) if n < len(headings)]:
        shown = "、".join(f"“{heading}”" for heading in read if heading)
        if shown:
            notes.append(Note(row=0, say=f"隐藏的列{shown}照样核对；不要的请先删去。"))
    above = (text_of(cell) for number, line in sheet.rows if number < last for cell in line)
    return Table(
        sheet=sheet.name,
        head=last,
        headings=headings,
        rows=tuple(rows),
        notes=tuple(notes),
        merged=merged,
        titles=" ".join(filter(None, above)),
    )


def _head(sheet: OpenedSheet, known: Collection[str]) -> tuple[int, tuple[str, ...]] | None:
    """The last row of the head and the heading of each column: the row, or two, known best."""
    first = {number: line for number, line in sheet.rows if number <= HEAD_WITHIN}
    best: tuple[int, int, tuple[str, ...]] = (0, 0, ())
    for number, line in first.items():
        ways = [(number, tuple(map(text_of, line)))]
        below = first.get(number + 1)
        if below is not None and any(a == number - 1 for a, _, _, _ in sheet.merged):
            ways.append((number + 1, _in_two_rows(sheet, number, line, below)))
        for last, headings in ways:
            score = known_in(headings, known)
            if score > best[0]:
                best = (score, last, headings)
    return (best[1], best[2]) if best[0] else None


def _in_two_rows(
    sheet: OpenedSheet, number: int, line: tuple[Cell, ...], below: tuple[Cell, ...]
) -> tuple[str, ...]:
    """Each column's own heading; where two columns say the same, with what stands above them."""
    upper = list(map(text_of, line)) + [""] * (len(below) - len(line))
    for top, left, _, right in sheet.merged:
        if top == number - 1:
            upper[left : right + 1] = [upper[left]] * (min(right + 1, len(upper)) - left)
    lower = [text_of(cell) for cell in below] + [""] * (len(upper) - len(below))
    pairs = list(zip(upper, lower, strict=True))
    return tuple(
        (f"{above}{own}" if lower.count(own) > 1 else own) if own else above for above, own in pairs
    )


def _merged(
    sheet: OpenedSheet, last: int, notes: list[Note]
) -> tuple[dict[tuple[int, int], Cell], frozenset[tuple[int, int]], dict[int, str]]:
    """What merged cells below the head mean: the value of the first one; or a group's heading."""
    lines = dict(sheet.rows)
    filled: dict[tuple[int, int], Cell] = {}
    groups: dict[int, str] = {}
    for top, left, bottom, right in sheet.merged:
        if top + 1 <= last:
            continue
        if right - left + 1 >= WIDE:
            groups |= dict.fromkeys(range(top + 1, bottom + 2), "分组的标题")
            continue
        line = lines.get(top + 1, ())
        value = line[left] if left < len(line) else ""
        down = [(row, left) for row in range(top + 2, bottom + 2)]
        filled |= dict.fromkeys(down, value)
        if down and value != "":
            say = f"第 {top + 1} 至 {bottom + 1} 行的合并单元格“{text_of(value)[:20]}”按每行都有读入。"
            notes.append(Note(row=top + 1, say=say))
    return filled, frozenset(filled), groups


def _valued(sheet: OpenedSheet, number: int, index: int, cell: Cell) -> Cell:
    """The cell, or why it has no value."""
    if not sheet.odd:
        return cell
    why = sheet.odd.get(f"{_letters(index)}{number}")
    return ("no_value", NO_VALUE[why]) if why else cell


def _letters(index: int) -> str:
    first, second = divmod(index, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)
