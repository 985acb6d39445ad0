"""Opening a workbook through the limited child process; what goes wrong is one sentence."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.people.importing.container import BROKEN, check_container
from core.store.errors import Refused

READER = Path(__file__).with_name("sheet_reader.py")
#: Wall-clock seconds; the child's own limit is 10 s of CPU.
PATIENCE = 30
PROBLEMS = {
    "heading": "前 5 行里找不到表头“姓名”，请使用空白名册模板。",
    "sheets": "工作表太多，请只保留名册这一张表。",
    "columns": "表格超过 200 列，请删去多余的列。",
    "rows": "名册超过 20000 行，请分成几个文件。",
}

#: A cell: text, or what it was and how it was written: ("number", "1.5"), ("date", …), ("odd", …).
Cell = str | tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedSheet:
    """The sheet with the roster: its rows under their own numbers, merged cells, other sheets."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: tuple[tuple[int, int, int, int], ...]
    others: tuple[str, ...]


def open_sheet(content: bytes) -> OpenedSheet:
    """The sheet of a workbook; ``Refused`` when the file is not a plain workbook."""
    check_container(content)
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(READER)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=True,
        )
        read: dict[str, Any] = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        raise Refused("表格读取超时，请只保留名册这一张表后再导入。", field="file") from None
    except (subprocess.CalledProcessError, ValueError):
        raise Refused(BROKEN, field="file") from None
    if "problem" in read:
        raise Refused(PROBLEMS[read["problem"]], field="file")
    return OpenedSheet(
        name=read["name"],
        rows=tuple(
            (number, tuple(cell if isinstance(cell, str) else tuple(cell) for cell in row))
            for number, row in read["rows"]
        ),
        merged=tuple((a, b, c, d) for a, b, c, d in read["merged"]),
        others=tuple(read["others"]),
    )
