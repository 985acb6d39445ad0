"""The child process that opens a workbook: limited, isolated, and of no use to anybody else.

It reads the workbook from standard input and writes one JSON object to standard output. It
imports nothing of the house: it is started by path, without the environment of its parent.
"""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from typing import Any
from xml.etree import ElementTree

CPU_SECONDS = 10
MEMORY_BYTES = 512 * 1024 * 1024
HEADING_WITHIN = 5
MOST_SHEETS = 80
MOST_ROWS = 20_000
MOST_COLUMNS = 200
CELL = re.compile(rb"<c ([^>]*[^/>])>(.*?)</c>", re.DOTALL)
ADDRESS = re.compile(rb'\br="([A-Z]+[0-9]+)"')
VALUE = re.compile(rb"<v>[^<]+</v>|<is>")
ROW = re.compile(rb"<row ([^>]*)>")
COLUMN = re.compile(rb"<col ([^>]*)>")
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
IDS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def cell(value: Any) -> str | list[str]:
    """Text stays text; all else says what it was: number, date, time, yes_no, odd."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ["yes_no", "是" if value else "否"]
    if isinstance(value, int | float):
        return ["number", repr(value)]
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return ["date", value.date().isoformat()] if midnight else ["odd", value.isoformat(sep=" ")]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, datetime.time):
        return ["time", value.isoformat("minutes")]
    return ["odd", str(value)]


def marks_of(content: bytes) -> dict[str, dict[str, Any]]:
    """Sheet → what only its XML says: cells without a value (a formula never computed, or one that
    failed), rows and columns that are hidden. An old .xls says nothing of these."""
    found: dict[str, dict[str, Any]] = {}
    if not content.startswith(b"PK"):
        return found
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        related = ElementTree.fromstring(container.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in related}
        for sheet in ElementTree.fromstring(container.read("xl/workbook.xml")).iter():
            name = sheet.get("name") if sheet.tag.endswith("}sheet") else None
            path = targets.get(sheet.get(IDS), "").lstrip("/")
            path = path if path.startswith("xl/") else f"xl/{path}"
            if name is None or path not in container.namelist():
                continue
            xml = container.read(path)
            odd: dict[str, str] = {}
            found[name] = {"odd": odd, **hidden_in(xml)}
            for about, inside in CELL.findall(xml) if b"<f" in xml or b't="e"' in xml else ():
                failed = b't="e"' in about
                if failed or (b"<f" in inside and not VALUE.search(inside)):
                    at = ADDRESS.search(about)
                    if at:
                        why = "error" if failed else "formula"
                        odd[at[1].decode()] = why
    return found


def hidden_in(xml: bytes) -> dict[str, list[int]]:
    """Hidden rows by their own numbers, hidden columns from 0 on."""
    rows = [row for row in ROW.findall(xml) if HIDDEN.search(row)] if b"hidden" in xml else []
    columns: list[int] = []
    for about in COLUMN.findall(xml) if rows or b"hidden" in xml else ():
        span = dict(SPAN.findall(about))
        if HIDDEN.search(about) and {b"min", b"max"} <= set(span):
            last = min(int(span[b"max"]), MOST_COLUMNS)
            columns += range(int(span[b"min"]) - 1, last)
    numbers = [found for row in rows if (found := NUMBER.search(row))]
    return {"hidden_rows": [int(one[1]) for one in numbers], "hidden_columns": columns}


def has_heading(sheet: Any, heading: str) -> bool:
    """Whether a cell of the first rows begins with the heading, blanks and stars left out."""
    first = sheet.to_python(skip_empty_area=False, nrows=HEADING_WITHIN)
    texts = ("".join(str(value).split()).strip("*") for row in first for value in row)
    return any(text.startswith(heading) for text in texts)


def read(content: bytes, heading: str) -> dict[str, Any]:
    """Every sheet of tables with its rows under their own numbers, and its merged cells.

    With a heading only the first visible sheet that has it, and the names of the other ones.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    about = book.sheets_metadata
    if len(about) > MOST_SHEETS:
        return {"problem": "sheets"}
    tables = [number for number, one in enumerate(about) if one.typ == SheetTypeEnum.WorkSheet]
    others: list[str] = []
    if heading:
        seen = [number for number in tables if about[number].visible == SheetVisibleEnum.Visible]
        named = (n for n in seen if has_heading(book.get_sheet_by_index(n), heading))
        tables = [number for number in [next(named, None)] if number is not None]
        if not tables:
            return {"problem": "heading"}
        others = [about[number].name for number in seen if number not in tables]
    marks = marks_of(content)
    sheets = []
    for number in tables:
        sheet = book.get_sheet_by_index(number)
        if sheet.total_width > MOST_COLUMNS:
            return {"problem": "columns"}
        rows = []
        for place, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            if any(value != "" for value in row):
                rows.append([place, [cell(value) for value in row]])
            if len(rows) > MOST_ROWS:
                return {"problem": "rows"}
        merged = [list(first) + list(last) for first, last in sheet.merged_cell_ranges or ()]
        name = about[number].name
        hidden = about[number].visible != SheetVisibleEnum.Visible
        told = {"odd": {}, "hidden_rows": [], "hidden_columns": [], **marks.get(name, {})}
        sheets.append({"name": name, "rows": rows, "merged": merged, "hidden": hidden, **told})
    return {"sheets": sheets, "others": others}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    json.dump(read(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout)
