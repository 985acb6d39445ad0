"""Tables whose number and unit stand in columns of their own: each row read as one phrase."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.drafting.tender import Block
from core.drafting.words import WORDS

BARE = re.compile(
    r"(?:不少于|至少|不低于|≥|>=|达到)?\s*[\d０-９,，.．一二三四五六七八九十百千万两]+\s*"
    r"(?:以上|及以上)?"
)
QUANTITY = re.compile(r"[^。；]{0,6}[\d０-９][\d０-９,.]*[^。；]{0,10}")


def joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with rows below a heading of 数量、单位 or 分值 made into “内容：数量单位”.

    The words stay those of the row; only their order and the colon are the draft's.
    """
    found: list[Block] = []
    heading: dict[int, str] = {}
    label: Block | None = None
    for row, cells in groupby(blocks, key=lambda block: block.row):
        line = list(cells)
        if row is None:
            heading, label = {}, None
            found += line
        elif _headings(line):
            heading, label = _headings(line), None
            found += line
        else:
            by = {heading[block.column]: block for block in line if block.column in heading}
            label = by.get("label", label)
            found += _row(line, by, label) if heading else line
    return tuple(found)


def _headings(line: list[Block]) -> dict[int, str]:
    """Which column is the label, the number, the unit, the period; empty when this is no heading."""
    roles: dict[int, str] = {}
    for block in line:
        role = WORDS.columns.get(re.sub(r"\s|（.*|\(.*", "", block.text), "")
        if role and role not in roles.values():
            roles[block.column] = role
    known = set(roles.values())
    return roles if {"label", "number"} <= known or {"label", "points"} <= known else {}


def _row(line: list[Block], by: dict[str, Block], label: Block | None) -> Iterator[Block]:
    number = by.get("number") or by.get("points")
    if label is None or number is None or not QUANTITY.fullmatch(number.text):
        yield from line
        return
    used = {id(block) for block in (*by.values(), label)}
    unit = by["unit"].text if "unit" in by and BARE.fullmatch(number.text) else ""
    period = by["period"].text if "period" in by else ""
    if "points" in by:
        text = f"{label.text}（{number.text.removesuffix('分')}分）"
    else:
        text = f"{label.text}：{period}{_with_unit(number.text, unit)}"
    yield from (block for block in line if id(block) not in used and block.column < number.column)
    yield Block(text=text, place=number.place, row=number.row, column=number.column)
    yield from (block for block in line if id(block) not in used and block.column > number.column)


def _with_unit(number: str, unit: str) -> str:
    """≥4 and 场 is ≥4场; 4以上 and 场 is 4场以上."""
    tail = re.search(r"及?以上$", number)
    return f"{number[: tail.start()]}{unit}{tail.group()}" if tail else f"{number}{unit}"
