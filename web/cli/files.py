"""files tidy: what is left of uploads that were never finished."""

from datetime import timedelta

import click

from core.evidence.tidying import forget_strays, give_up
from core.store import unit_of_work
from web.cli.opening import OPERATOR, opened
from web.cli.saying import as_json, show_json
from web.clock import clock

#: A part younger than this may be on its way.
ON_ITS_WAY = timedelta(days=1)


@click.command("tidy")
@click.option(
    "--days", default=30, show_default=True, type=click.IntRange(1), help="多少天没有续传就放弃。"
)
@as_json
def tidy(days: int, as_json: bool) -> None:
    """清理没有传完、也不再续传的照片片段；已收到的照片不动。"""
    at = clock()()
    with opened() as station:
        county = station.county
        with unit_of_work(station.engine, actor=OPERATOR, at=at, county=county) as unit:
            uploads = give_up(unit, at - timedelta(days=days))
        with unit_of_work(station.engine, actor=OPERATOR, at=at, county=county) as unit:
            parts = forget_strays(unit, station.files, at - ON_ITS_WAY)
    if as_json:
        show_json({"uploads": uploads, "parts": parts})
    else:
        click.echo(f"放弃了 {uploads} 次没有传完的上传，清理了 {parts} 个片段。")
