"""backup and restore: the whole database as one sealed file with its photos beside it, and back."""

from pathlib import Path

import click

from core.evidence.lacking import spoken_of
from core.jobs.backups import BACKUP, put_back
from core.jobs.file_copies import put_files_back
from core.jobs.running import run_by_hand
from core.store import reading
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
    click.echo("密钥文件请另存，没有它备份打不开。")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """把备份 FILE 恢复成设置里的数据库，照片从旁边的 files 文件夹放回；已有数据时不覆盖。"""
    found = settings()
    with told():
        made_at = put_back(file, read_sealer(Path(found.secret_file)), found.database)
        with opened(current=False) as station:
            with reading(station.engine) as connection:
                wanted = spoken_of(connection, station.county)
            photos = put_files_back(station.files, file.parent, station.county, wanted)
    click.echo(f"照片 {len(wanted)} 张，从备份放回 {photos.back} 张，缺 {len(photos.missing)} 张。")
    for name in photos.missing:
        click.echo(f"缺照片 {name}")
    click.echo(
        f"已恢复到 {made_at} 的状态。请运行 yizhan init、yizhan ledger verify 和 yizhan audit verify 核对。"
    )
