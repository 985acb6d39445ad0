"""What an amendment changed in a contract, one sentence for each change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.packages.schema import ContractFile, LineOverride
from core.packages.sentences.words import number, yuan

#: What a contract has of each, and how it is named.
PLAIN = (("title", "名称"), ("clause", "原文条款"))
NOTHING = "（未填）"


@dataclass(frozen=True, kw_only=True)
class Names:
    """How places, agencies, lines and the changes of a line are said."""

    places: Mapping[str, str]
    agencies: Mapping[str, str]
    line: Callable[[str], str]
    override: Callable[[LineOverride], str]


def differences(old: ContractFile, new: ContractFile, names: Names) -> tuple[str, ...]:
    """Everything that the newer contract says otherwise, in the order of its pages."""
    return tuple(_differences(old, new, names))


def _differences(old: ContractFile, new: ContractFile, names: Names) -> Iterator[str]:
    for field, label in PLAIN:
        yield from _changed(label, getattr(old, field), getattr(new, field))
    for field, label in (("purchaser", "采购人"), ("provider", "服务机构")):
        was, now = (names.agencies.get(getattr(one, field), "") for one in (old, new))
        if getattr(old, field) != getattr(new, field):
            yield from _changed(label, was, now)
    yield from _changed("起始日", _day(old.start), _day(new.start))
    yield from _changed("终止日", _day(old.end), _day(new.end))
    yield from _set("服务范围", old.sites, new.sites, names.places)
    yield from _map(old.places, new.places, names.places)
    yield from _map(old.payers, new.payers, names.agencies)
    yield from _changed("合同价格", _money(old.price), _money(new.price))
    rates = (one.bid_rate_percent for one in (old, new))
    yield from _changed("中标费率", *("" if one is None else f"{number(one)}%" for one in rates))
    yield from _versions(old, new)
    yield from _overrides(old, new, names)


def _changed(label: str, was: str, now: str) -> Iterator[str]:
    if was != now:
        yield f"{label}由“{was or NOTHING}”改为“{now or NOTHING}”。"


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _money(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)


def _set(
    label: str, old: Iterable[str], new: Iterable[str], names: Mapping[str, str]
) -> Iterator[str]:
    was, now = list(old), list(new)
    for verb, more, less in (("增加", now, was), ("去掉", was, now)):
        found = [names.get(key, key) for key in more if key not in less]
        if found:
            yield f"{label}{verb}{'、'.join(found)}。"


def _map(old: Mapping[str, str], new: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    for role in {**old, **new}:
        was, now = (names.get(one.get(role, ""), one.get(role, "")) for one in (old, new))
        yield from _changed(role, was, now)


def _versions(old: ContractFile, new: ContractFile) -> Iterator[str]:
    if old.package != new.package:
        yield f"采购包由“{old.package}”改为“{new.package}”。"
    elif old.package_version != new.package_version:
        yield f"起始日用的采购包由第 {old.package_version} 版改为第 {new.package_version} 版。"
    for pin in new.pinned:
        if pin not in old.pinned:
            yield f"从 {_day(pin.since)}起，改用采购包第 {pin.version} 版；以前的记录仍按原来的版本。"
    for pin in old.pinned:
        if pin not in new.pinned:
            yield f"取消从 {_day(pin.since)}起改用采购包第 {pin.version} 版。"


def _overrides(old: ContractFile, new: ContractFile, names: Names) -> Iterator[str]:
    was, now = ({row.line: row for row in one.override} for one in (old, new))
    for line in {**was, **now}:
        if line not in now:
            yield f"“{names.line(line)}”恢复按采购包。"
        elif line not in was or was[line].targets != now[line].targets:
            yield names.override(now[line])
