"""References and sense of what reaches beyond one row: typed periods, answers, shares, whom a target asks."""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from core.facts import PeriodKind, vocabulary
from core.packages.check.report import Report
from core.packages.fields import DENOMINATORS, EXCLUSIONS, LATE_ANSWERS, NOBODY, RESPONSE_UNITS
from core.packages.schema import Line, Package, Target, TargetKind

#: A period's key is kept with every entry; “before-” stands in front of it between two periods.
LONGEST_KEY = 12
#: How the keys of generated periods look: what a target limited to some of them may name.
KEYS: Mapping[str, re.Pattern[str]] = {
    PeriodKind.DAY: re.compile(r"\d{4}-\d\d-\d\d"),
    PeriodKind.WEEK: re.compile(r"\d{4}-W\d\d[ab]?"),
    PeriodKind.HALF_MONTH: re.compile(r"\d{4}-\d\d[ab]"),
    PeriodKind.MONTH: re.compile(r"\d{4}-\d\d"),
    PeriodKind.QUARTER: re.compile(r"\d{4}-Q[1-4]|C\d+"),
    PeriodKind.YEAR: re.compile(r"\d{4}"),
    PeriodKind.CONTRACT_MONTH: re.compile(r"M\d+"),
    PeriodKind.CONTRACT_QUARTER: re.compile(r"C\d+"),
    PeriodKind.CONTRACT_YEAR: re.compile(r"Y\d+"),
    PeriodKind.TERM: re.compile(r"term"),
}
OF_PEOPLE = (TargetKind.EVERY_PERSON, TargetKind.RATE)


def check_reaching(package: Package, fields: set[str], report: Report) -> None:
    """Everything that the rows of this file's kinds name, and whether it makes sense."""
    _periods(package, report)
    _typed_uses(package, report)
    for item in package.item:
        check_known(
            item.evidence, vocabulary.EVIDENCE, f"item “{item.code}” evidence", "佐证", report
        )
    for line in package.line:
        _response(line, fields, report)
        for target in line.targets:
            _target(line, target, package, report)
    _shares(package, report)


def check_known(
    names: tuple[str, ...], known: Mapping[str, object], place: str, what: str, report: Report
) -> None:
    """Each of these names is one of the known ones."""
    for name in names:
        if name not in known:
            shown = "、".join(known) or "（无）"
            report.error("ref.unknown", place, f"没有“{name}”这个{what}。", f"可用：{shown}。")


def _periods(package: Package, report: Report) -> None:
    for row in package.period:
        place = f"period “{row.key}”"
        if row.end < row.start:
            report.error(
                "sense.period_order",
                place,
                f"“{row.label}”的末日早于首日。",
                "请核对 start 和 end。",
            )
        if len(row.key) > LONGEST_KEY or any(shape.fullmatch(row.key) for shape in KEYS.values()):
            report.error(
                "sense.period_key",
                place,
                f"约定时段不能用“{row.key}”作编号。",
                f"请用不超过 {LONGEST_KEY} 个字的编号，并且不要写成年、月的样子，如 spring-2026。",
            )
    ordered = sorted(package.period, key=lambda row: row.start)
    for one, other in pairwise(ordered):
        if other.start <= one.end:
            report.error(
                "sense.period_overlap",
                f"period “{other.key}” start",
                f"“{other.label}”与“{one.label}”重叠：前者 {other.start} 开始，后者到 {one.end}。",
                "同一天只能属于一个时段，请改正首日或末日。",
            )


def _typed_uses(package: Package, report: Report) -> None:
    """A row that counts by typed periods needs some."""
    if package.period:
        return
    uses = [
        (f"quota “{quota.key}” period", quota.label)
        for quota in package.quota
        if quota.period == PeriodKind.TYPED
    ]
    for line in package.line:
        named = [line.scope, line.cap.per if line.cap else ""]
        named += [name for target in line.targets for name in (target.period, target.scope)]
        if PeriodKind.TYPED in named:
            uses.append((f"line “{line.key}”", line.label))
    for place, label in uses:
        report.error(
            "sense.period_rows",
            place,
            f"“{label}”按约定时段计，但没有写任何约定时段。",
            "请增加 period 行，写明每个时段的首日和末日。",
        )


