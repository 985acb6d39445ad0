"""backup and restore: the whole database as one sealed file, and back."""

from pathlib import Path

import click

from core.jobs.backups import BACKUP, put_back
from core.jobs.running import run_by_hand
from web.cli.opening import OPERATOR, opened, read_sealer, settings
from web.cli.saying import told
from web.clock import clock
from web.schedule import house_of


@click.command()
def backup() -> None:
    """现在备份一次，放到设置的备份文件夹（YIZHAN_BACKUPS）。"""
    with told(), opened() as station:
        house = house_of(station, settings())
        click.echo(run_by_hand(house, BACKUP, OPERATOR, clock()()) + "。")
    click.echo("照片不在其中，请另行复制照片文件夹；密钥文件请另存，没有它备份打不开。")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """把备份 FILE 恢复成设置里的数据库；已有数据时不覆盖，任何一处不对都不动。"""
    found = settings()
    with told():
        made_at = put_back(file, read_sealer(Path(found.secret_file)), found.database)
    click.echo(
        f"已恢复到 {made_at} 的状态。请运行 yizhan init、yizhan ledger verify 和 yizhan audit verify 核对。"
    )
