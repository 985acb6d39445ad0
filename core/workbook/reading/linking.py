"""Who owns a row: by the sheet and the keys that it names, or one sentence why nobody does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.workbook.columns import Path
from core.workbook.layout import Sheet, Source
from core.workbook.lookups import WordList, folded
from core.workbook.places import Place
from core.workbook.reading.cells import key_of
from core.workbook.reading.notes import Notes, Slip
from core.workbook.reading.sheet_rows import SheetRow
from core.workbook.sheets import CASE, SOURCE
from core.workbook.writing.rows import source_links

Address = tuple[str, ...]
Siblings = list[dict[str, Any]]


@dataclass(kw_only=True)
class Assembly:
    """What has been put together so far: tables, the cell of every field, rows by their names."""

    notes: Notes
    lists: Mapping[str, WordList]
    tables: dict[str, Any] = field(default_factory=dict)
    cells: dict[Place, str] = field(default_factory=dict)
    owners: dict[tuple[Path, Address], tuple[tuple[int, ...], dict[str, Any]]] = field(
        default_factory=dict
    )
    parts: dict[tuple[Path, tuple[int, ...]], tuple[Source, dict[str, Any], Siblings]] = field(
        default_factory=dict
    )


def source_of_row(sheet: Sheet, row: SheetRow, build: Assembly, *, quiet: bool) -> Source | None:
    """Whose row it is, by 所在表; an empty one is understood where only one owner fits."""
    if len(sheet.sources) == 1:
        return sheet.sources[0]
    said = folded(key_of(row.cells[SOURCE])) if SOURCE in row.cells else ""
    found = [one for one in sheet.sources if one.name == said]
    if not said:
        fits = (address_of(sheet, n, row) for n in range(len(sheet.sources)))
        found = [
            one
            for one, address in zip(sheet.sources, fits, strict=True)
            if (one.path[:-1], address) in build.owners
        ]
    if len(found) == 1:
        return found[0]
    if not quiet or len(sheet.sources[0].path) == 2:
        names = "、".join(one.name for one in sheet.sources)
        say = f"没有“{said}”这张工作表。" if said else "没有写明这一行属于哪张工作表。"
        at = row.places.get(SOURCE, row.first)
        build.notes.add(
            at, Slip(code="row.source", say=say, remedy=f"请在“{SOURCE}”中选：{names}。")
        )
    return None


def address_of(sheet: Sheet, number: int, row: SheetRow) -> Address:
    """The names of the owner that a row gives; the first case where none is said."""
    names = [key_of(row.cells.get(link, "")) for link in source_links(sheet, number)]
    if len(names) > 1 and sheet.links[1] == CASE:
        names[1] = names[1] or "1"
    return tuple(names)


def own_names(source: Source, row: SheetRow, fields: Mapping[str, Any], kept: Siblings) -> Address:
    """The names by which the parts of a row find it."""
    if not source.ids:
        return ()
    name = str(fields.get(source.ids, ""))
    if not source.numbered:
        return (name,)
    count = sum(1 for one in kept if str(one.get(source.ids, "")) == name)
    return name, key_of(row.cells[CASE]) if CASE in row.cells else str(count)


def owner_of(
    sheet: Sheet, source: Source, row: SheetRow, build: Assembly
) -> tuple[tuple[int, ...], dict[str, Any] | None]:
    if len(source.path) == 1:
        return (), build.tables
    address = address_of(sheet, sheet.sources.index(source), row)
    found = build.owners.get((source.path[:-1], address))
    if found is not None:
        return found
    place = next((n for n, name in enumerate(address) if not name), 0)
    link = sheet.links[place]
    shown = "、".join(name for name in address if name)
    say = (
        f"没有写明属于哪一行（{link}）。" if "" in address else f"“{source.name}”里没有“{shown}”。"
    )
    remedy = f"请在“{link}”中填工作表“{source.name}”里已有的编号。"
    code = "row.owner_missing" if "" in address else "row.owner"
    build.notes.add(row.places.get(link, row.first), Slip(code=code, say=say, remedy=remedy))
    return (), None
