"""A finding in the words of the workbook: headings for fields, sheets for tables, words for codes."""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from core.packages.schema import Package, Row
from core.workbook.columns import row_type_of
from core.workbook.headings import heading_of
from core.workbook.sheets import TABLE_SHEETS
from core.workbook.words import FIXED

#: A bare word of the file, and one in quotes.
BARE = re.compile(r"(?<![\w“.-])[a-z_]+(?![\w”.-])")
QUOTED = re.compile(r"“([a-z_]+)”")
#: A blank that stood between Chinese and the word of the file.
BLANK = re.compile(r"(?<=[\u4e00-\u9fff，、]) (?=“)|(?<=”) (?=[\u4e00-\u9fff])")
YES_NO = {"true": "是", "false": "否"}
#: Lists whose codes a finding quotes: anywhere, and on one table before all others.
LISTS = ("measure", "rule", "period", "derived", "comparison")
LISTS_OF_TABLE = {
    "settle": ("step_of", "step"),
    "scorer": ("fold",),
    "score_item": ("score_kind",),
    "rounding": ("rounding", "stage"),
}

#: Tables whose findings speak of the rows of another.
BELOW = {"score_group": "score_item"}


def in_words(text: str, table: str, part: str = "") -> str:
    """The sentence as an officer reads it who has only the workbook before him.

    ``table`` is whose row it is about, ``part`` what is nested in that row (``targets``).
    """
    codes, headings = _codes(table), _headings(table, part)
    text = QUOTED.sub(lambda found: f"“{codes.get(found[1], found[1])}”", text)
    return BLANK.sub("", BARE.sub(lambda found: headings.get(found[0], found[0]), text))


@cache
def _codes(table: str) -> Mapping[str, str]:
    lists = (*LISTS_OF_TABLE.get(table, ()), *LISTS)
    return {code: word for name in reversed(lists) for code, word in FIXED[name].items()}


@cache
def _headings(table: str, part: str) -> Mapping[str, str]:
    """Field → heading of the table's rows and of what is nested in them; tables → their sheets."""
    types = {one.name: row_type_of(one.type) for one in msgspec.structs.fields(Package)}
    sheets = {name: f"“{title}”" for name, title in TABLE_SHEETS.items()}
    of_others = _fields(types.get(BELOW.get(table, "")))
    own = types.get(table)
    inner = {one.name: row_type_of(one.type) for one in msgspec.structs.fields(own)} if own else {}
    fields = {**of_others, **_fields(own), **_fields(inner.get(part))}
    return {**sheets, **_codes(table), **fields, **YES_NO}


def _fields(row_type: type[Row] | None) -> dict[str, str]:
    if row_type is None:
        return {}
    found: dict[str, str] = {}
    fields = msgspec.structs.fields(row_type)
    for one in fields:
        found |= _fields(row_type_of(one.type))
    return found | {one.name: f"“{heading_of(row_type, one.name)[0]}”" for one in fields}
