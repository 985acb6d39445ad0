"""Worked examples: one TOML file named as a sentence, run through the real counting rules.

The format is described in ``plugins/README.md``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from core.facts import Entry, EntryStatus
from core.ledger.outlook import outlook
from core.ledger.rules import Verdict
from core.ledger.rules.enrolling import enrolments_by_conditions
from core.ledger.rules.tallies import fold
from core.packages.check import check_package
from core.packages.check.ladder import has_errors
from core.packages.read import decode, decode_package, load_toml
from core.packages.schema import ContractFile, Package, SharingFile
from core.packages.shelf import sharing_groups, terms_of
from core.packages.terms import WHOLE_CONTRACT, Terms
from core.plugin.catalogue import Catalogue
from core.plugin.rooms import catalogue_of, find_rooms
from core.rehearsal import GivenFacts, Rehearsal, read_tables, rehearse
from core.rehearsal.tables import COLUMNS, NOUNS

CONFIG = Path(__file__).resolve().parents[2] / "config"
HEAD = {
    "story", "clause", "on", "package", "inline", "contract", "contracts", "sharing", "enrol", "expect",
}  # fmt: skip
#: ``enrol``: the roster is what the conditions of the tiers propose, instead of a list.
BY_CONDITIONS = "by_conditions"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One worked example: terms, facts, the day, and what an officer would check."""

    path: Path
    day: date
    terms: tuple[Terms, ...]
    given: GivenFacts
    rehearsal: Rehearsal
    expect: tuple[Mapping[str, Any], ...]


@lru_cache(maxsize=8)
def catalogue_with(*rooms: ModuleType) -> Catalogue:
    """The catalogue of the rooms beside the core, and of these from outside."""
    found = find_rooms(import_module("plugins"), outside=False)
    for room in rooms:
        found.manager.register(room, name=room.__name__)
    return catalogue_of(found)


@lru_cache(maxsize=32)
def _package(key: str, beside: Path) -> Package:
    """A package of ``config/packages``, or ``package.toml`` in the folder of the examples' folder."""
    for path in [*sorted((CONFIG / "packages").glob("*.toml")), *beside.glob("package.toml")]:
        tables = load_toml(path)
        if tables.get("package", {}).get("id") == key:
            return decode_package(tables, path.name)
    raise AssertionError(f"no package {key!r} in config/packages or {beside.name}")


def _inline(tables: Mapping[str, Any], name: str, catalogue: Catalogue) -> Package:
    heading = {
        "id": "inline",
        "type": "station_indicators",
        "title": "样例",
        "version": 1,
        "effective_from": date(2025, 1, 1),
        "source": "样例",
        "clause": "样例",
        **tables.get("package", {}),
    }
    package = decode_package({**tables, "package": heading}, name)
    findings = check_package(package, catalogue, name)
    assert not has_errors(findings), "\n".join(f"{f.place} {f.say} {f.remedy}" for f in findings)
    return package


def _terms(data: Mapping[str, Any], path: Path, catalogue: Catalogue) -> tuple[Terms, ...]:
    name = path.name
    rows = data.get("contracts") or [{"key": "contract", **data.get("contract", {})}]
    inline = _inline(data["inline"], name, catalogue) if "inline" in data else None
    found = []
    for row in rows:
        row = dict(row)
        wanted = row.pop("package", data.get("package"))
        own = inline is not None and wanted in (None, inline.package.id)
        package = inline if own else _package(wanted, path.parent.parent)
        assert package is not None, "an example names a package or brings an inline one"
        filled = {
            "title": row.get("key"),
            "package_version": package.package.version,
            "county": "yanshi",
            "purchaser": "minzheng",
            "provider": "provider",
            "start": date(2025, 1, 1),
            "end": date(2025, 12, 31),
            **row,
            "package": package.package.id,
        }
        found.append(terms_of(decode(filled, ContractFile, name), package, catalogue))
    return tuple(found)


def load_example(path: Path, *rooms: ModuleType) -> Example:
    """Read an example and count it; ``rooms`` are plugins from outside the repository."""
    return example_of(path, load_toml(path), *rooms)


