"""Conditions: rows of field, comparison and value, judged on a record, a person or an item."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from core.facts import Reason
from core.ledger.rules.facts import Words
from core.packages.terms import Alternatives, Condition

Look = Callable[[str], Any]


def _number(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _comparable(value: Any, other: Any) -> tuple[Any, Any] | None:
    """Both as days when one is a day, else both as numbers; None when they cannot be compared."""
    if isinstance(value, date) or isinstance(other, date):
        days = [date.fromisoformat(v) if isinstance(v, str) else v for v in (value, other)]
        return (days[0], days[1]) if all(isinstance(d, date) for d in days) else None
    numbers = _number(value), _number(other)
    return None if None in numbers else numbers


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def holds(found: Any, comparison: str, wanted: Any) -> bool:
    """Whether a found value fulfils the comparison; nothing found fulfils nothing."""
    if found is None or found == "":
        return False
    if comparison == "=":
        return _plain(found) == _plain(wanted)
    if comparison == "in":
        return bool({_plain(v) for v in _as_list(found)} & {_plain(v) for v in _as_list(wanted)})
    if comparison == "contains":
        held = {_plain(v) for v in _as_list(found)}
        return bool(held & {_plain(v) for v in _as_list(wanted)})
    if comparison == "between":
        low, high = wanted
        return holds(found, "≥", low) and holds(found, "≤", high)
    pair = _comparable(found, wanted)
    if pair is None:
        return False
    return bool(pair[0] >= pair[1]) if comparison == "≥" else bool(pair[0] <= pair[1])


def failed(condition: Condition, look: Look, words: Words, refer: Look) -> Reason | None:
    """None when the condition holds; else the reason with the value that decided."""
    name, comparison, wanted = condition
    found = look(name)
    if isinstance(found, str | None) and isinstance(wanted, str) and wanted[:1] != "@":
        # The commonest condition by far: a field with one of a few answers is, or is not, this one.
        if found == wanted and comparison == "=" and found:
            return None
        if comparison == "=":
            return _refusal_of_answer(words, name, found, wanted)
    wanted = _resolved(wanted, refer)
    if holds(found, comparison, wanted):
        return None
    return _refusal(words, name, comparison, found, wanted)


@lru_cache(maxsize=4096)
def _refusal_of_answer(words: Words, name: str, found: str | None, wanted: str) -> Reason:
    """The same sentence for the same answer; made once."""
    return _refusal(words, name, "=", found, wanted)


def _refusal(words: Words, name: str, comparison: str, found: Any, wanted: Any) -> Reason:
    label, got = words.field(name), words.value(name, found)
    if comparison == "between":
        want = f"{words.value(name, wanted[0])} 至 {words.value(name, wanted[1])}"
    else:
        sign = comparison if comparison in ("≥", "≤") else ""
        want = f"{sign} {words.value(name, wanted)}".strip()
    return Reason(code=f"condition.{name}", say=f"{label}为{got}，要求{want}")


def _resolved(wanted: Any, refer: Look) -> Any:
    if isinstance(wanted, str) and wanted.startswith("@"):
        return refer(wanted)
    if isinstance(wanted, list | tuple):
        return [_resolved(item, refer) for item in wanted]
    return wanted


def all_failed(
    where: Iterable[Condition],
    alternatives: Iterable[Alternatives],
    look: Look,
    words: Words,
    refer: Look,
) -> list[Reason]:
    """Every failed condition.

    Of alternative rows one must hold whole; when none does, the reasons of the nearest are given.
    """
    reasons = [r for condition in where if (r := failed(condition, look, words, refer))]
    for rows in alternatives:
        tried = [[r for c in row if (r := failed(c, look, words, refer))] for row in rows]
        if tried and all(tried):
            reasons.extend(sorted(tried, key=len)[0])
    return reasons
