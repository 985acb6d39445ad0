"""Merged cells: what stands in the first one holds for all; what it may mean otherwise is said."""

from collections.abc import Mapping

from core.spreadsheets import Cell, OpenedSheet
from core.workbook.columns import CellKind
from core.workbook.reading.cells import NUMBERS, blank
from core.workbook.reading.notes import Notes, Slip
from core.workbook.writing.rows import Head


def carry_down(
    opened: OpenedSheet,
    top: int,
    columns: Mapping[int, Head],
    grid: dict[int, list[Cell]],
    notes: Notes,
) -> set[tuple[int, int]]:
    """Give every row of a merged range its value; what that may mean otherwise is said."""
    carried: set[tuple[int, int]] = set()
    for first, left, last, right in opened.merged:
        head = columns.get(left)
        line = grid.get(first + 1, [])
        if first + 1 <= top or head is None or left >= len(line) or blank(line[left]):
            continue
        at = f"{opened.name}!{letters(left)}{first + 1}"
        if any(place in columns for place in range(left + 1, right + 1)):
            say = f"“{head.heading}”与右边的列合并了，只按“{head.heading}”读入。"
            remedy = "请取消合并，逐列填写。"
            notes.add(at, Slip(code="merge.across", say=say, remedy=remedy, warning=True))
        kind = head.column.kind if head.column else None
        if last > first and kind is CellKind.KEY:
            say = f"“{head.heading}”合并了几行，编号不能几行共用。"
            notes.add(at, Slip(code="merge.key", say=say, remedy="请取消合并，每行一个编号。"))
        elif last > first and kind in NUMBERS:
            say = f"“{head.heading}”合并了第 {first + 1} 至 {last + 1} 行，读作每一行都是这个数。"
            remedy = "若是几行合计的数，请取消合并并另立一行。"
            notes.add(at, Slip(code="merge.number", say=say, remedy=remedy, warning=True))
        for number in range(first + 2, last + 2):
            row = grid.setdefault(number, [])
            row += [""] * (left + 1 - len(row))
            row[left] = line[left]
            carried.add((number, left))
    return carried


def letters(place: int) -> str:
    """The letters of a column, counted from 0: A, B … Z, AA."""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
