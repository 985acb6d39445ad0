"""The headings and the rows of one sheet, before anything is drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.workbook.columns import CellKind, Column
from core.workbook.layout import Sheet
from core.workbook.lookups import WordList
from core.workbook.sheets import CASE, NAME, SOURCE
from core.workbook.walk import Found, Plain, rows_of
from core.workbook.writing.cells import Said, said


@dataclass(frozen=True, kw_only=True)
class Head:
    """One heading; ``column`` is None where it only names the owner of a row."""

    heading: str
    note: str = ""
    required: bool = False
    locked: bool = False
    field: str = ""
    column: Column | None = None
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row as it will stand: heading → cell; ``table`` and ``index`` say whose it is."""

    table: str
    index: tuple[int, ...]
    cells: Mapping[str, Said]


def heads_of(sheet: Sheet) -> tuple[Head, ...]:
    """The headings of a sheet from left to right: the owner first, then the row's own columns."""
    heads: list[Head] = []
    names = tuple(source.name for source in sheet.sources)
    if len(names) > 1:
        note = f"这一行属于哪张工作表的行：{'、'.join(names)}。"
        heads.append(Head(heading=SOURCE, note=note, required=True, locked=True, owners=names))
    for place, link in enumerate(sheet.links):
        needed = all(len(source_links(sheet, one)) > place for one in range(len(names)))
        note = f"那张工作表（{'、'.join(names)}）里的{link}。"
        heads.append(
            Head(
                heading=link,
                note=note,
                required=needed,
                locked=True,
                field="",
                owners=names if place == 0 else (),
            )
        )
    if sheet.links:
        heads.append(Head(heading=NAME, note="只供查看，读取时不看这一列。", locked=True))
    for column in sheet.columns:
        heads.append(
            Head(
                heading=column.heading,
                note=column.note,
                required=column.required,
                locked=column.kind is CellKind.KEY,
                field=".".join(column.field),
                column=column,
            )
        )
        if column.kind is CellKind.KEY and sheet.sources[0].numbered:
            note = "同一编号的第几种情形，整数；“条件明细”按它对应。"
            heads.append(Head(heading=CASE, note=note, locked=True))
    return tuple(heads)


def source_links(sheet: Sheet, place: int) -> tuple[str, ...]:
    """The headings that name the owner of the rows of one source: as many as it has ids."""
    path = sheet.sources[place].path
    two = len(path) > 2 or path[0] == "condition"
    return sheet.links if two else sheet.links[:1]


def lines_of(sheet: Sheet, tables: Plain, words: Mapping[str, WordList]) -> Iterator[Line]:
    """The rows of a sheet, source by source."""
    for source in sheet.sources:
        for found in rows_of(tables, source):
            cells: dict[str, Said] = {}
            if len(sheet.sources) > 1:
                cells[SOURCE] = source.name
            cells |= dict(zip(sheet.links, found.owners, strict=False))
            if sheet.links and found.owner_label:
                cells[NAME] = found.owner_label
            if source.numbered:
                cells[CASE] = found.own[-1]
            for column in sheet.columns:
                value = _value(found, column)
                if value is not None:
                    cells[column.heading] = said(value, column, found.fields, words)
            yield Line(table=".".join(source.path), index=found.index, cells=cells)


def _value(found: Found, column: Column) -> object:
    value: object = found.fields
    for name in column.field:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
