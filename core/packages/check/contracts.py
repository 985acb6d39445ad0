"""A contract held against its package: its versions and their days, lines, places and periods."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from core.calendar import cut
from core.facts import PeriodKind
from core.packages.check.report import Report
from core.packages.choices import RULES
from core.packages.schema import ContractFile, Line, Package, Quota, TargetKind
from core.packages.terms import period_named, rules_of, typed_periods
from core.plugin import Finding

Versions = Mapping[tuple[str, int], Package]


def check_terms(file: ContractFile, packages: Versions, name: str) -> tuple[Finding, ...]:
    """Everything that can be said without knowing the county."""
    report = Report(name)
    missing = [p.version for p in file.versions if (file.package, p.version) not in packages]
    if missing:
        known = "、".join(f"{key} v{version}" for key, version in packages) or "（无）"
        report.error(
            "contract.package",
            "package",
            f"没有采购包“{file.package}”第 {missing[0]} 版。",
            f"现有：{known}。",
        )
    elif file.end < file.start:
        report.error("contract.term", "end", "合同终止日早于起始日。", "请核对 start 和 end。")
    else:
        versions = [packages[file.package, pin.version] for pin in file.versions]
        _lines(file, versions, report)
        for package in versions:
            _cut_periods(file, package, report)
        _places(file, versions, report)
        _pins(file, versions, report)
    return tuple(report.findings)


def _lines(file: ContractFile, versions: Iterable[Package], report: Report) -> None:
    lines = {line.key for package in versions for line in package.line}
    for override in file.override:
        if override.line not in lines:
            report.error(
                "contract.line",
                f"override “{override.line}”",
                f"采购包里没有指标“{override.line}”。",
                "请核对编号。",
            )


def _places(file: ContractFile, versions: Iterable[Package], report: Report) -> None:
    for place in dict.fromkeys(role for package in versions for role in package.package.sites):
        if place not in file.places:
            report.error(
                "contract.place", "places", f"没有填写“{place}”是哪里。", "请在 places 中补上。"
            )


def _cut_periods(file: ContractFile, package: Package, report: Report) -> None:
    """A term that cuts a period in two needs the choice that says what is wanted of the pieces."""
    if "partial_period" in rules_of(package):
        return
    for line in package.line:
        for target in line.targets:
            if target.kind is not TargetKind.EVERY_PERIOD or target.period not in set(PeriodKind):
                continue
            kind = PeriodKind(target.period)
            if kind is PeriodKind.TYPED:
                periods = typed_periods(package, file.start, file.end)
            else:
                periods = cut(kind, file.start, file.end)
            if any(period.partial for period in periods):
                answers = "；".join(f"{k}（{v}）" for k, v in RULES["partial_period"].items())
                report.error(
                    "choice.unsaid",
                    "start end",
                    f"合同期截断了指标“{line.label}”的周期，采购包没有说明首尾怎样要求。",
                    f"请在采购包增加 rule = “partial_period” 的 choice，从下列中选一个：{answers}。",
                )
                return


def _pins(file: ContractFile, versions: list[Package], report: Report) -> None:
    """A later version begins with a settlement month, cuts no period of what it changes, and
    counts a line that keeps its key as it was counted before."""
    day = file.start
    for pin, old, new in zip(file.pinned, versions, versions[1:], strict=False):
        title = f"第 {pin.version} 版"
        if not day < pin.since <= file.end:
            say = f"{title}从 {pin.since} 起，不在合同期内，或者不在前一版之后。"
            report.error("contract.pinned", "pinned", say, "请把日期按先后填在合同期内。")
            return
        if pin.since.day != 1:
            say = f"{title}从 {pin.since} 起，不是某个月的第一天。"
            next_first = (pin.since.replace(day=28) + timedelta(days=4)).replace(day=1)
            report.error("contract.pinned", "pinned", say, f"请改成 {next_first} 这样的月初。")
        if pin.since < new.package.effective_from:
            say = f"{title}自 {new.package.effective_from} 起生效，不能从 {pin.since} 起用。"
            report.error("contract.pinned", "pinned", say, "请改成生效日或以后的月初。")
        _compare(file, old, new, pin.since, report)
        day = pin.since


def _compare(file: ContractFile, old: Package, new: Package, since: date, report: Report) -> None:
    known = {row.key: row for row in _rows(old)}
    for row in _rows(new):
        before = known.pop(row.key, None)
        if before is None:
            continue
        if type(before) is not type(row) or _counting(before) != _counting(row):
            report.error(
                "contract.wording",
                "pinned",
                f"“{row.label}”（{row.key}）前后两版的计量方式不同，前后的数不能相加。",
                "请在采购包里给新的算法另起编号，旧的一行到此为止。",
            )
        elif _bare(before) != _bare(row):
            _uncut(file, ((old, before), (new, row)), since, report)
    for gone in known.values():
        _uncut(file, ((old, gone),), since, report)


def _rows(package: Package) -> list[Line | Quota]:
    return [*package.quota, *package.line]


def keys_of(package: Package) -> list[str]:
    """The keys of everything that counts."""
    return [row.key for row in _rows(package)]


def _counting(row: Line | Quota) -> tuple[object, ...]:
    """What makes quantities of one line add up."""
    if isinstance(row, Quota):
        return (bool(row.period),)
    scopes = (row.scope, *(target.scope for target in row.targets if target.scope))
    return row.measure, row.unit, scopes, row.decides, row.hour_minutes or 60, row.field


def _bare(row: Line | Quota) -> tuple[object, ...]:
    """The row without the words that no rule looks at."""
    return tuple(
        getattr(row, name)
        for name in row.__struct_fields__
        if name not in ("clause", "say", "label", "ref", "group")
    )


def _uncut(
    file: ContractFile,
    rows: Iterable[tuple[Package, Line | Quota]],
    since: date,
    report: Report,
) -> None:
    """A minimum of a period is judged by one version: no period may lie across the change."""
    for package, row in rows:
        rules = rules_of(package)
        for name in _periods(row):
            kind = PeriodKind(period_named(name, rules))
            if kind in (PeriodKind.TERM, PeriodKind.TYPED):
                continue
            weeks = rules.get("week", "iso")
            starts = {period.start for period in cut(kind, file.start, file.end, weeks)}
            if since not in starts:
                after = next((day for day in sorted(starts) if day > since and day.day == 1), None)
                report.error(
                    "contract.pinned",
                    "pinned",
                    f"从 {since} 起换版，会把“{row.label}”的一个周期切成两段。",
                    f"请改从 {after} 起。" if after else "请让这一行在新版里保持不变。",
                )
                return


def _periods(row: Line | Quota) -> Iterator[str]:
    known = set(PeriodKind)
    named = [row.period] if isinstance(row, Quota) else [t.period for t in row.targets]
    if isinstance(row, Line):
        named += [row.scope, *(target.scope for target in row.targets)]
        named += [row.cap.per] if row.cap else []
    for name in dict.fromkeys(named):
        if name in known and name != PeriodKind.DAY:
            yield name
