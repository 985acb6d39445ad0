"""import people: a roster from Excel, all or nothing, with errors by row."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from core.calendar import business_day
from core.facts import RosterState
from core.packages.rosters import enrol
from core.people.importing import Finding, apply_plan, check_plan, read_people_workbook
from core.recording import repost_people
from core.store import new_id, unit_of_work
from web.cli.opening import OPERATOR, opened
from web.cli.saying import as_json, day_option, fail, show_json, told
from web.clock import clock


@click.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--contract", required=True, help="放进哪个合同的服务名单。")
@day_option("--from", "表中没有写生效日期时用这一天，默认为今天。")
@as_json
def people(file: Path, contract: str, as_json: bool, **options: date | None) -> None:
    """从 Excel 导入对象并放进服务名单；有一处错误就一行也不导入。"""
    at = clock()()
    day = options["from"] or business_day(at)
    with told(), opened() as station:
        plan = read_people_workbook(file.read_bytes(), day=day)
        with unit_of_work(station.engine, actor=OPERATOR, at=at, county=station.county) as unit:
            book = station.book(unit.connection)
            terms = book.terms.get(contract)
            if terms is None:
                fail(f"没有合同“{contract}”。现有：{'、'.join(book.terms)}。")
            plan = check_plan(unit.connection, station.sealer, station.county, plan)
            if any(finding.error for finding in plan.findings):
                _refuse(plan.findings, as_json)
            tiers = {tier.label: tier.key for tier in terms.package.tier}
            imported = apply_plan(unit, station.sealer, plan)
            for one in imported:
                tier = tiers.get(one.tier, one.tier)
                if tier and tier not in tiers.values():
                    fail(f"第 {one.row} 行：没有分级“{one.tier}”。可用：{'、'.join(tiers)}。")
                enrol(
                    unit,
                    uuid=new_id(),
                    contract=contract,
                    person=one.person,
                    start=one.effective or day,
                    tier=tier,
                    worker=one.worker,
                    state=RosterState.APPROVED,
                    approved_on=day,
                )
            repost_people(unit, book, [one.person for one in imported])
    new = sum(1 for one in imported if one.is_new)
    if as_json:
        show_json({"imported": len(imported), "new": new, "findings": plan.findings})
    else:
        for finding in plan.findings:
            click.echo(f"▲ 第 {finding.row} 行 {finding.column}：{finding.say}")
        click.echo(
            f"导入 {len(imported)} 人，其中新建档 {new} 人，已在册 {len(imported) - new} 人。"
        )


def _refuse(findings: Iterable[Finding], as_json: bool) -> NoReturn:
    if as_json:
        show_json({"imported": 0, "findings": list(findings)})
        raise SystemExit(1)
    rows = [f"✕ 第 {f.row} 行 {f.column}：{f.say}" for f in findings]
    fail("\n".join([*rows, "没有导入任何一行。请改正后重新导入。"]))
