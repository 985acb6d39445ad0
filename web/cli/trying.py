"""What ``package try`` prints: every line, person and derived row, under names that stay stable."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from core.facts import Entry, EntryStatus
from core.ledger.rules import Owed, Verdict
from core.packages.terms import WHOLE_CONTRACT, Terms
from core.rehearsal import Rehearsal
from web.cli.trying_pay import (
    payment_as_data,
    payment_as_text,
    period_as_data,
    period_as_text,
)

STATE_WORDS = {
    "not_started": "○ 未开始",
    "on": "◔ 推进中",
    "at_risk": "▲ 有风险",
    "behind": "✕ 落后",
    "met": "● 达标",
    "info": "— 仅统计",
}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "record": entry.record,
        "source": "/".join(entry.source),
        "unit": entry.unit,
        "scope": entry.scope,
        "period": entry.period,
        "day": entry.day,
        "quantity": entry.quantity,
        "status": entry.status.value,
        "reasons": [{"code": reason.code, "say": reason.say} for reason in entry.reasons],
        "person": entry.person,
        "site": entry.site,
        "late": entry.late,
        "paid": entry.paid,
    }


def _line(verdict: Verdict, entries: Iterable[Entry]) -> dict[str, Any]:
    line = verdict.line
    mine = [entry for entry in entries if entry.line == line.key]
    return {
        "line": line.key,
        "ref": line.ref,
        "label": line.label,
        "clause": line.clause,
        "measure": line.measure.value if line.measure else None,
        "unit": verdict.unit,
        "value": verdict.value,
        "due": verdict.goal,
        "met": verdict.met,
        "state": verdict.state.value,
        "shortfall": verdict.shortfall,
        "headroom": verdict.headroom,
        "overflow": verdict.overflow,
        "expected": verdict.expected,
        "forecast": verdict.forecast,
        "parts": [
            {
                "kind": part.kind.value,
                "value": part.value,
                "due": part.goal,
                "met": part.met,
                "cells": [
                    {
                        "key": cell.key,
                        "value": cell.value,
                        "due": cell.goal,
                        "met": cell.met,
                        "phase": cell.phase.value,
                        "late": cell.late,
                    }
                    for cell in part.cells
                ],
            }
            for part in verdict.parts
        ],
        "counted": [_entry(e) for e in mine if e.status is EntryStatus.COUNTED],
        "refused": [_entry(e) for e in mine if e.status is not EntryStatus.COUNTED],
    }


def _owed(one: Owed) -> dict[str, Any]:
    return {
        "line": one.line,
        "person": one.person,
        "period": one.period.key,
        "due": one.owed,
        "done": one.done,
        "shortfall": one.open,
        "state": one.state.value,
        "until": one.due,
    }


def as_data(terms: Terms, rehearsal: Rehearsal, day: date) -> dict[str, Any]:
    """The whole result as plain data; field names are a promise."""
    key = terms.contract.key
    mine = [entry for entry in rehearsal.entries if entry.contract == key]
    return {
        "package": terms.package.package.id,
        "version": terms.package.package.version,
        "contract": key,
        "start": terms.contract.start,
        "end": terms.contract.end,
        "on": day,
        "lines": [_line(verdict, mine) for verdict in rehearsal.verdicts[key]],
        "owed": [_owed(o) for o in rehearsal.owed if o.contract == key and o.period.start <= day],
        "derived": [
            {"line": row.key, "label": row.label, "value": rehearsal.derived[key][row.key]}
            for row in terms.package.derived
        ],
        "periods": [period_as_data(one) for one in rehearsal.periods if one.contract == key],
        "instalments": payment_as_data(rehearsal.instalments.get(key)),
        "refused_by_contract": [_entry(e) for e in mine if e.line == WHOLE_CONTRACT],
    }


def as_text(result: dict[str, Any]) -> str:
    """The same for a person at a terminal."""
    rows = [
        f"{result['package']} 第 {result['version']} 版 · {result['start']} 至 {result['end']} · 看 {result['on']}"
    ]
    for line in result["lines"]:
        due = f" / {line['due']}" if line["due"] is not None else ""
        rows.append(
            f"{STATE_WORDS[line['state']]}  {line['ref'] or line['line']} {line['label']}："
            f"{line['value']}{due} {line['unit']}（计入 {len(line['counted'])}，未计 {len(line['refused'])}）"
        )
    missing = [one for one in result["owed"] if one["shortfall"]]
    for one in missing:
        rows.append(
            f"  欠 {one['person']} {one['line']} {one['period']}：{one['done']}/{one['due']}，{one['until']} 前"
        )
    for row in result["derived"]:
        rows.append(f"＝ {row['label']}：{row['value']}")
    for period in result["periods"]:
        rows.extend(period_as_text(period))
    if result["instalments"]:
        rows += ["", f"分期付款（看 {result['on']}）"]
        rows.extend(payment_as_text(result["instalments"], "可付"))
        rows += [f"▲ 还缺：{one}" for one in result["instalments"]["statement"]["missing"]]
    return "\n".join(rows)
