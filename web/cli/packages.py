"""package check, diff: a package before it is put into service; no database is touched."""

from dataclasses import replace
from pathlib import Path

import click

from core.packages.check import Rung, check_file, has_errors
from core.packages.compare import compare
from core.packages.schema import Package
from core.packages.shelf import load_shelf
from core.plugin import Severity
from core.plugin.catalogue import Catalogue
from core.rehearsal import climb_file
from core.rehearsal.examples import check_examples
from web.cli.opening import rooms_and_catalogue
from web.cli.saying import as_json, fail, show_json, shown


def _rungs(path: Path, catalogue: Catalogue) -> tuple[Rung, ...]:
    """The ladder of one file; of a folder, everything in it with its contracts and agreements."""
    if path.is_file():
        return climb_file(path, catalogue)
    if (path / "packages").is_dir():
        return _rungs_of_shelf(path, catalogue)
    files = sorted(path.glob("*.toml"))
    if not files:
        fail(f"“{path}”里没有采购包文件（*.toml）。")
    if path.name == "packages" and (path.parent / "contracts").is_dir():
        return _rungs_of_shelf(path.parent, catalogue)
    return tuple(
        replace(rung, label=f"{file.stem} · {rung.label}")
        for file in files
        for rung in climb_file(file, catalogue)
    )


def _rungs_of_shelf(folder: Path, catalogue: Catalogue) -> tuple[Rung, ...]:
    shelf = load_shelf(folder, catalogue)
    stands = not has_errors(shelf.findings)
    examples = tuple(
        finding
        for (key, _), package in shelf.packages.items()
        if stands
        for finding in check_examples(package, catalogue, f"{key}.toml")
    )
    return (
        Rung(label="采购包、合同和兼计", findings=shelf.findings),
        Rung(label="样例算得对不对", findings=examples, asked=stands),
    )


@click.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@as_json
def check(path: Path, as_json: bool) -> None:
    """一级一级检查采购包文件、工作簿或文件夹；有必改的问题时退出码为 1。"""
    _, catalogue = rooms_and_catalogue()
    rungs = _rungs(path, catalogue)
    findings = [finding for rung in rungs for finding in rung.findings]
    errors = sum(1 for f in findings if f.severity is Severity.ERROR)
    if as_json:
        show_json(
            {
                "errors": errors,
                "warnings": len(findings) - errors,
                "findings": findings,
                "rungs": [
                    {
                        "label": rung.label,
                        "asked": rung.asked,
                        "found": len(rung.findings),
                        "note": rung.note,
                    }
                    for rung in rungs
                ],
            }
        )
    else:
        for rung in rungs:
            click.echo(_headline(rung))
            for finding in rung.findings:
                click.echo(f"  {shown(finding)}")
        click.echo(f"{errors} 处错误，{len(findings) - errors} 处需要确认。")
    if errors:
        raise SystemExit(1)


def _headline(rung: Rung) -> str:
    if not rung.asked:
        return f"○ {rung.label}：前面有错误，改好以后再检查。"
    if has_errors(rung.findings):
        return f"✕ {rung.label}："
    if rung.findings:
        return f"▲ {rung.label}：{rung.note}"
    return f"● {rung.label}：{rung.note or '没有发现问题。'}"


def checked(path: Path, catalogue: Catalogue) -> Package:
    """The package of a file without errors; else every finding is said and the command ends."""
    package, findings = check_file(path, catalogue)
    if package is None or has_errors(findings):
        fail("\n".join(shown(f) for f in findings))
    return package


@click.command("diff")
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def diff(old: Path, new: Path, as_json: bool) -> None:
    """逐行对照两个采购包文件。"""
    _, catalogue = rooms_and_catalogue()
    changes = compare(checked(old, catalogue), checked(new, catalogue))
    if as_json:
        show_json({"changes": changes})
        return
    for change in changes:
        click.echo(change.say)
    click.echo(f"共 {len(changes)} 处不同。" if changes else "两个文件没有不同。")