def example_of(path: Path, data: Mapping[str, Any], *rooms: ModuleType) -> Example:
    """Count an example that was read already."""
    catalogue = catalogue_with(*rooms)
    unknown = set(data) - HEAD - set(COLUMNS) - set(NOUNS)
    assert not unknown, f"unknown tables {sorted(unknown)}"
    terms = _terms(data, path, catalogue)
    given = _given(data, terms)
    groups = sharing_groups(
        tuple(decode(row, SharingFile, path.name) for row in data.get("sharing", ()))
    )
    day = data["on"]
    return Example(
        path=path,
        day=day,
        terms=terms,
        given=given,
        rehearsal=rehearse(terms, given, day, catalogue, groups),
        expect=tuple(data["expect"]),
    )


def _given(data: Mapping[str, Any], terms: tuple[Terms, ...]) -> GivenFacts:
    tables = {name: list(data.get(name, ())) for name in (*COLUMNS, *NOUNS) if name in data}
    first = terms[0].contract
    given = read_tables(tables, contract=first.key, provider=first.provider, county="yanshi")
    if "enrol" not in data:
        return given
    assert data["enrol"] == BY_CONDITIONS, f"enrol = {BY_CONDITIONS!r}, or a list of enrolments"
    proposed = (e for one in terms for e in enrolments_by_conditions(one, given.people.values()))
    return replace(given, enrolments=tuple(proposed))


def problems_of(example: Example) -> list[str]:
    """Every expectation that does not hold, with what was found instead."""
    assert example.expect, "an example expects something"
    return [problem for row in example.expect for problem in _problems(example, dict(row))]


def _problems(example: Example, row: dict[str, Any]) -> list[str]:
    contract = row.pop("contract", example.terms[0].contract.key)
    line = row.pop("line", None)
    if line in example.rehearsal.derived[contract]:
        found = example.rehearsal.derived[contract][line]
        return _differences(f"{contract} {line}", {"value": found}, row)
    terms = next(t for t in example.terms if t.contract.key == contract)
    if "person" in row and line in terms.by_key and terms.by_key[line].quota:
        return _owed_problems(example, contract, line, row)
    verdict = next((v for v in example.rehearsal.verdicts[contract] if v.line.key == line), None)
    if verdict is None and line != WHOLE_CONTRACT:
        return [f"{contract} has no line {line!r}"]
    if "person" in row:
        return _person_problems(example, contract, line, row)
    return _line_problems(example, contract, line, verdict, row)


def _entries(example: Example, contract: str, line: str) -> list[Entry]:
    terms = next(t for t in example.terms if t.contract.key == contract)
    kinds = terms.by_key[line].kinds if line in terms.by_key else frozenset()
    roster = line in terms.by_key and any(s.roster for s in terms.by_key[line].selectors)
    own = terms.by_key[line].scopes[0] if line in terms.by_key else "term"

    def concerns(entry: Entry) -> bool:
        """Its own entries, and what the contract refused as a whole of what the line looks at."""
        if entry.contract != contract:
            return False
        if entry.line == line:
            return entry.scope.split(":")[0] == own
        whole = entry.line == WHOLE_CONTRACT and bool(kinds)
        return whole and (roster or any(reason.code == "site" for reason in entry.reasons))

    return [entry for entry in example.rehearsal.entries if concerns(entry)]


