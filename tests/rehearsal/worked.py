"""Worked examples from records to fen through ``rehearse``: the format of ``core.testing``, and more.

``[[periods]]`` say what must come of a period: ``score``, ``band``, ``percent``, ``payable`` and
``total`` in fen, ``lines`` (key → fen), ``shares`` (purchaser → fen), ``found`` (item → how many),
``totals`` of the sheets, and texts of ``says``, ``notes``, ``missing`` and ``not_paid``.
``[instalments]`` says the same of the instalments, ``period`` asks for one period.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from core.packages.read import load_toml
from core.rehearsal import Payment, RehearsedPeriod, rehearse
from core.testing.examples import catalogue_with, example_of


def problems_in(path: Path) -> list[str]:
    """Every expectation of an example that does not hold, with what was found instead."""
    data = dict(load_toml(path))
    wanted, paid = data.pop("periods", []), data.pop("instalments", None)
    asked = data.pop("period", "")
    assert data["story"] and data["clause"] and (wanted or paid)
    data.setdefault("expect", [])
    example = example_of(path, data)
    made = rehearse(example.terms, example.given, example.day, catalogue_with(), period=asked)
    keys = [(one.contract, one.period.key) for one in made.periods]
    first = example.terms[0].contract.key
    named = [(row.get("contract", first), row["period"]) for row in wanted]
    problems = [] if keys == named else [f"periods {keys}, expected {named}"]
    for one, row in zip(made.periods, wanted, strict=False):
        row = {key: value for key, value in row.items() if key not in ("period", "contract")}
        problems += [f"{one.period.key}: {say}" for say in _problems(one, row)]
    if paid is not None:
        payment = made.instalments[first]
        facts, said = _payment(payment)
        said["missing"] = list(payment.statement.missing)
        problems += _compared(facts, said, dict(paid))
    return problems


def _payment(payment: Payment | None) -> tuple[dict[str, Any], dict[str, list[str]]]:
    if payment is None:
        return {"payable": "none"}, {"says": [], "notes": [], "not_paid": []}
    one = payment.statement
    facts = {
        "payable": one.payable,
        "total": one.total,
        "lines": {line.key: line.amount for line in one.lines},
        "shares": {key: share.total for key, share in payment.shares.items()},
    }
    not_paid = [f"{row.person} {row.label}：{'；'.join(row.reasons)}" for row in one.not_paid]
    said = {"says": [line.say for line in one.lines], "notes": [*one.notes], "not_paid": not_paid}
    return facts, said


def _problems(one: RehearsedPeriod, row: dict[str, Any]) -> list[str]:
    facts, said = _payment(one.payment)
    found: dict[str, int] = {}
    for each in one.found:
        found[each.item] = found.get(each.item, 0) + 1
    facts["found"] = found
    if one.appraisal is not None:
        made = one.appraisal
        facts |= {"score": made.score, "percent": made.percent, "own_score": made.own_score}
        facts |= {"band": made.band and made.band.key}
        facts["totals"] = {sheet.sheet.by: sheet.total for sheet in made.sheets}
        said["says"] = [*made.steps, *said["says"]]
    said["notes"] = [*one.notes, *said["notes"]]
    said["missing"] = list(one.missing)
    return _compared(facts, said, row)


def _compared(
    facts: Mapping[str, Any], said: Mapping[str, list[str]], row: dict[str, Any]
) -> list[str]:
    problems = []
    if said["missing"] and "missing" not in row:
        problems.append(f"missing: {said['missing']}")
    for name, texts in said.items():
        for text in row.pop(name, ()):
            if not any(text in one for one in texts):
                problems.append(f"{name}: nothing says “{text}”; said: {texts}")
    for key, value in row.items():
        got = facts.get(key)
        if _plain(got) != _plain(value):
            problems.append(f"{key}: {got}, expected {value}")
    return problems


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if value is None or value == "none":
        return None
    return value if isinstance(value, str) else Fraction(str(value))
