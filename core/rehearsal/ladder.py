"""The whole ladder of checks, from the file to its worked examples, rung by rung."""

from dataclasses import replace
from pathlib import Path

from core.packages.check import Rung, climb, has_errors
from core.packages.read import BadFile, decode_package, load_toml
from core.packages.schema import Package
from core.plugin import Finding
from core.plugin.catalogue import Catalogue
from core.rehearsal.examples import check_examples
from core.workbook import at_cells, read_workbook


def climb_all(package: Package, catalogue: Catalogue, name: str) -> tuple[Rung, ...]:
    """Every rung in order; examples are asked once nothing else is wrong."""
    rungs = climb(package, catalogue, name)
    stands = not any(has_errors(rung.findings) for rung in rungs)
    examples = check_examples(package, catalogue, name) if stands else ()
    return (*rungs, Rung(label="样例算得对不对", findings=examples, asked=stands))


def climb_file(path: Path, catalogue: Catalogue) -> tuple[Rung, ...]:
    """Every rung of a package file or workbook: whether it can be read at all, then its rows."""
    if path.suffix.lower() == ".xlsx":
        return climb_workbook(path.read_bytes(), catalogue, path.name)
    try:
        package = decode_package(load_toml(path), path.name)
    except BadFile as bad:
        return _unread(bad.findings)
    return _read((), climb_all(package, catalogue, path.name))


def climb_workbook(content: bytes, catalogue: Catalogue, name: str) -> tuple[Rung, ...]:
    """Every rung of a workbook, each finding at its cell."""
    read = read_workbook(content, catalogue, name)
    if read.package is None:
        return _unread(read.findings)
    rungs = climb_all(read.package, catalogue, name)
    placed = (
        replace(rung, findings=at_cells(rung.findings, name, read.tables, read.cells))
        for rung in rungs
    )
    return _read(read.findings, tuple(placed))


def _read(findings: tuple[Finding, ...], rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    return (Rung(label="读入", findings=findings), *rungs)


def _unread(findings: tuple[Finding, ...]) -> tuple[Rung, ...]:
    return _read(findings, (Rung(label="其余各项", asked=False),))
