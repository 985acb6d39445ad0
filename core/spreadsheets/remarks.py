"""Rows of a table that are no data: sums, remarks, lines for signatures, heads printed again."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from core.spreadsheets.headings import known_heading, known_in, text_of
from core.spreadsheets.opened import Cell

SUM = re.compile(r"[^0-9]{0,12}(小计|合计|总计|共计|累计)[:：]?")
SIGNED = re.compile(
    r"(填表人|制表人|填报人|填报单位|制表单位|审核人?|复核人?|负责人签字|联系人|注|备注|说明)[:：]"
)
#: A row of one cell alone that says something about the table, and names nobody.
REMARK = re.compile(
    r"[(（]?([0-9]{1,2}[.、)）]|[一二三四五六七八九十]{1,3}、)(?![0-9]).*|.*[。；：:！？].*"
    r"|.{1,20}[(（]\s*[共计]?[0-9]+\s*[人户名位][)）]|[0-9]{4}年[0-9]{1,2}月([0-9]{1,2}日)?"
)
#: So many known headings in a row are another head.
ANOTHER_HEAD = 3


def why_no_data(
    cells: Sequence[Cell], said: list[str], headings: tuple[str, ...], known: Collection[str]
) -> str:
    """Why a row is no data; most rows are let through by a look at their first two texts."""
    first, second = said[0], said[1] if len(said) > 1 else ""
    if not second and REMARK.fullmatch(first):
        return "说明或小标题"
    if "计" in first or "计" in second:
        tight, beside = re.sub(r"\s", "", first), re.sub(r"\s", "", second)
        if SUM.fullmatch(tight) or (tight.isdigit() and SUM.fullmatch(beside)):
            return "合计"
    if ":" in first or "：" in first:
        tight = unicodedata.normalize("NFKC", re.sub(r"\s", "", first))
        if SIGNED.match(tight) and len(said) * 2 <= max(len(cells), 2):
            return "落款或说明"
    if first in headings:
        texts = map(text_of, cells)
        same = sum(1 for text, head in zip(texts, headings, strict=False) if text and text == head)
        if same > 1 and same * 2 >= len(said) and any(known_heading(one, known) for one in said):
            return "重复的表头"
    return ""


def is_another_head(
    line: Sequence[Cell], headings: tuple[str, ...], known: Collection[str]
) -> bool:
    """Whether a row is the head of another table: known headings, but not those of its columns.

    Most rows are let through by a look at what stands in them as it is.
    """
    plain = sum(1 for one in line if isinstance(one, str) and one.strip() in known)
    if plain < ANOTHER_HEAD - 1 or known_in(line, known) < ANOTHER_HEAD:
        return False
    return not _same_head(line, headings)


def _same_head(line: Sequence[Cell], headings: tuple[str, ...]) -> bool:
    """Whether a row is the head printed again: what it says stands in the same columns above."""
    texts = [(text, head) for text, head in zip(map(text_of, line), headings, strict=False) if text]
    return sum(text == head for text, head in texts) * 2 >= len(texts)
