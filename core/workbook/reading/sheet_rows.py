"""One row as it was found under its headings; headings as they are compared; cells without a value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from core.spreadsheets import Cell, OpenedSheet
from core.workbook.reading.notes import Notes, Slip
from core.workbook.sheets import NAME
from core.workbook.writing.rows import Head

DECORATION = re.compile(r"[\s*:]|\(必填\)|\(选填\)|\(可不填\)")


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row: heading → cell, and where each heading's cell stands (指标!F12)."""

    cells: Mapping[str, Cell]
    places: Mapping[str, str]
    first: str


def folded_heading(heading: str) -> str:
    """A heading as it is compared: widths folded, stars, blanks and 必填 dropped."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", heading))


def without_value(opened: OpenedSheet, address: str, head: Head, notes: Notes) -> bool:
    """Whether a formula stands there that has no value; said at once."""
    why = opened.odd.get(address)
    if why is None or head.heading == NAME:
        return False
    say = "公式算出了错误" if why == "error" else "公式还没有算出结果"
    notes.add(
        f"{opened.name}!{address}",
        Slip(
            code=f"cell.{why}",
            say=f"“{head.heading}”这一格的{say}。",
            remedy="请直接填写数字或文字，不用公式。",
        ),
    )
    return True
