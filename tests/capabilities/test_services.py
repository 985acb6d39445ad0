"""Kinds of service that none of the five texts covers: each a change of configuration files only."""

import re
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from core.packages.check import check_file
from core.packages.check.ladder import has_errors
from core.packages.sentences import SENTENCES, rows_of, say
from core.plugin.rooms import catalogue_of, find_rooms
from core.workbook import canonical, read_workbook, write_workbook
from tests.capabilities.worked import worked_examples
from tests.packages.test_sentences import KEY, labels_for

HERE = Path(__file__).parent / "services"
SERVICES = sorted(path.parent for path in HERE.glob("*/package.toml"))
CATALOGUE = catalogue_of(find_rooms(import_module("plugins"), outside=False))
each_service = pytest.mark.parametrize("folder", SERVICES, ids=[one.name for one in SERVICES])

test_example = worked_examples(HERE, "*/examples/*.toml")


def package_of(folder):
    package, findings = check_file(folder / "package.toml", CATALOGUE)
    assert package is not None and not has_errors(findings), "\n".join(
        f"{one.place} {one.say} {one.remedy}" for one in findings
    )
    return package


def clauses_in(row):
    """Every clause of a row and of the rows within it."""
    for name, value in row.items():
        if name == "clause":
            yield value
        for inner in value if isinstance(value, list | tuple) else [value]:
            if isinstance(inner, dict):
                yield from clauses_in(inner)


def test_there_are_three_services_with_six_worked_examples_each():
    assert len(SERVICES) >= 3
    assert all(len(list(folder.glob("examples/*.toml"))) >= 6 for folder in SERVICES)
    assert {path.suffix for path in HERE.rglob("*.*")} <= {".toml", ".txt"}, "no code per service"


@each_service
def test_the_ladder_of_checks_finds_no_error(folder):
    package = package_of(folder)
    assert sum(len(rows_of(package, sheet)) for sheet in SENTENCES) >= 20


@each_service
def test_every_row_carries_a_sentence_of_the_tender(folder):
    bare = re.compile(r"\s")
    tender = bare.sub("", (folder / "tender.txt").read_text(encoding="utf-8"))
    for sheet in SENTENCES:
        for row in rows_of(package_of(folder), sheet):
            clauses = [clause for clause in clauses_in(msgspec.to_builtins(row)) if clause]
            assert clauses, row
            for clause in clauses:
                assert bare.sub("", clause) in tender, (sheet, clause)


@each_service
def test_every_row_is_said_in_chinese(folder):
    package = package_of(folder)
    labels = labels_for(package, CATALOGUE)
    for sheet in SENTENCES:
        for row in rows_of(package, sheet):
            said = say(sheet, row, labels)
            assert said.endswith("。") and not KEY.search(said), (sheet, said)


@each_service
def test_the_package_survives_the_workbook_byte_for_byte(folder):
    package = package_of(folder)
    read = read_workbook(write_workbook(package, CATALOGUE), CATALOGUE, f"{folder.name}.xlsx")
    assert read.package is not None, read.findings
    assert canonical(read.package) == canonical(package)
