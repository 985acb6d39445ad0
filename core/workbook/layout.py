"""The plan of the workbook, made from the row types of the schema: sheets, sources and columns."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import msgspec

from core.packages.schema import Package
from core.workbook.columns import (
    IDS,
    Column,
    Path,
    columns_of_parts,
    columns_of_row,
    nested_in,
    row_type_of,
)
from core.workbook.headings import Unnamed
from core.workbook.sheets import COVER, NESTED_SHEETS, PURPOSES, TABLE_SHEETS


@dataclass(frozen=True, kw_only=True)
class Source:
    """One table of the package on a sheet: where its rows stand, and how an owner is named."""

    path: Path
    name: str = ""
    shape: str = "row"
    links: tuple[str, ...] = ()
    single: bool = False
    ids: str = ""
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet; with several sources a column 所在表 says whose row each one is."""

    title: str
    purpose: str
    sources: tuple[Source, ...]
    columns: tuple[Column, ...]
    links: tuple[str, ...] = ()

    @property
    def upright(self) -> bool:
        """Whether the headings stand below each other, as on the cover."""
        return self.title == COVER


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet in the order of the workbook; ``Unnamed`` when the schema holds something new."""
    found: dict[str, Sheet] = {}
    for table in msgspec.structs.fields(Package):
        title = TABLE_SHEETS.get(table.name)
        row_type = row_type_of(table.type)
        if title is None or row_type is None:
            raise Unnamed(f"Package.{table.name} has no sheet: name it in core/workbook/sheets.py")
        _add(found, title, (table.name,), row_type, single=row_type is table.type)
    missing = set(found) ^ set(PURPOSES)
    if missing:
        raise Unnamed(f"core/workbook/sheets.py: no purpose, or no table, for {sorted(missing)}")
    return tuple(found[title] for title in PURPOSES)


def _add(found: dict[str, Sheet], title: str, path: Path, kind: Any, single: bool = False) -> None:
    """Put a source on its sheet, and whatever is nested in its rows on theirs."""
    above = path[:-1]
    owner = ""
    links: tuple[str, ...] = ()
    if above:
        links = NESTED_SHEETS[path][1]
        owner = TABLE_SHEETS.get(above[0], "") if len(above) == 1 else NESTED_SHEETS[above][0]
    if isinstance(kind, str):
        source = Source(path=path, name=owner, shape=kind, links=links)
        columns = columns_of_parts(title, kind)
    else:
        ids = next((f.name for f in msgspec.structs.fields(kind) if f.name in IDS), "")
        numbered = ids == "id" and any(f.name == "all" for f in msgspec.structs.fields(kind))
        source = Source(
            path=path, name=owner, links=links, single=single, ids=ids, numbered=numbered
        )
        columns = columns_of_row(kind, path)
    known = found.get(title)
    if known is None:
        found[title] = Sheet(
            title=title, purpose=PURPOSES[title], sources=(source,), columns=columns, links=links
        )
    elif known.columns != columns or known.links != links:
        raise Unnamed(f"sheet {title} cannot hold {'.'.join(path)}: other columns or owners")
    else:
        found[title] = replace(known, sources=(*known.sources, source))
    if isinstance(kind, str):
        return
    for one in msgspec.structs.fields(kind):
        inner = (*path, one.name)
        nested = nested_in(one.type)
        if inner in NESTED_SHEETS:
            _add(found, NESTED_SHEETS[inner][0], inner, nested or "list")
        elif nested is not None:
            raise Unnamed(f"{'.'.join(inner)} is nested: name its sheet in core/workbook/sheets.py")
