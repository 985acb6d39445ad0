"""form export, import: a package's form as an XLSForm and back; no database is touched."""

from pathlib import Path

import click
import tomli_w

from core.plugin import Severity
from core.workbook.canonical import plain_row
from core.xlsform import export_form, import_form, unsaid
from web.cli.opening import rooms_and_catalogue
from web.cli.saying import fail, shown, told
from web.cli.workbooks import file_in, file_out, package_of


def _free(path: Path) -> None:
    if path.exists():
        fail(f"“{path}”已经存在。请换一个文件名，或先移走它。")


@click.command("export")
@click.argument("source", metavar="PACKAGE", type=file_in)
@click.argument("key", metavar="FORM")
@click.argument("out", metavar="OUT.xlsx", type=file_out)
def export(source: Path, key: str, out: Path) -> None:
    """把采购包里的一张表单写成 XLSForm，供 ODK、KoBoToolbox 等使用。"""
    _free(out)
    package = package_of(source, rooms_and_catalogue()[1])
    form = next((one for one in package.form if one.key == key), None)
    if form is None:
        known = "、".join(f"{one.key}（{one.label}）" for one in package.form) or "没有"
        fail(f"采购包里没有表单“{key}”。可选：{known}。")
    with told():
        content = export_form(form)
    for finding in unsaid(form):
        click.echo(shown(finding), err=True)
    out.write_bytes(content)
    click.echo(f"已写入 {out}。")


@click.command("import")
@click.argument("source", metavar="FILE.xlsx", type=file_in)
@click.argument("out", metavar="OUT.toml", type=file_out)
def import_(source: Path, out: Path) -> None:
    """把 XLSForm 读成采购包的表单（TOML 的 [[form]] 一段）；有错误时不写。"""
    _free(out)
    read = import_form(source.read_bytes(), source.name)
    for finding in read.findings:
        click.echo(shown(finding), err=True)
    if read.form is None:
        wrong = sum(one.severity is Severity.ERROR for one in read.findings)
        fail(f"有 {wrong} 处必须先改，没有写入。")
    out.write_text(tomli_w.dumps({"form": [plain_row(read.form)]}, indent=2), encoding="utf-8")
    click.echo(f"已写入 {out}：{len(read.form.questions)} 道题。")
