"""contract put: a contract file put in force or amended, however many records that recounts."""

from pathlib import Path

import click

from core.packages.read import BadFile, decode_contract, load_toml
from core.studio.contract_loading import contract_kept, is_taken
from core.studio.contracting import put_in
from web.cli.opening import OPERATOR, opened
from web.cli.saying import as_json, fail, show_json, shown, told
from web.clock import clock


@click.command("put")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", default="", help="变更的理由；变更已有的合同时必填。")
@as_json
def put(file: Path, reason: str, as_json: bool) -> None:
    """建立合同，或按文件变更已有的合同，并重新计算有关的记录；已封账的月份不动。"""
    try:
        contract = decode_contract(load_toml(file), file.name)
    except BadFile as bad:
        fail("\n".join(shown(finding) for finding in bad.findings))
    with told(), opened() as station:
        at = clock()()
        with station.work(actor=OPERATOR, at=at, county=station.county) as unit:
            known = is_taken(unit.connection, contract.key)
            version = (
                contract_kept(unit.connection, unit.county, contract.key).version if known else 0
            )
            done = put_in(
                unit,
                station.catalogue,
                station.book(unit.connection),
                contract,
                version=version,
                reason=reason,
                most=None,
            )
    if as_json:
        show_json(done)
        return
    click.echo(
        f"“{contract.title}”现在是第 {done.version} 稿，重新计算了 {done.records} 条记录，"
        f"写入 {done.entries} 条台账。"
    )
