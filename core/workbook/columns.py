"""The columns of a sheet, made from the fields of a row type: kind, pick-list, what must be filled in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec

from core.packages.schema import Row
from core.workbook.bindings import PROSE, WORDS_OF_PARTS, refers_to, words_of
from core.workbook.headings import heading_of
from core.workbook.sheets import NESTED_SHEETS, PARTS

Path = tuple[str, ...]
IDS = ("key", "id", "code")


class CellKind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    KEY = "key"
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    YES_NO = "yes_no"
    DATE = "date"
    TEXTS = "texts"
    WHOLES = "wholes"
    VALUE = "value"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column; ``field`` is the path below its row, ``words`` and ``refers`` fill its pick-list."""

    heading: str
    field: Path
    kind: CellKind
    note: str = ""
    required: bool = False
    required_within: bool = False
    words: str = ""
    refers: str = ""
    prose: bool = False


def row_type_of(annotation: Any) -> type[Row] | None:
    """The row type of a field, alone or in a tuple."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Row):
            return one
    return None


def nested_in(annotation: Any) -> Any:
    """What a field nests on a sheet of its own: rows, triples, a mapping; None when it is a cell."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return "mapping" if arguments[1] is str else "numbers"
    if origin is tuple:
        return row_type_of(annotation) or ("triples" if get_origin(arguments[0]) is tuple else None)
    return None


def columns_of_row(row_type: type[Row], table: Path, above: Path = ()) -> tuple[Column, ...]:
    """The columns of a row type; a row within it (上限) lays out its own beside them."""
    columns: list[Column] = []
    for one in msgspec.structs.fields(row_type):
        heading, note = heading_of(row_type, one.name)
        path = (*above, one.name)
        inner = row_type_of(one.type)
        if inner is not None and get_origin(one.type) is not tuple:
            columns += columns_of_row(inner, table, path)
        elif nested_in(one.type) is None and (*table, *path) not in NESTED_SHEETS:
            columns.append(
                Column(
                    heading=heading,
                    field=path,
                    kind=_kind(one, heading, above),
                    note=note,
                    required=one.required and not above,
                    required_within=one.required and bool(above),
                    words=words_of(row_type, one.name),
                    refers=refers_to(row_type, one.name),
                    prose=(row_type, one.name) in PROSE,
                )
            )
    return (*(c for c in columns if not _is_clause(c)), *(c for c in columns if _is_clause(c)))


def _is_clause(column: Column) -> bool:
    """The clause stands last, beside whatever the row says."""
    return column.field == ("clause",)


def _kind(one: msgspec.structs.FieldInfo, heading: str, above: Path) -> CellKind:
    annotation = one.type
    bare = next((a for a in get_args(annotation) if a is not NoneType), annotation)
    if get_origin(annotation) is tuple:
        return CellKind.WHOLES if bare is int else CellKind.TEXTS
    if heading.endswith("（元）"):
        return CellKind.MONEY
    if heading.endswith("（%）"):
        return CellKind.PERCENT
    kinds = {
        int: CellKind.WHOLE,
        Decimal: CellKind.NUMBER,
        bool: CellKind.YES_NO,
        date: CellKind.DATE,
    }
    if one.name in IDS and not above:
        return CellKind.KEY
    return kinds.get(bare, CellKind.TEXT)


def columns_of_parts(title: str, shape: str) -> tuple[Column, ...]:
    kinds = {"value": CellKind.VALUE} if shape == "triples" else {}
    if shape == "numbers":
        kinds = {"value": CellKind.WHOLE}
    return tuple(
        Column(
            heading=heading,
            field=(name,),
            kind=kinds.get(name, CellKind.TEXT),
            note=note,
            required=True,
            words=WORDS_OF_PARTS.get((title, name), ""),
            refers="指标" if title == "兼计" else "",
        )
        for name, heading, note in PARTS[title]
    )
