"""Walking the plain tables of a package as the sheets show them: rows, their owners, their parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.workbook.columns import IDS, Path
from core.workbook.layout import Source, sheets

Plain = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One row of a source: its place, the names of its owners and its own, and its fields."""

    index: tuple[int, ...]
    owners: tuple[str, ...]
    own: tuple[str, ...]
    fields: Plain
    owner_label: str = ""


def source_of(path: Path) -> Source:
    """The source of a table by its path."""
    return next(one for sheet in sheets() for one in sheet.sources if one.path == path)


def rows_of(tables: Plain, source: Source) -> Iterator[Found]:
    """Every row of a source, in the order of the package."""
    if len(source.path) == 1:
        given = tables.get(source.path[0], [])
        rows = [given] if source.single else given
        yield from _numbered(rows, source, (), (), "")
        return
    for owner in rows_of(tables, source_of(source.path[:-1])):
        parts = owner.fields.get(source.path[-1], [])
        names = (*owner.owners, *owner.own)
        yield from _numbered(
            parts_of(parts, source.shape), source, owner.index, names, label_of(owner.fields)
        )


def _numbered(
    rows: Any, source: Source, above: tuple[int, ...], owners: tuple[str, ...], label: str
) -> Iterator[Found]:
    times: dict[str, int] = {}
    for number, row in enumerate(rows):
        name = str(row.get(source.ids, "")) if source.ids else ""
        times[name] = times.get(name, 0) + 1
        own = (name, str(times[name])) if source.numbered else (name,) if source.ids else ()
        yield Found(index=(*above, number), owners=owners, own=own, fields=row, owner_label=label)


def parts_of(parts: Any, shape: str) -> list[Plain]:
    """What is nested, as rows with named fields."""
    if shape == "triples":
        return [dict(zip(("field", "comparison", "value"), one, strict=True)) for one in parts]
    if shape in ("mapping", "numbers"):
        return [{"key": key, "value": value} for key, value in dict(parts).items()]
    if shape == "list":
        return [{"one": one} for one in parts]
    return list(parts)


def whole_of(parts: Sequence[Plain], shape: str) -> Any:
    """The nested value again from its rows."""
    if shape == "triples":
        return [[one["field"], one["comparison"], one["value"]] for one in parts]
    if shape in ("mapping", "numbers"):
        return {one["key"]: one["value"] for one in parts}
    if shape == "list":
        return [one["one"] for one in parts]
    return parts


def label_of(fields: Plain) -> str:
    """What an officer calls a row: its label, else its question, else its key."""
    for name in ("label", "about", "say", "title", *IDS):
        if fields.get(name):
            return str(fields[name])
    return ""
