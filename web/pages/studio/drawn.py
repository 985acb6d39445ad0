"""A draft as its pages show it: sheets with their rows, each beside its sentence and findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from core.studio.grid import Cells, heads_of_row, text_in
from core.studio.loading import Draft, DraftRow, Found, Reading, load_draft, read_draft
from core.studio.saying import SaidBack, say_back
from core.workbook.columns import CellKind
from core.workbook.layout import sheets
from core.workbook.lookups import word_lists
from web.desk import Desk

NAMES = ("名称", "事项", "题目", "采购包名称", "答案", "字段", "目标种类")
KEYS = ("编号", "采购包编号", "指标编号", "表单编号", "题目编号")
#: Columns that are not repeated in the one-line summary of a row.
NOT_SUMMED = {"原文条款", "说明", *NAMES, *KEYS}


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One row: what it is called, what its cells say in short, its sentence, clause and findings."""

    row: DraftRow
    key: str
    name: str
    summary: str
    sentence: str
    clause: str
    findings: tuple[Found, ...]


@dataclass(frozen=True, kw_only=True)
class ShownSheet:
    """One sheet in the contents: how many rows, how many findings stand on it."""

    title: str
    purpose: str
    rows: int
    findings: int


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A draft read and said back."""

    draft: Draft
    reading: Reading
    said: SaidBack


def shown(desk: Desk, connection: Connection, station: Any, uuid: str) -> Shown:
    """Load, read and say back a draft of the officer's county."""
    draft = load_draft(connection, desk.county, uuid)
    desk.require("package.publish", place=draft.county)
    reading = read_draft(draft, station.catalogue)
    places = station.book(connection).words.places
    return Shown(draft=draft, reading=reading, said=say_back(reading, station.catalogue, places))


def contents(found: Shown) -> list[ShownSheet]:
    """Every sheet, with what is on it."""
    wrong: dict[str, int] = {}
    titles = {row.uuid: row.sheet for row in found.draft.rows}
    for one in found.reading.findings:
        if one.blocks and one.row:
            wrong[titles[one.row]] = wrong.get(titles[one.row], 0) + 1
    return [
        ShownSheet(
            title=sheet.title,
            purpose=sheet.purpose,
            rows=len(found.draft.by_sheet[sheet.title]),
            findings=wrong.get(sheet.title, 0),
        )
        for sheet in sheets()
    ]


def rows_shown(found: Shown, title: str) -> list[ShownRow]:
    """The rows of one sheet."""
    at: dict[str, list[Found]] = {}
    for one in found.reading.findings:
        at.setdefault(one.row, []).append(one)
    return [
        ShownRow(
            row=row,
            key=_first(row.cells, KEYS),
            name=_first(row.cells, NAMES),
            summary=summary(row.cells),
            sentence=found.said.sentences.get(row.uuid, ""),
            clause=text_in(row.cells, "原文条款"),
            findings=tuple(at.get(row.uuid, ())),
        )
        for row in found.draft.by_sheet[title]
    ]


def _first(cells: Cells, headings: tuple[str, ...]) -> str:
    return next((text for heading in headings if (text := text_in(cells, heading))), "")


def summary(cells: Cells) -> str:
    """The cells of a row in one line."""
    said = (
        f"{heading} {text_in(cells, heading)}" for heading in cells if heading not in NOT_SUMMED
    )
    return " · ".join(" ".join(one.split()) for one in said)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One cell as it is edited; ``options`` are offered, not forced, as in the workbook."""

    name: str
    heading: str
    note: str
    kind: str
    value: str
    seen: str
    options: tuple[str, ...] = ()
    required: bool = False
    problem: str = ""


def fields_of(
    station: Any,
    found: Shown,
    sheet: str,
    stands: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> list[Field]:
    """The cells of a row as fields; ``typed`` is what came back from a form that was refused."""
    said = problems or {}
    lists = word_lists(station.catalogue)
    fields = []
    for number, head in enumerate(heads_of_row(sheet)):
        column = head.column
        kind = column.kind if column else CellKind.TEXT
        long = kind in (CellKind.TEXTS, CellKind.WHOLES) or (column is not None and column.prose)
        long = long or head.heading in ("原文条款", "说明", "备注")
        options = _options(found, lists, head, column)
        value = stands.get(head.heading, "")
        fields.append(
            Field(
                name=f"cell.{number}",
                heading=head.heading,
                note=head.note,
                kind="long" if long else "yes_no" if kind is CellKind.YES_NO else "short",
                value=(typed or {}).get(head.heading, value) if typed is not None else value,
                seen=value,
                options=options,
                required=head.required,
                problem=said.get(head.heading, ""),
            )
        )
    return fields


def _options(found: Shown, lists: Mapping[str, Any], head: Any, column: Any) -> tuple[str, ...]:
    if column is not None and column.words in lists:
        return tuple(lists[column.words].by_code.values())
    sources = (column.refers,) if column is not None and column.refers else head.owners
    if column is None and head.heading == "所在表":
        return tuple(head.owners)
    keys = (
        _first(row.cells, KEYS) for title in sources for row in found.draft.by_sheet.get(title, ())
    )
    return tuple(dict.fromkeys(key for key in keys if key))


def last_month(day: date) -> tuple[date, date]:
    """The first and last day of the month before."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
