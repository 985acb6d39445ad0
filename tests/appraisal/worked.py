"""Worked examples of appraisal and settlement: one TOML file named as a sentence each.

``package`` is changed by ``choose`` (answers of its choices) and ``replace`` (whole tables), and has
to pass the checks. ``sheet`` are score sheets, ``others`` the agency's other projects, ``chosen`` the
percentage that a person chose. ``served`` rows with ``count`` stand for so many people, ``falsified``
for what was found. ``expect`` is what an officer would check.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from core.appraisal.rules import ChosenPercent, Observation, Sheet, appraise
from core.packages.check import check_package
from core.packages.check.ladder import has_errors
from core.packages.read import decode_package, load_toml
from core.packages.schema import ContractFile, Package
from core.packages.shelf import terms_of
from core.plugin.rooms import catalogue_of, find_rooms
from core.settlement.rules import Falsified, Served, instalments, settle

CONFIG = Path(__file__).resolve().parents[2] / "config" / "packages"
HEAD = {
    "story", "clause", "package", "choose", "replace", "cycle", "period", "sheet", "others", "chosen",
    "served", "falsified", "bid_rate_percent", "paid_before", "price", "met", "expect",
}  # fmt: skip
FULL_RATE = {"part": 60, "whole": 60}


@cache
def catalogue():
    return catalogue_of(find_rooms(import_module("plugins"), outside=False))


@cache
def tables_of(package: str):
    return load_toml(CONFIG / f"{package}.toml")


def package_with(
    package: str = "home-care",
    choose: Mapping[str, str] | None = None,
    tables: Mapping[str, Any] | None = None,
) -> Package:
    """A package of the house with other answers and other tables, as it passes the checks."""
    choose = dict(choose or {})
    rows = [
        {**row, "choose": choose.pop(row["id"], row["choose"])}
        for row in tables_of(package)["choice"]
    ]
    assert not choose, f"no choice {sorted(choose)}"
    made = decode_package({**tables_of(package), "choice": rows, **(tables or {})}, package)
    findings = check_package(made, catalogue(), package)
    assert not has_errors(findings), "\n".join(f"{f.place} {f.say} {f.remedy}" for f in findings)
    return made


def terms_with(package: Package, project: str = "home-care"):
    tables = load_toml(CONFIG.parent / "contracts" / "home-care.toml")
    file = ContractFile(**{**tables, "key": project, "sites": tuple(tables["sites"])})
    return terms_of(file, package, catalogue())


def sheet_of(row: Mapping[str, Any]) -> Sheet:
    """A sheet; where it lists observations and says nothing of satisfaction, everybody was satisfied."""
    row = dict(row)
    found = [
        Observation(**{**one, "sources": tuple(one.get("sources", ()))})
        for one in row.pop("observations", ())
    ]
    surveyed = row.pop("surveyed", "total" not in row)
    if surveyed and not any(one.item == "satisfaction" for one in found):
        found.append(Observation(item="satisfaction", **FULL_RATE))
    return Sheet(**row, observations=tuple(found))


def served_of_row(row: Mapping[str, Any]) -> list[Served]:
    """``count`` people with a month each, or one thing served as it is written."""
    row = dict(row)
    if "identity" in row:
        row["identity"] = frozenset(row["identity"])
    count, prefix = row.pop("count", None), row.pop("people", row.get("tier", ""))
    agreed = {"approved": True, "agreed": True, "month": "2026-03"}
    if count is None:
        sources = tuple(row.pop("sources", [f"{row.get('person', '')}{row.get('line', '')}"]))
        return [Served(**{**agreed, **row, "sources": sources})]
    line = {"line": f"served-{row['tier']}"}
    return [
        Served(**{**agreed, **line, **row, "person": f"{prefix}-{n:03}", "sources": (f"v-{n}",)})
        for n in range(1, count + 1)
    ]


def problems_of(path: Path) -> list[str]:
    """Every expectation that does not hold, with what was found instead."""
    data = dict(load_toml(path))
    assert set(data) <= HEAD, f"unknown {sorted(set(data) - HEAD)}"
    assert data["story"] and data["clause"] and data["expect"]
    package = package_with(
        data.get("package", "home-care"), data.get("choose"), data.get("replace", {})
    )
    terms, period = terms_with(package), data.get("period", "2026-03")
    appraisal = _appraisal(data, package, terms, period)
    found: dict[str, Any] = _score(appraisal) if appraisal else {}
    steps = list(appraisal.steps) if appraisal else []
    missing = list(appraisal.missing) if appraisal else []
    statement = _statement(data, terms, appraisal, period)
    if statement is not None:
        found |= {"payable": statement.payable, "total": statement.total}
        steps += [line.say for line in statement.lines] + list(statement.notes)
        missing += list(statement.missing)
        assert statement.total == sum(line.amount for line in statement.lines)
    return _problems(dict(data["expect"]), found, steps, missing, appraisal, statement)


def _appraisal(data, package, terms, period):
    if "sheet" not in data:
        return None
    others = tuple(
        appraise(
            terms_with(package, row["project"]),
            [sheet_of(one) for one in row["sheet"]],
            period=period,
            cycle=data.get("cycle", "month"),
            chosen=ChosenPercent(**row["chosen"]) if "chosen" in row else None,
        )
        for row in data.get("others", ())
    )
    return appraise(
        terms,
        [sheet_of(row) for row in data["sheet"]],
        period=period,
        cycle=data.get("cycle", "month"),
        others=others,
        chosen=ChosenPercent(**data["chosen"]) if "chosen" in data else None,
    )


def _statement(data, terms, appraisal, period):
    if "price" in data:
        given = {"month": appraisal} if appraisal else {}
        return instalments(
            terms, data["price"], frozenset(data.get("met", ())), given, period=period
        )
    if "served" not in data:
        return None
    falsified = [
        Falsified(**{**row, "sources": tuple(row.get("sources", ()))})
        for row in data.get("falsified", ())
    ]
    return settle(
        terms,
        [one for row in data["served"] for one in served_of_row(row)],
        appraisal,
        period=period,
        falsified=falsified,
        bid_rate_percent=data.get("bid_rate_percent"),
        paid_before=data.get("paid_before", 0),
    )


def _score(appraisal):
    return {
        "score": appraisal.score,
        "own_score": appraisal.own_score,
        "band": appraisal.band and appraisal.band.key,
        "percent": appraisal.percent,
    }


def _problems(expect, found, steps, missing, appraisal, statement):
    problems = []
    for text in expect.pop("says", ()):
        if not any(text in step for step in steps):
            problems.append(f"nothing says “{text}”; said: {steps}")
    wanted = expect.pop("missing", [])
    for text in wanted:
        if not any(text in one for one in missing):
            problems.append(f"“{text}” is not missing; missing: {missing}")
    if not wanted and missing:
        problems.append(f"missing: {missing}")
    for reason in expect.pop("not_paid", ()):
        if not any(reason in "；".join(one.reasons) for one in statement.not_paid):
            problems.append(f"nothing is not paid because “{reason}”: {statement.not_paid}")
    if "items" in expect or "totals" in expect:
        first = appraisal.sheets[0]
        points = {one.item.key: one.points for one in first.items}
        for key, value in expect.pop("items", {}).items():
            if points[key] != Fraction(str(value)):
                problems.append(f"{key}: {points[key]}, expected {value}")
        for sheet, value in zip(appraisal.sheets, expect.pop("totals", ()), strict=False):
            if sheet.total != Fraction(str(value)):
                problems.append(f"sheet total {sheet.total}, expected {value}")
    if "lines" in expect:
        amounts = {line.key: line.amount for line in statement.lines}
        lines = expect.pop("lines")
        if amounts != lines:
            problems.append(f"lines {amounts}, expected {lines}")
    for key, value in expect.items():
        got = found[key]
        if isinstance(value, int | Decimal | str) and isinstance(got, Fraction):
            value = Fraction(str(value))
        if value == "none":
            value = None
        if got != value:
            problems.append(f"{key}: {got}, expected {value}")
    return problems


def worked_examples(test_file: str):
    """A parametrised test over every example beside a test file."""
    paths = sorted((Path(test_file).parent / "examples").glob("*.toml"))
    assert paths

    @pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])
    def test_example(path):
        problems = problems_of(path)
        assert not problems, "\n".join(problems)

    return test_example
