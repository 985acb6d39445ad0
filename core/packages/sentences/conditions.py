"""Conditions as words: 主题为惠民殡葬、年龄不小于 80."""

from collections.abc import Iterable
from typing import Any

from core.packages.sentences.labels import Kinds, Labels

REFERENCES = {
    "@term_start": "合同起始日",
    "@term_end": "合同到期日",
    "@period_start": "分期首日",
    "@period_end": "分期末日",
    "@service_date": "服务当日",
}
#: Said shorter than field and value would say it.
SHORT = {
    ("role", "lead"): "由本方主办",
    ("role", "assist"): "由本方协助",
    ("outcome", "reached"): "见到或联系上人",
    ("outcome", "failed"): "没有见到或联系上人",
}


def one(condition: tuple[str, str, Any], labels: Labels, kinds: Kinds = ()) -> str:
    """One row of field, comparison and value."""
    name, comparison, wanted = condition
    label = labels.field(name, kinds)
    values = list(wanted) if isinstance(wanted, list | tuple) else [wanted]
    if name == "kind":
        return f"记录为{'、'.join(labels.kind(str(value)) for value in values)}"
    shown = [_value(name, value, labels, kinds) for value in values]
    if comparison in ("=", "in", "contains") and len(values) == 1:
        short = SHORT.get((name, str(values[0])))
        return short or f"{label}为{shown[0]}"
    if comparison in ("in", "contains"):
        return f"{label}为{'、'.join(shown)}之一"
    if comparison == "between":
        return f"{label}在 {shown[0]} 至 {shown[1]} 之间"
    if comparison == "=":
        return f"{label}为{'、'.join(shown)}"
    return f"{label}{'不小于' if comparison == '≥' else '不大于'} {shown[0]}"


def _value(name: str, value: Any, labels: Labels, kinds: Kinds) -> str:
    if isinstance(value, str) and value.startswith("@"):
        return REFERENCES.get(value, value)
    return labels.value(name, value, kinds)


def all_of(conditions: Iterable[tuple[str, str, Any]], labels: Labels, kinds: Kinds = ()) -> str:
    """Rows that must hold together; a row that names the kind says of what the others speak."""
    conditions = tuple(conditions)
    for name, _, wanted in conditions:
        if name == "kind":
            kinds = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return "，且".join(one(condition, labels, kinds) for condition in conditions)


def named(identifier: str, labels: Labels) -> str:
    """A named condition: its own sentence where it has one, alternatives joined by 或."""
    rows = [row for row in labels.package.condition if row.id == identifier]
    said = [row.say.rstrip("。").removeprefix("或者") or all_of(row.all, labels) for row in rows]
    return "，或者".join(dict.fromkeys(said))
