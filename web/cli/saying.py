"""How the command line answers: Chinese sentences for people, stable JSON for programs."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NoReturn

import click

from core.plugin import Finding, Severity
from core.store.errors import Refused

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")


def plain(value: Any) -> Any:
    """Plain data of any answer; numbers that score stay exact, as text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def show_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


SIGNS = {Severity.ERROR: "✕ 必改", Severity.WARNING: "▲ 请确认"}


def shown(finding: Finding) -> str:
    """One finding about a package, on one line."""
    return f"{SIGNS[finding.severity]} [{finding.code}] {finding.place}：{finding.say} {finding.remedy}"


def fail(say: str) -> NoReturn:
    """Say what is wrong and what to do, and end with exit code 1."""
    click.echo(say, err=True)
    raise SystemExit(1)


@contextmanager
def told() -> Iterator[None]:
    """What a use case refuses is said in its own words, never as a trace."""
    try:
        yield
    except Refused as refused:
        fail("\n".join([refused.say, *(f"  {k}：{v}" for k, v in refused.problems.items())]))


def day_option(name: str, help_text: str) -> Callable[[Any], Any]:
    """An option that takes a day such as 2026-03-31."""

    def read(_context: Any, _option: Any, value: str | None) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter("日期应写成 2026-03-31 的样子。") from None

    return click.option(name, callback=read, help=help_text)
