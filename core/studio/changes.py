"""Two packages compared as sentences: what each changed row said before and says now."""

from dataclasses import dataclass
from typing import Any

from core.packages.compare import TABLES, Change, compare
from core.packages.schema import Package, Row
from core.packages.sentences import Labels, rows_of, say
from core.workbook.headings import Unnamed, heading_of

#: What stands on a sheet of its own and has no heading on the row's.
NESTED = {
    "targets": "指标目标",
    "all": "条件明细",
    "where": "条件明细",
    "options": "选项",
    "questions": "表单题目",
    "at_least": "最低要求",
    "evidence": "佐证",
    "exclusive_with": "兼计",
    "cap": "上限",
}


@dataclass(frozen=True, kw_only=True)
class ChangedRow:
    """One row that differs: its sheet, its name, both sentences, and the cells that were changed."""

    sheet: str
    name: str
    before: str
    after: str
    cells: tuple[tuple[str, str, str], ...] = ()


def changed_rows(old: Package, new: Package, was: Labels, now: Labels) -> list[ChangedRow]:
    """Every row that differs, in the order of the sheets; cells are (heading, before, after)."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in compare(old, new):
        found.setdefault((change.table, change.key), []).append(change)
    rows = []
    for (table, key), changes in found.items():
        before, after = _row(old, table, key), _row(new, table, key)
        one = after or before
        rows.append(
            ChangedRow(
                sheet=TABLES[table],
                name=str(getattr(one, "label", "") or getattr(one, "title", "") or key),
                before=_said(table, before, was),
                after=_said(table, after, now),
                cells=tuple(
                    (_heading(one, change.field), _shown(change.old), _shown(change.new))
                    for change in changes
                    if change.what == "changed"
                ),
            )
        )
    return rows


def _row(package: Package, table: str, key: str) -> Row | None:
    if table == "package":
        return package.package
    name, _, number = key.partition("#")
    same = [
        row
        for row in rows_of(package, table)
        if name in (getattr(row, "key", ""), getattr(row, "id", ""), getattr(row, "code", ""))
    ]
    at = int(number or 1) - 1
    return same[at] if at < len(same) else None


def _said(table: str, row: Any, labels: Labels) -> str:
    if row is None:
        return ""
    return str(row.say) if table == "choice" else say(table, row, labels)


def _heading(row: Any, field: str) -> str:
    try:
        return heading_of(type(row), field)[0]
    except Unnamed:
        return NESTED.get(field, field)


def _shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
