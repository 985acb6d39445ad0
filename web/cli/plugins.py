"""plugin new, check, list: furnishing a room, asking whether it is complete, naming what is there."""

import importlib
import importlib.util
import re
from pathlib import Path
from string import Template

import click

from web.cli.opening import rooms_and_catalogue
from web.cli.saying import as_json, fail, show_json

ROOM = Path(__file__).parent / "new_room"
NAME = re.compile(r"^[a-z][a-z0-9_]{2,40}$")


@click.command("new")
@click.argument("name")
@click.option("--to", type=click.Path(path_type=Path), help="放在哪个文件夹，默认为 ./NAME。")
@click.option("--label", default="", help="合同类型的中文名称。")
def new(name: str, to: Path | None, label: str) -> None:
    """新建一个完整的插件，自带通过的测试。"""
    if not NAME.match(name):
        fail("插件名只用小写英文字母、数字和下划线，以字母开头。")
    target = to or Path(name)
    if target.exists() and any(target.iterdir()):
        fail(f"“{target}”不是空文件夹。")
    words = {
        "name": name,
        "NAME": name.upper(),
        "label": label or name,
        "project": name.replace("_", "-"),
    }
    for source in sorted(ROOM.rglob("*.txt")):
        inside = Template(str(source.relative_to(ROOM).with_suffix(""))).substitute(words)
        path = target / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template(source.read_text(encoding="utf-8")).substitute(words)
        path.write_text(text, encoding="utf-8")
    click.echo(f"已建立 {target}。")
    click.echo(f"试一试：cd {target} && python -m pytest")
    click.echo(f"装上：pip install --no-deps -e {target}，然后 yizhan plugin list")


@click.command("check")
@click.argument("name")
def check(name: str) -> None:
    """检查一个插件是否齐备（NAME 为模块名，如 plugins.home_care）。"""
    try:
        room = importlib.import_module(name if "." in name else _module_of(name))
    except ImportError as error:
        fail(f"找不到插件“{name}”：{error}")
    # The kit brings pytest along, which no other command needs.
    from core.testing import check_room

    try:
        check_room(room)
    except AssertionError as complaints:
        fail(f"插件“{name}”还不齐备：\n{complaints}")
    click.echo(f"● 插件“{name}”齐备。")


def _module_of(name: str) -> str:
    return f"plugins.{name}" if importlib.util.find_spec(f"plugins.{name}") else name


@click.command("list")
@as_json
def list_(as_json: bool) -> None:
    """列出已安装的合同类型、记录种类和插件的问题。"""
    rooms, catalogue = rooms_and_catalogue()
    if as_json:
        show_json(
            {
                "contract_types": [
                    {
                        "key": one.key,
                        "label": one.label,
                        "kinds": [kind.key for kind in one.activities],
                    }
                    for one in catalogue.contract_types.values()
                ],
                "kinds": [
                    {"key": k.key, "label": k.label, "noun": k.noun, "measures": k.measures}
                    for k in catalogue.kinds.values()
                ],
                "troubles": rooms.troubles,
            }
        )
        return
    for one in catalogue.contract_types.values():
        click.echo(f"{one.label}（{one.key}）：{one.sentence}")
        for kind in one.activities:
            click.echo(f"  {kind.key:<28}{kind.label}（{'、'.join(kind.measures)}）")
    for trouble in rooms.troubles:
        click.echo(f"✕ {trouble.plugin} {trouble.hook}：{trouble.say}")
