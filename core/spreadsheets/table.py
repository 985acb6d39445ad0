"""The table within a sheet: its head of one row or two, its rows, and what is none of them.

Titles above, blank rows, sums, printed heads repeated on every page, lines for signatures: all are
found, left out, and said. Nothing is left out without a word.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.spreadsheets.opened import Cell, OpenedSheet

HEAD_WITHIN = 15
#: A row whose merged cell covers so many columns is a heading of a group.
WIDE = 3
DECORATION = re.compile(r"[\s*:]|\(必填\)|\(选填\)")
IN_BRACKETS = re.compile(r"\([^()]*\)")
SUM = re.compile(r"(本页|本月|本村|全)?(小计|合计|总计|共计|累计)[:：]?")
SIGNED = re.compile(
    r"(填表人|制表人|填报人|填报单位|制表单位|审核人?|复核人?|负责人签字|联系人|注|备注|说明)[:：]"
)
NO_VALUE = {
    "formula": "单元格里的公式没有算出结果，请复制后“粘贴为数值”再导入。",
    "error": "单元格里的公式出错了，请改正或“粘贴为数值”再导入。",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What was left out or taken over, for the person who imports; ``row`` 0 is the whole sheet."""

    row: int
    say: str


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
        cells = line
        if filled or sheet.odd:
            cells = tuple(
                filled.get((number, index), _valued(sheet, number, index, cell))
                for index, cell in enumerate(line)
            )
        said = [text for cell in cells if (text := _text(cell))]
        if not said:
            continue
        if why := _no_data(cells, said, headings, known) or groups.get(number, ""):
            notes.append(Note(row=number, say=f"第 {number} 行是{why}，没有导入。"))
        elif number in sheet.hidden_rows:
            hidden.append(number)
        else:
            rows.append((number, cells))
    if hidden:
        which = "、".join(map(str, hidden[:20])) + ("等" if len(hidden) > 20 else "")
        say = f"第 {which} 行被隐藏或筛选掉了，共 {len(hidden)} 行没有导入；要导入请先取消隐藏。"
        notes.append(Note(row=0, say=say))
    if read := [headings[n] for n in sorted(sheet.hidden_columns) if n < len(headings)]:
        shown = "、".join(f"“{heading}”" for heading in read if heading)
        if shown:
            notes.append(Note(row=0, say=f"隐藏的列{shown}也读入了，请核对。"))
    above = (_text(cell) for number, line in sheet.rows if number < last for cell in line)
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
        ways = [(number, tuple(map(_text, line)))]
        below = first.get(number + 1)
        if below is not None and any(a == number - 1 for a, _, _, _ in sheet.merged):
            ways.append((number + 1, _in_two_rows(sheet, number, line, below)))
        for last, headings in ways:
            score = len({known_heading(text, known) for text in headings} - {""})
            if score > best[0]:
                best = (score, last, headings)
    return (best[1], best[2]) if best[0] else None


def _in_two_rows(
    sheet: OpenedSheet, number: int, line: tuple[Cell, ...], below: tuple[Cell, ...]
) -> tuple[str, ...]:
    """Each column's own heading; where two columns say the same, with what stands above them."""
    upper = list(map(_text, line)) + [""] * (len(below) - len(line))
    for top, left, _, right in sheet.merged:
        if top == number - 1:
            upper[left : right + 1] = [upper[left]] * (min(right + 1, len(upper)) - left)
    lower = [_text(cell) for cell in below] + [""] * (len(upper) - len(below))
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
            say = (
                f"第 {top + 1} 至 {bottom + 1} 行的合并单元格“{_text(value)[:20]}”按每行都有读入。"
            )
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


def _text(cell: Cell) -> str:
    return (cell if isinstance(cell, str) else cell[1]).strip()


def _no_data(
    cells: Sequence[Cell], said: list[str], headings: tuple[str, ...], known: Collection[str]
) -> str:
    """Why a row is no data; most rows are let through by a look at their first two texts."""
    first, second = said[0], said[1] if len(said) > 1 else ""
    if "计" in first or "计" in second:
        tight, beside = re.sub(r"\s", "", first), re.sub(r"\s", "", second)
        if SUM.fullmatch(tight) or (tight.isdigit() and SUM.fullmatch(beside)):
            return "合计"
    if ":" in first or "：" in first:
        tight = unicodedata.normalize("NFKC", re.sub(r"\s", "", first))
        if SIGNED.match(tight) and len(said) * 2 <= max(len(cells), 2):
            return "落款或说明"
    if first in headings:
        texts = map(_text, cells)
        same = sum(1 for text, head in zip(texts, headings, strict=False) if text and text == head)
        if same > 1 and same * 2 >= len(said) and any(known_heading(one, known) for one in said):
            return "重复的表头"
    return ""
