"""The one Jinja environment: autoescape on, undefined names are errors, no outside templates."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.facts.vocabulary import AUDIENCES, AWAITED, CATEGORIES, EVIDENCE
from core.papers.writing.said import align_of, in_cell
from core.people.vocabulary import RELATIONS
from core.plugin import QuestionKind
from core.plugin.drawn import Block, Cell
from core.plugin.drawn import cell as as_cell
from core.plugin.kinds import MET
from core.plugin.questions import FILES
from core.recording.in_words import minutes_said
from core.recording.texts import is_link
from core.trust import PERMISSIONS, ROLES
from web.assets import asset_address, read_assets
from web.clock import local
from web.said import short_title
from web.words import NOTICES, STATES

TEMPLATES = Path(__file__).with_name("templates")
WEEKDAYS = "一二三四五六日"
YEAR = 12

#: htmx without eval, without styles of its own, without copies of pages in the browser's storage;
#: every answer that is not empty is shown, so that a refusal reaches the person.
HTMX = {
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "includeIndicatorStyles": False,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "[45]..", "swap": True, "error": True},
    ],
}


def day(value: date, *, year: bool = False) -> str:
    """11 月 21 日; with the year when asked."""
    text = f"{value.month} 月 {value.day} 日"
    return f"{value.year} 年 {text}" if year else text


def weekday(value: date) -> str:
    """周六."""
    return f"周{WEEKDAYS[value.weekday()]}"


def moment(value: datetime) -> str:
    """11 月 21 日 09:05, on a Chinese wall clock."""
    at = local(value)
    return f"{day(at.date())} {at:%H:%M}"


def wall_day(value: datetime) -> date:
    """The day of an instant, on a Chinese wall clock."""
    return local(value).date()


def plain(value: Decimal | int | str | None) -> str:
    """A number without needless zeros; a dash where there is none."""
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return f"{value:.0f}" if whole else f"{value.normalize():f}"
    return str(value)


def percent_of(value: Decimal | int, target: Decimal | int | None) -> str:
    """Where a value stands on a bar from 0 to 100, kept within it."""
    if not target:
        return "100" if value else "0"
    share = max(Decimal(0), min(Decimal(1), Decimal(value) / Decimal(target)))
    return plain((share * 100).quantize(Decimal("0.1")))


def groupby_in_order(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Items by an attribute; groups and items keep the order in which they were declared."""
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(getattr(item, name), []).append(item)
    return list(groups.items())


def months(value: Iterable[int]) -> str:
    """4—9 月, 9—次年 2 月: months that follow one another together, also past a year's end."""
    left, runs = set(value), []
    for first in [month for month in sorted(left) if (month - 2) % YEAR + 1 not in left] or [1]:
        last = first
        while last % YEAR + 1 in left and last % YEAR + 1 != first:
            last = last % YEAR + 1
        then = f"{last}" if last > first else f"次年 {last}"
        runs.append(f"{first}" if first == last else f"{first}—{then}")
    return f"{'、'.join(runs)} 月"


def in_runs(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Items in their own order, those beside one another with the same attribute together."""
    return [(key, list(run)) for key, run in groupby(items, attrgetter(name))]


def in_a_cell(one: Cell) -> Markup:
    """What stands in a cell of a drawn paper; line ends stay."""
    return Markup("<br>").join(in_cell(one).split("\n"))


def aligned(one: Cell) -> str:
    """Where the words of a cell stand: left, center or right."""
    return align_of(one).value


def kind_of_block(block: Block) -> str:
    """Which sort of block of a drawn paper this is."""
    return type(block).__name__


@cache
def environment() -> Environment:
    """The environment, made once; templates and assets are read from this folder only."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    assets = read_assets()
    made.filters.update(
        day=day,
        weekday=weekday,
        moment=moment,
        wall_day=wall_day,
        plain=plain,
        minutes=minutes_said,
        months=months,
        short_title=short_title,
        groupby_in_order=groupby_in_order,
        in_runs=in_runs,
        is_link=is_link,
        as_cell=as_cell,
        in_a_cell=in_a_cell,
        aligned=aligned,
        kind_of_block=kind_of_block,
    )
    made.globals.update(
        asset=lambda name: asset_address(assets, name),
        htmx_config=HTMX,
        percent_of=percent_of,
        STATES=STATES,
        NOTICES=NOTICES,
        KIND=QuestionKind,
        MET=MET,
        FILE_KINDS=FILES,
        RELATIONS=RELATIONS,
        ROLES=ROLES,
        PERMISSIONS=PERMISSIONS,
        AUDIENCES=AUDIENCES,
        CATEGORIES=CATEGORIES,
        EVIDENCE=EVIDENCE,
        AWAITED=AWAITED,
    )
    return made


def rendered(template: str, context: Mapping[str, Any]) -> str:
    """A template's text."""
    return environment().get_template(template).render(context)
