"""doctor: looking the house over, one finding a line, each with what to do."""

import os
import stat
from pathlib import Path
from typing import Any

import click

from core.evidence.lacking import lacking, spoken_of
from core.evidence.scanning import open_scanner
from core.jobs.every import jobs_of
from core.jobs.seeing import jobs_seen
from core.packages.check.ladder import has_errors
from core.packages.shelf import load_shelf
from core.plugin.rooms import Trouble
from core.store import open_engine, reading, settings_of
from core.store.migrations import schema_state
from web.cli.opening import CONFIG, opened, rooms_and_catalogue, settings
from web.cli.saying import as_json, show_json
from web.clock import clock

#: So many missing photos are named.
PHOTOS_SHOWN = 20


@click.command()
@as_json
def doctor(as_json: bool) -> None:
    """体检：数据库设置、结构版本、密钥、插件、采购包、时钟。"""
    findings = list(_look_around())
    wrong = [finding for finding in findings if not finding["fine"]]
    if as_json:
        show_json({"fine": not wrong, "findings": findings})
    else:
        for finding in findings:
            click.echo(f"{'●' if finding['fine'] else '✕'} {finding['what']}：{finding['say']}")
    if wrong:
        raise SystemExit(1)


def _type() -> dict[str, Any]:
    """What is said of names with the rarest characters; without them papers are right all the same."""
    from core.papers.writing.typefaces import PROBES, not_drawable

    lacking = not_drawable([PROBES])
    say = (
        "常用字和通用规范汉字自带；更生僻的字（扩展 B 区）有一部分没有字体，PDF 里会显示成方框。"
        "名字里用到时，请在服务器上安装收有扩展 B 区的字体（例如 fonts-hanazono）。"
    )
    return _one("字体", True, say if lacking else "生僻字（扩展 B 区）也有字体")


def _one(what: str, fine: bool, say: str) -> dict[str, Any]:
    return {"what": what, "fine": fine, "say": say}


def _look_around() -> Any:
    found = settings()
    secret = Path(found.secret_file)
    if not secret.is_file():
        yield _one("密钥文件", False, f"没有 {secret}，请运行 yizhan init。")
    else:
        open_to_others = stat.S_IMODE(os.stat(secret).st_mode) & 0o077
        say = f"{secret} 其他用户可读，请 chmod 600。" if open_to_others else str(secret)
        yield _one("密钥文件", not open_to_others, say)
    engine = open_engine(found.database)
    try:
        state = schema_state(engine)
        say = "、".join(state.found) or "（空）"
        remedy = "" if state.current else "，请运行 yizhan init"
        yield _one("数据库结构", state.current, say + remedy)
        try:
            yield _one("数据库设置", True, str(settings_of(engine)))
        except RuntimeError as error:
            yield _one("数据库设置", False, str(error))
    finally:
        engine.dispose()
    rooms, catalogue = rooms_and_catalogue()
    yield _one(
        "插件", not rooms.troubles, _rooms_said(rooms.troubles, list(catalogue.contract_types))
    )
    shelf = load_shelf(CONFIG, catalogue)
    errors = [f for f in shelf.findings if has_errors([f])]
    say = (
        "；".join(f"{f.place} {f.say}" for f in errors)
        or f"{len(shelf.packages)} 个采购包，没有错误"
    )
    yield _one("采购包", not errors, say)
    yield _scanner(found.scanner)
    yield _type()
    outside = bool(found.hosts)
    say = (
        "演示模式不能对外开放，请关闭 demo。"
        if found.demo and outside
        else ("开" if found.demo else "关")
    )
    yield _one("演示模式", not (found.demo and outside), say)
    if state.current and secret.is_file():
        yield _photos()
        yield from _jobs()
    year = clock()().year
    yield _one("时钟", 2025 <= year < 2100, f"{clock()():%Y-%m-%d %H:%M} UTC")


def _scanner(address: str) -> dict[str, Any]:
    """Who looks for malware in photos, and whether they answer."""
    scanner = open_scanner(address)
    if scanner is None:
        return _one("查毒", True, "没有设置查毒程序，照片不查毒就收下（设置 scanner）。")
    try:
        scanner(b"yizhan doctor")
    except OSError:
        return _one("查毒", False, f"{address}：没有应答，新照片会停在“待查”，不计入。")
    return _one("查毒", True, address)


def _photos() -> dict[str, Any]:
    """Whether every photo of which the database speaks lies where photos are kept."""
    with opened(current=False) as station:
        with reading(station.engine) as connection:
            wanted = spoken_of(connection, station.county)
        try:
            gone = lacking(station.files, station.county, wanted)
        except OSError:
            return _one("照片", False, "存放照片的地方没有应答。")
    if not gone:
        return _one("照片", True, f"{len(wanted)} 张都在存放处")
    shown = "、".join(gone[:PHOTOS_SHOWN]) + (" 等" if len(gone) > PHOTOS_SHOWN else "")
    return _one("照片", False, f"{len(gone)} 张不在存放处，请从备份放回：{shown}")


def _jobs() -> Any:
    """Each job that failed, is late, or whose clock was once fast; else one line for all of them."""
    from web.schedule import house_of

    with opened(current=False) as station, reading(station.engine) as connection:
        house = house_of(station, settings())
        seen = jobs_seen(connection, station.county, jobs_of(house), clock()())
    wrong = [one for one in seen if one.failing or one.late or one.ahead]
    for one in wrong:
        say = (
            f"连续 {one.turn.tries} 次没有做成：{one.turn.said}"
            if one.turn and one.failing
            else "到点没有做，请运行 yizhan worker 或 yizhan serve"
            if one.late
            else "上一次的时间在将来，请核对这台机器的时钟"
        )
        yield _one(f"到点的事 {one.job.label}", False, say)
    if not wrong:
        began = sum(1 for one in seen if one.last)
        say = (
            f"{began} 件做过，没有失败"
            if began
            else "还没有做过；yizhan serve 或 yizhan worker 运行时会做"
        )
        yield _one("到点的事", True, say)
    if not house.care.backups:
        yield _one("备份", True, "没有设置备份文件夹（backups），数据库和照片没有自动备份")


def _rooms_said(troubles: list[Trouble], types: list[str]) -> str:
    if troubles:
        return "；".join(f"{t.plugin} {t.hook}：{t.say}" for t in troubles)
    return "、".join(types)
