"""Comparing two versions of a package, row by row, in Chinese."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from core.packages.schema import Package

TABLES: Mapping[str, str] = {
    "package": "封面",
    "choice": "选择",
    "condition": "条件",
    "period": "约定时段",
    "tier": "分级",
    "quota": "频次",
    "line": "指标",
    "derived": "合成指标",
    "item": "服务项目",
    "form": "表单",
    "score_group": "考核项目",
    "score_item": "考核内容",
    "scorer": "评分人",
    "rounding": "取整",
    "band": "等级",
    "price": "结算单价",
    "settle": "结算步骤",
    "instalment": "分期付款",
    "share": "采购人分担",
    "sample": "抽查",
    "due": "时限",
    "paper": "文书",
    "route": "上报",
    "obligation": "职责",
    "example": "样例",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One difference: ``what`` is added, removed or changed."""

    table: str
    key: str
    what: str
    field: str
    old: Any
    new: Any
    say: str


def _rows(package: Package, table: str) -> dict[str, Mapping[str, Any]]:
    rows = msgspec.to_builtins(getattr(package, table))
    if isinstance(rows, Mapping):
        return {"": rows}
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        key = str(row.get("key") or row.get("id") or row.get("code"))
        number = sum(1 for known in found if known.split("#")[0] == key)
        found[f"{key}#{number + 1}" if number else key] = row
    return found


def compare(old: Package, new: Package) -> tuple[Change, ...]:
    """Every difference, table by table, in the order of the new file."""
    return tuple(
        change
        for table, label in TABLES.items()
        for change in _table(table, label, _rows(old, table), _rows(new, table))
    )


def _table(
    table: str, label: str, old: dict[str, Mapping[str, Any]], new: dict[str, Mapping[str, Any]]
) -> Iterator[Change]:
    for key, row in new.items():
        if key not in old:
            say = f"{label} ＋ 新增“{_name(row, key)}”（{key}）"
            yield Change(table=table, key=key, what="added", field="", old=None, new=row, say=say)
            continue
        for field in sorted({*row, *old[key]}):
            before, after = old[key].get(field), row.get(field)
            if before != after:
                where = f"“{_name(row, key)}”的 {field}" if key else field
                say = f"{label} ～ {where}：{_shown(before)} → {_shown(after)}"
                yield Change(
                    table=table,
                    key=key,
                    what="changed",
                    field=field,
                    old=before,
                    new=after,
                    say=say,
                )
    for key, row in old.items():
        if key not in new:
            say = f"{label} － 删去“{_name(row, key)}”（{key}）"
            yield Change(table=table, key=key, what="removed", field="", old=row, new=None, say=say)


def _name(row: Mapping[str, Any], key: str) -> str:
    return str(row.get("label") or row.get("title") or row.get("about") or key)


def _shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return "（空）"
    if isinstance(value, list):
        return "、".join(_shown(item) for item in value)
    if isinstance(value, Mapping):
        return "，".join(
            f"{k}={_shown(v)}" for k, v in value.items() if v not in (None, "", [], {})
        )
    return str(value)