def _response(line: Line, fields: set[str], report: Report) -> None:
    row, place = line.response, f"line “{line.key}” response"
    if row is None:
        return
    known = {**dict.fromkeys(vocabulary.DATE_ROLES), **dict.fromkeys(sorted(fields))}
    for name in (row.since, row.until):
        if name not in known:
            report.error(
                "condition.field",
                place,
                f"没有“{name}”这个日期或题目。",
                f"可用的日期：{'、'.join(vocabulary.DATE_ROLES)}；或该种记录表单里的题目。",
            )
    check_known((row.unit,), RESPONSE_UNITS, f"{place} unit", "时限单位", report)
    check_known((row.late,), LATE_ANSWERS, f"{place} late", "写法", report)
    if row.within < 1:
        report.error("sense.response", f"{place} within", "答复时限不能小于 1。", "请核对时限。")
    if row.since == row.until:
        report.error(
            "sense.response", place, "提出和答复用了同一个时间。", "请分别填写 since 和 until。"
        )


def _target(line: Line, target: Target, package: Package, report: Report) -> None:
    place = f"line “{line.key}” targets {target.kind.value}"
    conditions = {row.id: row for row in package.condition}
    check_known(target.when, conditions, f"{place} when", "条件", report)
    check_known(target.excluding, EXCLUSIONS, f"{place} excluding", "剔除原因", report)
    if target.when and target.kind not in OF_PEOPLE:
        report.error(
            "sense.target_people",
            f"{place} when",
            "只有“每人达到”和“比率达到”的目标才能限定哪些人。",
            "请改在指标的条件中写。",
        )
    if target.excluding and (target.kind is not TargetKind.RATE or target.of not in DENOMINATORS):
        report.error(
            "sense.target_excluding",
            f"{place} excluding",
            "只有以名册为总数的比率才有剔除。",
            f"请去掉，或把 of 写成：{'、'.join(DENOMINATORS)}。",
        )
    if NOBODY in target.excluding and len(target.excluding) > 1:
        report.error(
            "sense.target_excluding",
            f"{place} excluding",
            "写了不剔除任何人，又列了剔除的原因。",
            "请只留一种。",
        )
    _only(target, package, place, report)


def _only(target: Target, package: Package, place: str, report: Report) -> None:
    if not target.only:
        return
    if not target.period:
        report.error(
            "sense.only",
            f"{place} only",
            "写了只限哪几期，没有写按哪种周期。",
            "请填写 period，例如 contract_year。",
        )
    typed = {row.key for row in package.period}
    shape = KEYS.get(target.period)
    for key in target.only:
        fits = key in typed if target.period == PeriodKind.TYPED else shape and shape.fullmatch(key)
        if not fits:
            known = (
                "、".join(typed) if target.period == PeriodKind.TYPED else "如 Y1、2026、2026-Q1"
            )
            report.error(
                "sense.only",
                f"{place} only",
                f"“{key}”不是这种周期的编号。",
                f"可用：{known or '（没有约定时段）'}。",
            )


def _shares(package: Package, report: Report) -> None:
    """The parts must make a whole: percentages of 100, or one purchaser who pays what is left."""
    if not package.share:
        return
    rest = [row for row in package.share if row.remainder]
    total = sum((row.percent or Decimal(0) for row in package.share), Decimal(0))
    for row in package.share:
        if row.remainder == (row.percent is not None):
            report.error(
                "sense.share",
                f"share “{row.key}”",
                f"“{row.label}”应写明分担百分之几，或写明付其余，两者选一。",
                "请填写 percent 或 remainder = true。",
            )
    if len(rest) != 1 or total >= 100:
        report.error(
            "sense.shares",
            "share",
            f"写明的分担合计 {total} %，付其余的有 {len(rest)} 个。",
            "请让合计小于 100 %，并且恰好由一个采购人付其余（尾差归他）。",
        )
