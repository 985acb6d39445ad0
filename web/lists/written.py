"""A list as a file: Excel, CSV or JSON lines, written row by row into a temporary file.

Cells that a program would take for a formula stay texts: in Excel by the kind of the cell, in CSV by
an apostrophe before them. Days are days, numbers are numbers, codes and phones are texts.
"""

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

from rustpy_xlsxwriter import FastExcel, Format

from web.lists.declared import Column, Kind, Value

#: Rows of a sheet below its head; what is more goes on in the next sheet.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_000
BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Signs that no workbook can hold; a phone may have sent them.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
}
#: Every row of the list, from its beginning whenever it is called.
Rows = Callable[[], Iterable[Any]]


def defused(text: str) -> str:
    """The text for a CSV: with an apostrophe where a program might calculate it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def written(way: str, label: str, columns: Sequence[Column], rows: Rows) -> tuple[IO[bytes], int]:
    """The file, open at its beginning and gone when closed, and how many rows it has."""
    if way == "xlsx":
        return _workbook(label, columns, rows)
    kept = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    text = io.TextIOWrapper(kept, encoding="utf-8", newline="", write_through=False)
    number = (_separated if way == "csv" else _lines)(text, columns, rows())
    text.flush()
    text.detach()
    kept.seek(0)
    return kept, number


def _separated(text: Any, columns: Sequence[Column], rows: Iterable[Any]) -> int:
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow([column.heading for column in columns])
    number = 0
    for number, row in enumerate(rows, start=1):  # noqa: B007
        writer.writerow([_for_csv(column, column.value(row)) for column in columns])
    return number


def _for_csv(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if column.kind is Kind.TEXT:
        return defused(str(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _lines(text: Any, columns: Sequence[Column], rows: Iterable[Any]) -> int:
    number = 0
    for number, row in enumerate(rows, start=1):  # noqa: B007
        text.write(as_json(columns, row) + "\n")
    return number


def as_json(columns: Sequence[Column], row: Any) -> str:
    """One row for a program: days as 2026-03-01, exact numbers as texts."""
    found = {column.key: column.value(row) for column in columns}
    return json.dumps(found, ensure_ascii=False, default=str)


def _workbook(label: str, columns: Sequence[Column], rows: Rows) -> tuple[IO[bytes], int]:
    """One sheet, or as many as the rows need: the writer must be told before it begins."""
    sheets = 1
    while True:
        counted = _Counted(columns, rows())
        handle, path = tempfile.mkstemp(suffix=".xlsx")
        try:
            _save(path, label, columns, counted, sheets)
            kept = os.fdopen(handle, "rb")
        finally:
            os.unlink(path)
        left = counted.left()
        if not left:
            return kept, counted.number
        kept.close()
        sheets += -(-left // MOST_ROWS)


class _Counted:
    """The rows as cells, handed out in stretches; they are counted on the way."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Any]) -> None:
        self.number = 0
        self._cells = [(one.heading, one.value, CELLS[one.kind]) for one in columns]
        self._rows = iter(rows)

    def stretch(self) -> Iterator[dict[str, Any]]:
        """The next rows that fit into one sheet; an empty list still has its head."""
        first = next(self._rows, None)
        if first is None:
            if not self.number:
                yield {heading: None for heading, _, _ in self._cells}
            return
        for row in islice(chain([first], self._rows), MOST_ROWS):
            self.number += 1
            yield {heading: cell(value(row)) for heading, value, cell in self._cells}

    def left(self) -> int:
        """How many rows did not fit."""
        return sum(1 for _ in self._rows)


def _text(value: Value) -> str | None:
    text = str(value)[:LONGEST_CELL] if value is not None else ""
    return (text if text.isprintable() else UNWRITABLE.sub("", text)) or None


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return None if value == "" else value


CELLS: dict[Kind, Callable[[Value], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _plain,
    Kind.DAY: _plain,
}


def _save(path: str, label: str, columns: Sequence[Column], counted: _Counted, sheets: int) -> None:
    days = Format().set_num_format("yyyy-mm-dd")
    texts = Format().set_num_format("@")
    formats = {
        column.heading: days if column.kind is Kind.DAY else texts
        for column in columns
        if column.kind is not Kind.NUMBER
    }
    book = FastExcel(path).format(bold_headers=True, datetime_format="yyyy-mm-dd").freeze(row=1)
    for number in range(sheets):
        name = label if number == 0 else f"{label} {number + 1}"
        book.sheet(
            name,
            counted.stretch(),
            column_widths={column.heading: float(column.width) for column in columns},
            column_formats=formats,
            autofilter=True,
        )
    book.save()
