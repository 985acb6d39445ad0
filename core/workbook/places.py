"""Where a finding stands: from the key in a package file to the cell in the workbook."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.plugin import Finding
from core.workbook.said import in_words
from core.workbook.sheets import TABLE_SHEETS

#: Table (``line`` or ``line.targets``), the places of the row and its owners, field; "" the row.
Place = tuple[str, tuple[int, ...], str]
Cells = Mapping[Place, str]

AT_KEY = re.compile(r"([a-z_]+)(?: ?“([^”]*)”)?(?: (.*))?")
AT_DOTS = re.compile(r"([a-z_]+)\.([^.\s]+)(?:\.(.*))?")
#: A choice that nobody made has no row: it belongs on the sheet of choices.
UNSAID_CHOICE = "choice rule ="
#: The field that a code is about, where the place does not name it.
FIELD_OF_CODE: Mapping[str, str] = {
    "sense.measure": "measure",
    "sense.measure_kind": "measure",
    "sense.kinds": "kinds",
    "sense.field": "field",
    "sense.parent_unsaid": "also_counts_in_parent",
    "sense.cycle": "parent",
    "sense.quota": "min",
    "sense.period": "period",
    "sense.derived": "op",
    "sense.min": "min",
    "sense.percent": "percent",
    "sense.time": "time",
    "sense.due": "day",
    "example.word": "value",
    "example.fact": "comparison",
    "sense.band_gap": "from_score",
    "sense.band_overlap": "from_score",
    "sense.band_empty": "to_score",
    "sense.points": "points",
    "sense.caps": "points",
    "sense.weights": "weight_percent",
    "sense.tier_quota": "unstated_quota",
    "choice.rule": "rule",
    "choice.answer": "choose",
    "choice.say": "say",
    "condition.field": "field",
    "condition.comparison": "comparison",
    "condition.between": "value",
}
#: The nested rows that a family of codes is about, where the place does not name them.
PART_OF_CODE: Mapping[str, str] = {"condition": "all"}


def cell_of(cells: Cells, table: str, index: tuple[int, ...], field: str = "") -> str:
    """The cell of a field, else the first of its row; empty when the workbook has none."""
    return cells.get((table, index, field)) or cells.get((table, index, ""), "")


def at_cells(
    findings: tuple[Finding, ...], name: str, tables: Mapping[str, Any], cells: Cells
) -> tuple[Finding, ...]:
    """The findings of the ladder with ``文件 指标!F12`` for a place wherever the row is known.

    What they say is put in the words of the workbook: 请填写“记录种类”, not 请填写 kinds.
    """
    return tuple(_in_words(_at_cell(one, name, tables, cells), one, name) for one in findings)


def _in_words(placed: Finding, finding: Finding, name: str) -> Finding:
    found = AT_KEY.fullmatch(finding.place.removeprefix(name).strip())
    table, rest = (found[1], (found[3] or "").split()) if found else ("", [])
    part = rest[0].split("[")[0] if rest else ""
    say, remedy = (in_words(text, table, part) for text in (finding.say, finding.remedy))
    return replace(placed, say=say, remedy=remedy)


def _at_cell(finding: Finding, name: str, tables: Mapping[str, Any], cells: Cells) -> Finding:
    said = finding.place.removeprefix(name).strip()
    if said.startswith(UNSAID_CHOICE):
        return replace(finding, place=f"{name} {TABLE_SHEETS['choice']}!A1")
    found = AT_DOTS.fullmatch(said) or AT_KEY.fullmatch(said)
    if found is None or found[1] not in tables:
        return finding
    table, key, rest = found[1], found[2] or "", (found[3] or "").split()
    if isinstance(tables[table], Mapping):
        rest = [key, *rest] if key else rest
    rows = _rows(tables[table], key, last=finding.code.endswith(".twice"))
    wanted = rest[0] if rest else FIELD_OF_CODE.get(finding.code, "")
    cell = next(
        (c for index in rows if (c := _part(finding, table, index, rest, tables, cells))), ""
    )
    if not cell and rows:
        field = wanted if (table, (rows[0],), wanted) in cells else ""
        cell = cell_of(cells, table, (rows[0],), field)
    return replace(finding, place=f"{name} {cell}".strip()) if cell else finding


def _rows(rows: Any, key: str, *, last: bool) -> list[int]:
    """Where the rows with this key stand; of a key that was used twice, the second."""
    if isinstance(rows, Mapping) or not key:
        return [0]
    found = [
        n for n, row in enumerate(rows) if key in (row.get("key"), row.get("id"), row.get("code"))
    ]
    return found[-1:] if last else found


def _part(
    finding: Finding,
    table: str,
    index: int,
    rest: list[str],
    tables: Mapping[str, Any],
    cells: Cells,
) -> str:
    """The cell of a nested row: the one that the finding quotes, names or numbers."""
    nested = PART_OF_CODE.get(finding.code.partition(".")[0], "") if not rest else rest[0]
    number = re.search(r"\[([0-9]+)\]$", nested)
    nested = nested.split("[")[0]
    path = f"{table}.{nested or 'all'}"
    count = sum(1 for one in cells if one[0] == path and one[1][0] == index and one[2] == "")
    if not count:
        return ""
    row = tables[table][index]
    parts = list(_values(row.get(nested or "all")))
    word = rest[1] if len(rest) > 1 else ""
    quoted = [
        n for n, part in enumerate(parts) if any(f"“{value}”" in finding.say for value in part)
    ]
    named = [n for n, part in enumerate(parts) if word and word in part]
    if finding.code.startswith("condition.") and not quoted and len(parts) > 1:
        quoted = [n for n, part in enumerate(parts) if part[1] == finding.code.partition(".")[2]]
    chosen = int(number[1]) - 1 if number else next(iter(named or quoted), 0)
    inner = re.fullmatch(r"([a-z_]+)\[([0-9]+)\]", word)
    if inner:
        within = (index, chosen, int(inner[2]) - 1)
        return cell_of(cells, f"{path}.{inner[1]}", within, "value")
    field = (
        word
        if word and (path, (index, chosen), word) in cells
        else FIELD_OF_CODE.get(finding.code, "")
    )
    return cell_of(cells, path, (index, chosen), field)


def _values(parts: Any) -> Iterator[tuple[str, ...]]:
    """What each nested row says, as texts."""
    for part in parts.items() if isinstance(parts, Mapping) else parts or ():
        values = part.values() if isinstance(part, Mapping) else part
        yield (part,) if isinstance(part, str) else tuple(str(value) for value in values)
