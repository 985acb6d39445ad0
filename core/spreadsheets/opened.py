"""Opening a workbook through the limited child process; what goes wrong is one sentence."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.spreadsheets.container import BROKEN, check_container
from core.store.errors import Refused

READER = Path(__file__).with_name("reader.py")
#: Wall-clock seconds; the child's own limit is 10 s of CPU.
PATIENCE = 30
TOO_MUCH = {
    "sheets": "工作表超过 80 张，请只保留要用的工作表。",
    "columns": "有工作表超过 200 列，请删去多余的列。",
    "rows": "有工作表超过 20000 行，请删去多余的行。",
}
SLOW = "表格读取超时，请删去图片和多余的工作表后再试。"

#: A cell: text, or what it was and how it was written: ("number", "1.5"), ("date", …), ("odd", …).
Cell = str | tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedSheet:
    """One sheet: its rows under their own numbers, merged cells, cells whose value is missing.

    Of an .xlsx also what is hidden: the sheet, rows by number, columns from 0 on.
    """

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    odd: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedBook:
    """The sheets that were asked for, and the names of other sheets that can be seen."""

    sheets: tuple[OpenedSheet, ...]
    others: tuple[str, ...] = ()


def open_book(
    content: bytes, heading: str = "", problems: Mapping[str, str] = TOO_MUCH
) -> OpenedBook:
    """Every sheet of a workbook, or the first visible one with a cell that begins with a heading.

    ``Refused`` when the file is not a plain workbook, and with the sentence of ``problems`` when it
    has too many ``sheets``, ``columns`` or ``rows``, or no sheet with the ``heading``.
    """
    check_container(content)
    return read_in_child(content, heading, problems)


def read_in_child(
    content: bytes, heading: str = "", problems: Mapping[str, str] = TOO_MUCH
) -> OpenedBook:
    """The same for a container that was looked at already."""
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(READER), heading],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=True,
        )
        read: dict[str, Any] = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        raise Refused(SLOW, field="file") from None
    except (subprocess.CalledProcessError, ValueError):
        raise Refused(BROKEN, field="file") from None
    if "problem" in read:
        raise Refused(problems[read["problem"]], field="file")
    return OpenedBook(
        sheets=tuple(_sheet(one) for one in read["sheets"]), others=tuple(read["others"])
    )


def _sheet(one: Mapping[str, Any]) -> OpenedSheet:
    return OpenedSheet(
        name=one["name"],
        rows=tuple(
            (number, tuple(cell if isinstance(cell, str) else (cell[0], cell[1]) for cell in row))
            for number, row in one["rows"]
        ),
        merged=tuple((a, b, c, d) for a, b, c, d in one["merged"]),
        odd=one["odd"],
        hidden=one["hidden"],
        hidden_rows=frozenset(one["hidden_rows"]),
        hidden_columns=frozenset(one["hidden_columns"]),
    )
