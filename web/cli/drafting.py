"""package draft: a package proposed from a tender's own text; no database is touched."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from core.calendar import business_day
from core.drafting import (
    Draft,
    UnreadableTender,
    as_data,
    as_toml,
    draft,
    open_tender,
    package_of,
    report,
)
from core.packages.schema import Package
from core.workbook import Place, write_workbook
from web.cli.opening import rooms_and_catalogue
from web.cli.saying import as_json, day_option, fail, show_json
from web.clock import clock

Write = Callable[[Draft, Package], bytes]

#: What each kind of file is written by.
WRITERS: Mapping[str, Write] = {
    ".toml": lambda found, package: as_toml(found, package).encode(),
    ".txt": lambda found, _package: report(found).encode(),
    ".xlsx": lambda found, package: _workbook(found, package),
}


def _workbook(found: Draft, package: Package) -> bytes:
    """The draft as a workbook: a note on each cell that the officer has to look at."""
    _, catalogue = rooms_and_catalogue()
    numbers: dict[str, int] = {}
    marks: dict[Place, str] = {}
    for proposal in found.proposals:
        number = numbers.get(proposal.section, 0)
        numbers[proposal.section] = number + 1
        for mark in proposal.marks:
            nested, _, field = mark.field.rpartition(".")
            part, _, at = nested.partition(".")
            table = f"{proposal.section}.{part}" if part else proposal.section
            index = (number, int(at)) if at.isdigit() else (number,)
            marks[table, index, field] = f"请确认：{mark.say}"
    return write_workbook(package, catalogue, marks)


@click.command("draft")
@click.argument("tender", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--type", "kind", default="", help="合同类型的编号；可以在检查前再填。")
@click.option("--id", "package_id", default="draft", help="采购包的编号，定了不再改。")
@click.option("--title", default="", help="采购包的名称；默认取文件名。")
@day_option("--from", "生效日期；默认今天。")
@as_json
def draft_(
    tender: Path,
    out: Path,
    kind: str,
    package_id: str,
    title: str,
    as_json: bool,
    **day: date | None,
) -> None:
    """由采购文件（.docx、.txt）起草采购包，写成 .xlsx、.toml 或 .txt；拿不准的都标出，请逐行确认。"""
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        fail(f"“{out.name}”的格式写不了。可以写成：{'、'.join(WRITERS)}。")
    if out.exists():
        fail(f"“{out}”已经存在。请换一个文件名，或先移走它。")
    try:
        found = draft(open_tender(tender.read_bytes(), tender.name))
    except UnreadableTender as unreadable:
        fail(f"{tender.name}：{unreadable.say}")
    package = package_of(
        found,
        id=package_id,
        type=kind,
        title=title or tender.stem,
        effective_from=day["from"] or business_day(clock()()),
    )
    out.write_bytes(write(found, package))
    if as_json:
        show_json(as_data(found, package))
        return
    marked = sum(1 for proposal in found.proposals if proposal.marks)
    click.echo(
        f"已写入“{out}”：提出 {len(found.proposals)} 行，其中 {marked} 行有待确认；"
        f"另有 {len(found.unused)} 处数字没有用到，列在文件末尾。"
    )
