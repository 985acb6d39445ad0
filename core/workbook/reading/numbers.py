"""Numbers as officers type them: full-width, with 元 or ％, with ≥; or one sentence why not."""

import re
from decimal import Decimal

from core.spreadsheets import Cell
from core.workbook.columns import CellKind, Column
from core.workbook.lookups import folded
from core.workbook.reading.notes import Slip

PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
AT_LEAST = re.compile(r"^(?:≥|>=|不低于|不少于|不小于|至少)|(?:及?以上)$")
AT_MOST = re.compile(r"^(?:≤|<=|不高于|不超过|不大于|至多|最多)|(?:及?以[下内])$")
PERIOD = re.compile(r"^(?:每|一)(?:个)?(半个?月|合同季度|季度|季|月|周|年|天|日)(.*)$")
RANGE = re.compile(r"^[0-9.]+%?[-~—至到][0-9.]+%?$")
WITH_UNIT = re.compile(r"^([0-9]+(?:\.[0-9]+)?)([^0-9.]+)$")
CHINESE = re.compile(r"^[零〇一二两三四五六七八九十百千万半]+$")
PERIOD_WORD = {"季": "季度", "半个月": "半月", "天": "日"}


def number_of(cell: Cell, column: Column, headings: frozenset[str]) -> Decimal | Slip:
    """The number of a cell, in the unit of its column; ``headings`` are those beside it."""
    if not isinstance(cell, str):
        return _typed(cell, column)
    text = re.sub(r"\s", "", folded(cell))
    if column.kind is CellKind.PERCENT:
        agrees, against = AT_LEAST, AT_MOST
        if "至多" in column.heading:
            agrees, against = AT_MOST, AT_LEAST
        bare = agrees.sub("", text).removesuffix("%")
        if PLAIN.fullmatch(bare) and not against.search(text):
            return Decimal(bare)
    if column.kind is CellKind.MONEY:
        text = text.removeprefix("¥").removesuffix("元")
    if GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return Decimal(text) if PLAIN.fullmatch(text) else _why_not(text, column, headings)


def _typed(cell: tuple[str, str], column: Column) -> Decimal | Slip:
    kind, written = cell
    if kind != "number":
        say = f"“{column.heading}”应为数字，这一格是“{written}”。"
        return Slip(code="cell.number", say=say, remedy="请把单元格设为常规格式，重新填数字。")
    number = Decimal(written)
    if column.kind is CellKind.PERCENT and 0 < number <= 1:
        shown = f"{number.normalize():f}"
        meant = f"{(number * 100).normalize():f}"
        return Slip(
            code="cell.percent_fraction",
            say=f"“{column.heading}”这一格的值是 {shown}，分不清是 {meant}% 还是 {shown}%。",
            remedy=f"若是 {meant}%，请填 {meant}；若确是 {shown}%，请填文字 {shown}％。",
        )
    return number


def _why_not(text: str, column: Column, headings: frozenset[str]) -> Slip:
    heading = column.heading
    period = PERIOD.match(text)
    if period and any(one in headings for one in ("周期", "上限周期", "考核周期")):
        word = PERIOD_WORD.get(period[1], period[1])
        found = re.search(r"[0-9]+", period[2])
        fill = found[0] if found else "次数"
        return Slip(
            code="cell.number_period",
            say=f"“{heading}”只填数字，这一格写了“{text}”。",
            remedy=f"这一格请填 {fill}，并在“周期”一列选“{word}”。",
        )
    bare = AT_MOST.sub("", AT_LEAST.sub("", text))
    inside = re.search(r"[0-9]+(?:\.[0-9]+)?", bare)
    if bare != text and inside:
        code, say = "cell.number_compared", f"“{heading}”只填数字，“{text}”里有比较的字样。"
        return Slip(
            code=code, say=say, remedy=f"请只填 {inside[0]}；是不是至少，由这一列本身决定。"
        )
    if RANGE.match(text):
        say = f"“{heading}”只填一个数，“{text}”是一个范围。"
        return Slip(code="cell.number_range", say=say, remedy="请填一个数；有上下限的分两列填。")
    united = WITH_UNIT.match(text)
    if united:
        say = f"“{heading}”只填数字，“{text}”里有单位“{united[2]}”。"
        return Slip(code="cell.number_unit", say=say, remedy=f"请只填 {united[1]}；单位另有一列。")
    if CHINESE.match(text):
        say = f"“{heading}”要填阿拉伯数字，这一格是“{text}”。"
        return Slip(code="cell.number_chinese", say=say, remedy="请改成阿拉伯数字，如 10。")
    say = f"“{heading}”应为数字，这一格是“{text[:30]}”。"
    return Slip(code="cell.number", say=say, remedy="请只填数字；没有的留空。")
