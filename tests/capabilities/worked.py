"""Worked examples from records to fen: the format of ``core.testing``, and what is paid for it.

``[[settle]]`` rows settle one month each (``period``), in order, from the counted records: with
``sheets`` of scorers, a ``chosen`` percentage, ``falsified`` people. ``[instalments]`` looks at a
``price`` in fen and asks which lines are met. Both may expect ``payable``, ``lines`` (key → fen),
``says``, ``missing``, ``not_paid`` and ``shares`` (purchaser → fen).
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.appraisal.rules import Appraisal, ChosenPercent, Sheet, appraise
from core.packages.read import load_toml
from core.settlement.rules import Falsified, Statement, instalments, served_of, settle, shared
from core.testing import problems_of
from core.testing.examples import Example, example_of

PAID = ("settle", "instalments")


def problems_in(path: Path) -> list[str]:
    """Every expectation of an example that does not hold, of counting and of paying."""
    data = dict(load_toml(path))
    paid = {name: data.pop(name) for name in PAID if name in data}
    assert data["story"] and data["clause"]
    data.setdefault("expect", [])
    example = example_of(path, data)
    problems = problems_of(example) if example.expect else []
    assert example.expect or paid, "an example expects something"
    before = 0
    for row in paid.get("settle", ()):
        statement = _month(example, row, before)
        before += statement.total
        problems += _problems(example, statement, dict(row))
    if "instalments" in paid:
        row = paid["instalments"]
        problems += _problems(example, _instalments(example, row), dict(row))
    return problems


def _appraisal(example: Example, row: Mapping[str, Any]) -> Appraisal | None:
    if "sheets" not in row:
        return None
    sheets = [Sheet(**{**one, "total": Decimal(one["total"])}) for one in row["sheets"]]
    chosen = ChosenPercent(**row["chosen"]) if "chosen" in row else None
    return appraise(
        example.terms[0],
        sheets,
        period=row.get("period", "term"),
        cycle=row.get("cycle", "month"),
        chosen=chosen,
    )


def _month(example: Example, row: Mapping[str, Any], before: int) -> Statement:
    terms, given = example.terms[0], example.given
    served = served_of(
        terms, example.rehearsal.entries, given.enrolments, given.people, row["period"]
    )
    return settle(
        terms,
        served,
        _appraisal(example, row),
        period=row["period"],
        falsified=[Falsified(**one) for one in row.get("falsified", ())],
        paid_before=before,
    )


def _instalments(example: Example, row: Mapping[str, Any]) -> Statement:
    terms = example.terms[0]
    verdicts = example.rehearsal.verdicts[terms.contract.key]
    met = frozenset(verdict.line.key for verdict in verdicts if verdict.met)
    appraisal = _appraisal(example, row)
    by_cycle = {appraisal.cycle: appraisal} if appraisal else {}
    return instalments(terms, row["price"], met, by_cycle, period="term")


def _problems(example: Example, statement: Statement, row: dict[str, Any]) -> list[str]:
    package = example.terms[0].package
    said = [line.say for line in statement.lines] + list(statement.notes)
    reasons = [reason for one in statement.not_paid for reason in one.reasons]
    found = {"says": said, "missing": list(statement.missing), "not_paid": reasons}
    problems = [
        f"{statement.period}: nothing in {name} says “{text}”: {texts}"
        for name, texts in found.items()
        for text in row.get(name, ())
        if not any(text in one for one in texts)
    ]
    if statement.missing and "missing" not in row:
        problems.append(f"{statement.period} misses {statement.missing}")
    if "payable" in row and statement.payable != row["payable"]:
        problems.append(f"{statement.period} pays {statement.payable}: {said} {reasons}")
    amounts = {line.key: line.amount for line in statement.lines}
    if "lines" in row and amounts != row["lines"]:
        problems.append(f"{statement.period} lines {amounts}")
    parts = shared(package, statement)
    if parts:
        assert sum(part.total for part in parts.values()) == statement.total, "to the fen"
    if "shares" in row and {key: part.payable for key, part in parts.items()} != row["shares"]:
        problems.append(f"{statement.period} shares {[(k, p.payable) for k, p in parts.items()]}")
    return problems


def worked_examples(folder: Path, pattern: str):
    """A parametrised test over every example that matches below a folder."""
    paths = sorted(folder.glob(pattern))
    assert paths

    @pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])
    def test_example(path):
        problems = problems_in(path)
        assert not problems, "\n".join(problems)

    return test_example
