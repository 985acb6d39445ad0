"""From rows under headings to the plain tables of a package, each part at its owner."""

from collections.abc import Mapping
from typing import Any

from core.workbook.columns import Column
from core.workbook.layout import Sheet, Source, sheets
from core.workbook.reading.cells import meaning
from core.workbook.reading.linking import (
    Assembly,
    Siblings,
    address_of,
    own_names,
    owner_of,
    source_of_row,
)
from core.workbook.reading.notes import Slip
from core.workbook.reading.sheet_rows import SheetRow
from core.workbook.walk import whole_of

#: Shapes in which a key may stand once only.
KEYED = ("mapping", "numbers")


def assemble(rows: Mapping[str, tuple[SheetRow, ...]], build: Assembly) -> None:
    """Fill ``build`` from the rows of every sheet, owners before what they own."""
    depth = max(len(source.path) for sheet in sheets() for source in sheet.sources)
    for level in range(1, depth + 1):
        for sheet in sheets():
            here = [source for source in sheet.sources if len(source.path) == level]
            for row in rows.get(sheet.title, ()) if here else ():
                source = source_of_row(
                    sheet, row, build, quiet=level > 1 and len(here) < len(sheet.sources)
                )
                if source in here:
                    _put(sheet, source, row, build)
    _fold_parts(build)


def _put(sheet: Sheet, source: Source, row: SheetRow, build: Assembly) -> None:
    """Read one row and put it where it belongs."""
    above, owner = owner_of(sheet, source, row, build)
    if owner is None:
        return
    kept = _siblings(source, above, owner, build)
    index = (*above, len(kept))
    table = ".".join(source.path)
    fields: dict[str, Any] = {}
    build.cells[table, index, ""] = row.first
    for column in sheet.columns:
        at = row.places.get(column.heading, row.first)
        build.cells[table, index, ".".join(column.field)] = at
        _field(sheet, column, row, fields, build)
    _complete(sheet, row, fields, build)
    if source.shape in KEYED and any(one.get("key") == fields.get("key") for one in kept):
        say = f"“{fields.get('key')}”写了两行。"
        build.notes.add(row.first, Slip(code="row.twice", say=say, remedy="请只保留一行。"))
        return
    kept.append(fields)
    address = address_of(sheet, sheet.sources.index(source), row) if above else ()
    own = own_names(source, row, fields, kept)
    build.owners.setdefault((source.path, (*address, *own)), (index, fields))


def _siblings(
    source: Source, above: tuple[int, ...], owner: dict[str, Any], build: Assembly
) -> Siblings:
    """The rows among which a new one takes its place."""
    if source.shape == "row" and not source.single:
        rows: Siblings = owner.setdefault(source.path[-1], [])
        return rows
    return build.parts.setdefault((source.path, above), (source, owner, []))[2]


def _field(
    sheet: Sheet, column: Column, row: SheetRow, fields: dict[str, Any], build: Assembly
) -> None:
    cell = row.cells.get(column.heading)
    if cell is None:
        return
    inside = fields
    for name in column.field[:-1]:
        inside = inside.setdefault(name, {})
    if cell == ("missing", ""):
        inside[column.field[-1]] = None
        return
    headings = frozenset(one.heading for one in sheet.columns)
    value = meaning(cell, column, fields, build.lists, headings)
    if isinstance(value, Slip):
        build.notes.add(row.places[column.heading], value)
        value = None
    inside[column.field[-1]] = value


def _complete(sheet: Sheet, row: SheetRow, fields: dict[str, Any], build: Assembly) -> None:
    """What a row must say and does not; a column that is missing altogether was said before."""
    for column in sheet.columns:
        holder: Any = fields
        for name in column.field[:-1]:
            holder = holder.get(name)
        wanted = column.required or (column.required_within and holder is not None)
        if wanted and column.field[-1] not in (holder or {}) and column.heading in row.places:
            say = f"缺少“{column.heading}”。"
            slip = Slip(code="row.missing", say=say, remedy=f"请填写：{column.note}")
            build.notes.add(row.places[column.heading], slip)


def _fold_parts(build: Assembly) -> None:
    """Put back what is no table of rows: the cover, options, conditions, minima, evidence."""
    for source, owner, kept in build.parts.values():
        owner[source.path[-1]] = kept[0] if source.single else whole_of(kept, source.shape)
    for (path, _), (index, fields) in build.owners.items():
        if path == ("condition",) and "all" not in fields:
            fields["all"] = []
            say = f"条件“{fields.get('id')}”在“条件明细”里没有一项。"
            slip = Slip(
                code="row.no_parts",
                say=say,
                remedy="请补上；没有一项的条件总是成立。",
                warning=True,
            )
            build.notes.add(build.cells["condition", index, ""], slip)
