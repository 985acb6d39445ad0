"""package convert, blank: packages as workbooks and back; no database is touched."""

from pathlib import Path

import click

from core.packages.read import BadFile, decode_package, load_toml
from core.packages.schema import Package
from core.plugin.catalogue import Catalogue
from core.workbook import blank_workbook, canonical, read_workbook, write_workbook
from web.cli.opening import rooms_and_catalogue
from web.cli.saying import fail, shown

file_in = click.Path(exists=True, dir_okay=False, path_type=Path)
file_out = click.Path(dir_okay=False, path_type=Path)


def package_of(path: Path, catalogue: Catalogue) -> Package:
    """The package of a file of either kind; what stands in the way is said."""
    if path.suffix.lower() == ".xlsx":
        read = read_workbook(path.read_bytes(), catalogue, path.name)
        if read.package is None:
            fail("\n".join(shown(finding) for finding in read.findings))
        for finding in read.findings:
            click.echo(shown(finding), err=True)
        return read.package
    try:
        return decode_package(load_toml(path), path.name)
    except BadFile as bad:
        fail("\n".join(shown(finding) for finding in bad.findings))


@click.command("convert")
@click.argument("source", metavar="A", type=file_in)
@click.argument("target", metavar="B", type=file_out)
def convert(source: Path, target: Path) -> None:
    """把采购包在工作簿（.xlsx）和 TOML 之间互相转换，不丢内容（注释除外）。"""
    if target.suffix.lower() not in (".xlsx", ".toml"):
        fail(f"“{target.name}”的扩展名应为 .xlsx 或 .toml。")
    _, catalogue = rooms_and_catalogue()
    package = package_of(source, catalogue)
    if target.suffix.lower() == ".xlsx":
        target.write_bytes(write_workbook(package, catalogue))
    else:
        target.write_text(canonical(package), encoding="utf-8")
    click.echo(f"已写入 {target}。")


@click.command("blank")
@click.argument("contract_type", metavar="TYPE")
@click.argument("target", metavar="OUT.xlsx", type=file_out)
def blank(contract_type: str, target: Path) -> None:
    """写出某种合同类型的空白工作簿。"""
    _, catalogue = rooms_and_catalogue()
    if contract_type not in catalogue.contract_types:
        known = "、".join(f"{key}（{one.label}）" for key, one in catalogue.contract_types.items())
        fail(f"没有合同类型“{contract_type}”。可选：{known}。")
    target.write_bytes(blank_workbook(contract_type, catalogue))
    click.echo(f"已写入 {target}。")
