"""A draft said back: the sentence of each row, as far as its rows make sense already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from core.ledger.book import words_of
from core.ledger.said import labels_of
from core.packages.compare import TABLES
from core.packages.schema import Package, Row
from core.packages.sentences import Labels, say
from core.plugin.catalogue import Catalogue
from core.studio.loading import Reading
from core.workbook.columns import row_type_of


@dataclass(frozen=True, kw_only=True)
class SaidBack:
    """Sentences by the id of the draft's row; ``labels`` only when the cover could be read."""

    sentences: Mapping[str, str]
    labels: Labels | None


def say_back(reading: Reading, catalogue: Catalogue, places: Mapping[str, str]) -> SaidBack:
    """The sentence of every row that can be read; a row with a fault has none."""
    rows = _rows(reading)
    package = reading.package or _readable(rows)
    if package is None:
        return SaidBack(sentences={}, labels=None)
    labels = labels_for(package, catalogue, places)
    found: dict[str, str] = {}
    for row, (table, index) in reading.places.items():
        if "." in table or table not in TABLES:
            continue
        one = (
            rows.get(table, [])[index[0]] if index and index[0] < len(rows.get(table, [])) else None
        )
        sentence = _said(table, one, labels) if one is not None else ""
        if sentence:
            found[row] = sentence
    return SaidBack(sentences=found, labels=labels)


def labels_for(package: Package, catalogue: Catalogue, places: Mapping[str, str]) -> Labels:
    """The labels of a package by itself."""
    return labels_of(package, catalogue, words_of(catalogue, [package], places))


def _rows(reading: Reading) -> dict[str, list[Any]]:
    """Every row of every table as its type; None where it cannot be read."""
    found: dict[str, list[Any]] = {}
    for table in msgspec.structs.fields(Package):
        kind = row_type_of(table.type)
        given = reading.tables.get(table.name)
        if kind is None or given is None:
            continue
        rows = [given] if isinstance(given, Mapping) else given
        found[table.name] = [_converted(row, kind) for row in rows]
    return found


def _converted(row: Any, kind: type[Row]) -> Row | None:
    try:
        return msgspec.convert(row, kind, strict=True)
    except (msgspec.ValidationError, TypeError):
        return None


def _readable(rows: Mapping[str, list[Any]]) -> Package | None:
    """A package of the rows that can be read, to take labels from."""
    heads = rows.get("package", [])
    if not heads or heads[0] is None:
        return None
    tables = {
        name: tuple(row for row in given if row is not None)
        for name, given in rows.items()
        if name != "package"
    }
    return Package(package=heads[0], **tables)


def _said(table: str, row: Any, labels: Labels) -> str:
    """A sentence, or nothing: an unfinished row may name what is not there yet."""
    try:
        return row.say if table == "choice" else say(table, row, labels)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):
        return ""
