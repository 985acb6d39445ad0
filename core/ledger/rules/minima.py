"""Qualifying minima: what a record must reach before it counts at all."""

from decimal import Decimal

from core.facts import Reason, Record
from core.packages.fields import MINIMA
from core.packages.terms import Selector


def _found(record: Record, name: str, rule: str) -> Decimal | int | None:
    """What the record has of it; the mean stays exact enough to compare."""
    sizes = record.session_sizes
    if name == "minutes":
        return record.minutes
    if name == "session_people":
        if not sizes:
            return 0
        return Decimal(sum(sizes)) / len(sizes) if rule == "mean" else min(sizes)
    return {
        "people": record.people,
        "named": len(record.attendances),
        "members": record.members,
        "sessions": len(sizes),
        "items": sum(1 for item in record.items if item.result == "done"),
    }[name]


def failed_minima(selector: Selector, record: Record) -> list[Reason]:
    """One reason for each minimum that the record does not reach, with both numbers.

    ``session_rule`` says which sessions must reach ``session_people``: ``every`` one, the
    ``mean``, or ``at_least``: only those that reach it count as sessions.
    """
    if not selector.at_least:
        return []
    minima = dict(selector.at_least)
    rule = selector.session_rule
    sizes = record.session_sizes
    if rule == "at_least" and "session_people" in minima:
        least = minima.pop("session_people")
        wanted = minima.pop("sessions", 1)
        reached = sum(1 for size in sizes if size >= least)
        short = reached < wanted
        say = f"满 {least} 人的节数为 {reached}，要求 ≥ {wanted}"
        first = [Reason(code="minimum.sessions", say=say)] if short else []
    else:
        first = []
    return first + [
        Reason(code=f"minimum.{name}", say=_sentence(name, _found(record, name, rule), least))
        for name, least in minima.items()
        if (found := _found(record, name, rule)) is None or found < least
    ]


def _sentence(name: str, found: Decimal | int | None, least: int) -> str:
    if name == "minutes":
        got = "未填" if found is None else f"{found} 分钟"
        return f"时长 {got}，要求 ≥ {least} 分钟"
    shown = f"{found:.1f}" if isinstance(found, Decimal) else str(found)
    return f"{MINIMA[name]} {shown}，要求 ≥ {least}"
