"""init, serve, worker, tick, demo: setting the house up and keeping it running."""

import signal
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import click

from core.calendar import business_day
from core.jobs.every import JOBS
from core.jobs.job import CLOCK
from core.store import open_engine, settings_of
from core.store.migrations import upgrade
from web.cli.opening import (
    make_secret,
    opened,
    settings,
)
from web.cli.saying import day_option, told
from web.clock import clock
from web.settings import Settings


@click.command()
def init() -> None:
    """建立或升级数据库，并生成密钥文件；可以重复运行。"""
    found = settings()
    secret = Path(found.secret_file)
    if make_secret(secret):
        click.echo(f"已生成密钥文件 {secret}。请另行备份：没有它，身份证号无法还原。")
    engine = open_engine(found.database)
    try:
        state = upgrade(engine)
        settings_of(engine)
    finally:
        engine.dispose()
    click.echo(f"数据库已就绪（结构版本 {'、'.join(state.wanted)}）。")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, help="监听端口。")
def serve(host: str, port: int) -> None:
    """启动网页服务；到点的事也一起做，除非设置 clock = false 而另外运行 yizhan worker。"""
    from web.app import create_app

    found = settings()
    with opened() as station:
        app = create_app(station, found)
        click.echo(f"驿站：http://{host}:{port}")
        serve_app(app, found, host, port)


def serve_app(app: Any, found: Settings, host: str, port: int) -> None:
    """Serve an application of ``create_app`` until it is stopped, with what is due at its hour."""
    import uvicorn

    from web.memory import settle_memory
    from web.schedule import scheduler

    settle_memory()
    at_its_hour = scheduler(app.state.station, found, app.state.clock) if found.clock else None
    if at_its_hour:
        at_its_hour.start()
    try:
        uvicorn.run(
            app,
            host=host,
            port=port,
            log_level="warning",
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=10,
        )
    finally:
        if at_its_hour:
            at_its_hour.shutdown()


@click.command()
def worker() -> None:
    """到点的事，单独一个进程：提醒、预警、上报、自检、备份、发消息；开几个都行，每件只做一次。"""
    from web.schedule import scheduler

    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    with told(), opened() as station:
        at_its_hour = scheduler(station, settings(), clock())
        at_its_hour.start()
        click.echo("到点的事：已开始。按 Ctrl+C 停止。")
        stopped.wait()
        at_its_hour.shutdown()


@click.command()
def tick() -> None:
    """到点的事，只做一遍现在该做的；可由 cron 定时运行，重复运行无妨。"""
    from web.scanning import look_again
    from web.schedule import house_of
    from web.schedule import tick as do_what_is_due

    with told(), opened() as station:
        look_again(station, CLOCK, clock()())
        done = do_what_is_due(house_of(station, settings()), clock()())
    for one in done:
        click.echo(f"{'✕' if one.failed else '●'} {JOBS[one.job].label}：{one.did}")
    if not done:
        click.echo("没有到点的事。")
    if any(one.failed for one in done):
        raise SystemExit(1)


@click.command()
@day_option("--on", "演示的“今天”，默认为今天。")
@click.option("--scale", default=1.0, show_default=True, help="人数的比例，1 为全部。")
def demo(on: date | None, scale: float) -> None:
    """建立演示县：一年的演示数据，全部由规则生成。"""
    from web.demonstration import make_demonstration

    day = on or business_day(clock()())
    with told(), opened() as station:
        made = make_demonstration(station, station.sealer, day, scale=scale, say=click.echo)
    click.echo(f"演示县已建成：{made.people} 人，{made.records} 条记录。")