def _line_problems(
    example: Example, contract: str, line: str, verdict: Verdict | None, row: dict[str, Any]
) -> list[str]:
    entries = _entries(example, contract, line)
    number = {status: sum(1 for e in entries if e.status is status) for status in EntryStatus}
    counted = [e for e in entries if e.status is EntryStatus.COUNTED]
    found: dict[str, Any] = {
        "counted": number[EntryStatus.COUNTED],
        "refused": number[EntryStatus.REFUSED],
        "claimed": number[EntryStatus.CLAIMED],
        "duplicates": number[EntryStatus.DUPLICATE],
        "overflow": number[EntryStatus.OVERFLOW],
        "paid": sum(1 for e in counted if e.paid),
        "late": sum(1 for e in counted if e.late),
    }
    if verdict is not None:
        found |= {
            "value": verdict.value,
            "goal": verdict.goal,
            "met": verdict.met,
            "state": verdict.state.value,
            "shortfall": verdict.shortfall,
            "headroom": verdict.headroom,
            "expected": verdict.expected,
            "forecast": verdict.forecast,
        }
    if verdict is not None and "outlook" in row:
        terms = next(t for t in example.terms if t.contract.key == contract)
        found["outlook"] = outlook(terms, verdict, fold(entries), example.day, _plain_value)
    problems = []
    for text in row.pop("reasons", ()):
        said = [reason.say for entry in entries for reason in entry.reasons]
        if not any(text in say for say in said):
            problems.append(f"{contract} {line}: no reason says “{text}”; said: {said}")
    for key, value in row.pop("periods", {}).items():
        quantity = sum((e.quantity for e in counted if e.period == key), Decimal(0))
        cell = next(
            (c for p in (verdict.parts if verdict else ()) for c in p.cells if c.key == key), None
        )
        got = cell.value if cell else quantity
        if got != Decimal(str(value)):
            problems.append(f"{contract} {line} in {key}: {got}, expected {value}")
    problems += _exclusions(f"{contract} {line}", verdict, row.pop("excluded", {}))
    return problems + _differences(f"{contract} {line}", found, row)


def _plain_value(_field: str, value: str) -> str:
    """An example says the values of a list as they are written."""
    return value


def _exclusions(
    where: str, verdict: Verdict | None, wanted: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """``excluded``: of a rate's period, exactly these people are left out, each for that reason."""
    cells = {c.key: dict(c.excluded) for p in (verdict.parts if verdict else ()) for c in p.cells}
    return [
        f"{where} in {key} leaves out {cells.get(key)}, expected {dict(people)}"
        for key, people in wanted.items()
        if cells.get(key) != people
    ]


def _person_problems(example: Example, contract: str, line: str, row: dict[str, Any]) -> list[str]:
    person = row.pop("person")
    period = row.pop("period", None)
    verdict = next(v for v in example.rehearsal.verdicts[contract] if v.line.key == line)
    cells = {cell.key: cell for part in verdict.parts for cell in part.cells}
    cell = cells.get(f"{person}/{period}") or cells.get(person)
    if cell is None:
        return [f"{contract} {line}: {person} is not judged; judged: {sorted(cells)}"]
    found = {"value": cell.value, "done": cell.value, "met": cell.met, "goal": cell.goal}
    return _differences(f"{contract} {line} {person}", found, row)


def _owed_problems(example: Example, contract: str, line: str, row: dict[str, Any]) -> list[str]:
    person, period = row.pop("person"), row.pop("period", None)
    mine = [
        o
        for o in example.rehearsal.owed
        if (o.contract, o.line, o.person) == (contract, line, person)
    ]
    one = next((o for o in mine if period is None or o.period.key == period), None)
    if one is None:
        if row.get("owed") == 0 and row.get("done", 0) == 0:
            return []
        return [f"{contract} {line}: nothing is owed to {person} in {period}"]
    found = {
        "owed": one.owed,
        "done": one.done,
        "state": one.state.value,
        "due": one.due,
        "met": one.done >= one.owed,
    }
    return _differences(f"{contract} {line} {person} {period}", found, row)


def _differences(where: str, found: dict[str, Any], row: dict[str, Any]) -> list[str]:
    problems = []
    for key, wanted in row.items():
        if key not in found:
            problems.append(f"{where}: nothing is known of {key!r}")
            continue
        got = found[key]
        if isinstance(got, Decimal) and not isinstance(wanted, bool):
            wanted = Decimal(str(wanted))
        if got != wanted:
            problems.append(f"{where} {key}: {got}, expected {wanted}")
    return problems


def examples_in(test_file: str, *rooms: ModuleType) -> Callable[..., None]:
    """A parametrised test over every example in the ``examples`` folder beside a test file.

    A room that lives outside the repository names itself.
    """
    # Only tests need pytest: a station runs without the tools of developers.
    import pytest

    folder = Path(test_file).parent / "examples"
    paths = sorted(folder.glob("*.toml"))
    assert paths, f"no examples in {folder}"

    @pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])
    def test_example(path: Path) -> None:
        problems = problems_of(load_example(path, *rooms))
        assert not problems, "\n".join(problems)

    return test_example
