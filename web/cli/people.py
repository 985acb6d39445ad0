"""import people, import records: tables from Excel, all or nothing, with errors by row."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from core.calendar import business_day
from core.intake.columns import proposed_for
from core.intake.jobs import RECORDS, ROSTER
from core.people.importing import Finding
from core.spreadsheets import open_any
from core.store import new_id
from core.trust import Reach, Scope
from web.cli.opening import OPERATOR, opened
from web.cli.saying import as_json, day_option, fail, show_json, told
from web.clock import clock
from web.importing import Chosen, Wish, Work, columns_for, first_table

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command("people")
@FILE
@click.option("--contract", required=True, help="放进哪个合同的服务名单。")
@day_option("--from", "表中没有写生效日期时用这一天，默认为今天。")
@as_json
def people(file: Path, contract: str, as_json: bool, **options: date | None) -> None:
    """从 Excel 导入对象并放进服务名单；有一处错误就一行也不导入。"""
    found, result = _imported(file, ROSTER, contract, "", options["from"], as_json)
    new, number = result["new"], result["people"]
    if as_json:
        show_json({"imported": number, "new": new, "findings": found})
        return
    _notes(found)
    click.echo(f"导入 {number} 人，其中新建档 {new} 人，已在册 {number - new} 人。")


@click.command("records")
@FILE
@click.option("--kind", required=True, help="哪一种记录，如 home_visit。")
@click.option("--contract", required=True, help="按哪份合同的表单认列，记录归它的承接机构。")
@day_option("--day", "今天是哪一天，默认为今天。")
@as_json
def records(file: Path, kind: str, contract: str, as_json: bool, **options: date | None) -> None:
    """从 Excel 导入以往的服务记录；有一处错误就一行也不导入。"""
    found, result = _imported(file, RECORDS, contract, kind, options["day"], as_json)
    if as_json:
        show_json({"imported": len(result["records"]), **result, "findings": found})
        return
    _notes(found)
    click.echo(f"导入 {len(result['records'])} 条记录，计入 {sum(result['counted'].values())} 处。")


def _imported(
    file: Path, what: str, contract: str, kind: str, day: date | None, as_json: bool
) -> tuple[list[Finding], dict[str, Any]]:
    """The notes and the result; ends with every finding and exit code 1 when anything is wrong."""
    at = clock()()
    content = file.read_bytes()
    with (
        told(),
        opened() as station,
        station.work(actor=OPERATOR, at=at, county=station.county) as unit,
    ):
        book = station.book(unit.connection)
        terms = book.terms.get(contract)
        if terms is None:
            fail(f"没有合同“{contract}”。现有：{'、'.join(book.terms)}。")
        wish = Wish(
            uuid=new_id(),
            kind=what,
            contract=contract,
            record_kind=kind,
            provider=terms.contract.provider,
            day=day or business_day(at),
            scope=Scope(reaches=frozenset({Reach(place=station.county)})),
            reach=bool,
        )
        columns = columns_for(station, book, wish)
        number, _, table = first_table(open_any(content), columns)
        chosen = Chosen(sheet=number, columns=proposed_for(table.headings, columns), fixed={})
        work = Work.of(station, wish, chosen, content)
        _, found = work.check(unit, {}, lambda done: None)
        if any(finding.error for finding in found):
            _refuse(found, as_json)
        return found, work.apply(unit, {}, lambda done: None)


def _notes(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(f"▲ 第 {finding.row} 行 {finding.column}：{finding.say}")


def _refuse(findings: Iterable[Finding], as_json: bool) -> NoReturn:
    if as_json:
        show_json({"imported": 0, "findings": list(findings)})
        raise SystemExit(1)
    rows = [f"✕ 第 {f.row} 行 {f.column}：{f.say}" for f in findings]
    fail("\n".join([*rows, "没有导入任何一行。请改正后重新导入。"]))
