"""The child process that opens a workbook: limited, isolated, and of no use to anybody else.

It reads the workbook from standard input and writes one JSON object to standard output. It
imports nothing of the house: it is started by path, without the environment of its parent.
"""

import datetime
import io
import json
import resource
import sys
from collections.abc import Iterable
from typing import Any

CPU_SECONDS = 10
MEMORY_BYTES = 512 * 1024 * 1024
HEADING_WITHIN = 5
MOST_SHEETS = 50
MOST_ROWS = 20_000
MOST_COLUMNS = 200


def cell(value: Any) -> str | list[str]:
    """Text stays text; all else says what it was: ["number", …], ["date", …], ["odd", …]."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ["odd", "TRUE" if value else "FALSE"]
    if isinstance(value, int | float):
        return ["number", repr(value)]
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return ["date", value.date().isoformat()]
        return ["odd", value.isoformat(sep=" ")]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    return ["odd", str(value)]


def has_heading(rows: Iterable[Iterable[Any]]) -> bool:
    """Whether 姓名 stands in one of the first rows."""
    texts = ("".join(str(value).split()).strip("*") for row in rows for value in row)
    return any(text.startswith("姓名") for text in texts)


def read(content: bytes) -> dict[str, Any]:
    """The first visible sheet with a heading row, its merged cells, and the other sheets' names."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = book.sheets_metadata
    if len(sheets) > MOST_SHEETS:
        return {"problem": "sheets"}
    visible = [
        number for number, sheet in enumerate(sheets) if sheet.visible == SheetVisibleEnum.Visible
    ]
    for number in visible:
        sheet = book.get_sheet_by_index(number)
        if not has_heading(sheet.to_python(skip_empty_area=False, nrows=HEADING_WITHIN)):
            continue
        if sheet.total_width > MOST_COLUMNS:
            return {"problem": "columns"}
        rows = []
        for place, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            if any(value != "" for value in row):
                rows.append([place, [cell(value) for value in row]])
            if len(rows) > MOST_ROWS:
                return {"problem": "rows"}
        merged = [list(first) + list(last) for first, last in sheet.merged_cell_ranges or ()]
        others = [sheets[other].name for other in visible if other != number]
        return {"name": sheets[number].name, "rows": rows, "merged": merged, "others": others}
    return {"problem": "heading"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)
