"""ledger rebuild and verify, audit verify, month seal."""

import click

from core.ledger.upkeep import rebuild, verify
from core.month_end.handing_in import hand_in
from core.month_end.verifying import broken_snapshots
from core.store import reading, unit_of_work
from core.store.audit import verify as verify_chain
from web.cli.opening import OPERATOR, opened
from web.cli.saying import as_json, fail, show_json, told
from web.clock import clock


@click.command("rebuild")
@as_json
def rebuild_(as_json: bool) -> None:
    """按全部记录重算未封账的部分，只写入不同之处。"""
    with opened() as station:
        at = clock()()
        with unit_of_work(station.engine, actor=OPERATOR, at=at, county=station.county) as unit:
            found = rebuild(unit, station.book(unit.connection))
    if as_json:
        show_json(found)
        return
    for difference in found.differences:
        click.echo(f"已改正：{difference.say}")
    click.echo(f"核对了 {found.records} 条记录，改正 {len(found.differences)} 处。")


@click.command("verify")
@as_json
def verify_(as_json: bool) -> None:
    """核对台账：条目与记录、合计与条目、封账与摘要、交账单与校验值；只看不写。"""
    with opened() as station:
        at = clock()()
        with unit_of_work(station.engine, actor=OPERATOR, at=at, county=station.county) as unit:
            book = station.book(unit.connection)
            found = [*verify(unit, book), *broken_snapshots(unit.connection, book)]
    if as_json:
        show_json({"fine": not found, "differences": found})
    else:
        for difference in found:
            click.echo(f"✕ {difference.say}")
        click.echo("● 台账与记录一致。" if not found else f"共 {len(found)} 处不一致。")
    if found:
        raise SystemExit(1)


@click.command("verify")
@as_json
def audit_verify(as_json: bool) -> None:
    """核对审计链；不相连、缺条、被改的都会指出。"""
    with opened() as station, reading(station.engine) as connection:
        breaks = list(verify_chain(connection))
    if as_json:
        show_json({"fine": not breaks, "breaks": breaks})
    else:
        for one in breaks:
            click.echo(f"✕ {one.county} 第 {one.seq} 条：{one.say}")
        click.echo("● 审计链完整。" if not breaks else f"共 {len(breaks)} 处不完整。")
    if breaks:
        raise SystemExit(1)


@click.command("seal")
@click.argument("contract")
@click.argument("period")
def seal_(contract: str, period: str) -> None:
    """交账并封账：CONTRACT 的 PERIOD 月（如 2026-01）。之后不再改动，变动另行列示。"""
    with told(), opened() as station:
        at = clock()()
        with unit_of_work(station.engine, actor=OPERATOR, at=at, county=station.county) as unit:
            book = station.book(unit.connection)
            if contract not in book.terms:
                fail(f"没有合同“{contract}”。现有：{'、'.join(book.terms)}。")
            done = hand_in(unit, station.catalogue, book, contract, period, alone=True)
    assert done.handed_in is not None
    click.echo(f"已封账 {contract} {period}，校验值 {done.handed_in.digest[:16]}。")
