"""Sense: do the rows fit together? Measures and kinds, parents and children, bands, choices."""

from collections.abc import Iterable
from decimal import Decimal

from core.facts import PeriodKind
from core.packages.check.deadlines import check_deadline
from core.packages.check.report import Report
from core.packages.choices import QUOTA_RULES, RULES
from core.packages.fields import DERIVED_OPS
from core.packages.schema import Band, Line, Measure, Package, TargetKind
from core.packages.terms import rules_of
from core.plugin.catalogue import Catalogue

LABELS_OF_UNITS = {
    Measure.SESSIONS: ("场", "次", "场次", "节", "例", "条"),
    Measure.ATTENDANCES: ("人次",),
    Measure.PERSONS: ("人", "名", "个", "人月"),
    Measure.HOUSEHOLDS: ("户",),
    Measure.HOUSEHOLD_VISITS: ("户次",),
    Measure.HOURS: ("小时", "学时", "工时"),
}


def check_sense(package: Package, catalogue: Catalogue, report: Report) -> None:
    """Everything that can be said without records."""
    for due in package.due:
        check_deadline(due, f"due “{due.key}”", report)
    for line in package.line:
        _measure(line, catalogue, report)
        _targets(line, report)
    _parents(package, report)
    _quotas(package, report)
    _tiers(package, report)
    _rules(package, report)
    _derived(package, report)
    for cycle in dict.fromkeys(band.cycle for band in package.band):
        _bands([band for band in package.band if band.cycle == cycle], cycle, report)
    _points(package, report)


def _measure(line: Line, catalogue: Catalogue, report: Report) -> None:
    place = f"line “{line.key}”"
    standing = line.targets and all(t.kind is TargetKind.STANDING for t in line.targets)
    if line.measure is None:
        if not standing and not line.pending:
            report.error(
                "sense.measure",
                place,
                "没有说明怎样计数。",
                "请填写 measure，或说明为待计的原因（pending）。",
            )
        return
    if not line.kinds and line.measure is not Measure.STATE:
        report.error("sense.kinds", place, "没有说明看哪种记录。", "请填写 kinds。")
    for key in line.kinds:
        kind = catalogue.kinds.get(key)
        if kind and kind.measures and line.measure.value not in kind.measures:
            report.error(
                "sense.measure_kind",
                place,
                f"“{kind.label}”不能按“{line.measure.value}”计。",
                f"可用：{'、'.join(kind.measures)}。",
            )
    words = LABELS_OF_UNITS.get(line.measure)
    covers = any(target.kind is TargetKind.COVERAGE for target in line.targets)
    if words and line.unit_label not in words and not covers:
        report.warn(
            "sense.unit_label",
            f"{place} unit_label",
            f"单位“{line.unit_label}”与计量方式“{line.measure.value}”不符。",
            f"请改为{'或'.join(f'“{w}”' for w in words)}，或改选计量方式。",
        )
    if line.measure is Measure.QUANTITY and not line.field:
        report.error("sense.field", place, "没有说明累加哪个数字。", "请填写 field。")


def _targets(line: Line, report: Report) -> None:
    for target in line.targets:
        place = f"line “{line.key}” targets {target.kind.value}"
        if target.kind is TargetKind.EVERY_PERIOD and not target.period:
            report.error(
                "sense.period", place, "没有说明按哪种周期。", "请填写 period，例如 quarter。"
            )
        if target.period and target.period not in set(PeriodKind):
            report.error(
                "sense.period",
                place,
                f"没有“{target.period}”这种周期。",
                f"可用：{'、'.join(PeriodKind)}。",
            )
        if target.kind is TargetKind.TOTAL and target.min is None:
            report.error("sense.min", place, "没有写目标数。", "请填写 min。")
        if target.kind is TargetKind.DEADLINE:
            if target.day is None and not target.due:
                report.error("sense.due", place, "没有写期限。", "请填写 day 或 due。")
            check_deadline(target, place, report)
        if target.kind is TargetKind.COVERAGE and not target.field:
            report.error("sense.field", place, "没有说明按哪一项区分种类。", "请填写 field。")
        if target.kind is TargetKind.RATE and target.percent is None:
            report.error("sense.percent", place, "没有写比率。", "请填写 percent。")


def _total(line: Line) -> Decimal | None:
    return next((t.min for t in line.targets if t.kind is TargetKind.TOTAL), None)


def _parents(package: Package, report: Report) -> None:
    by_key = {line.key: line for line in package.line}
    children: dict[str, list[Line]] = {}
    for line in package.line:
        if not line.parent or line.parent not in by_key:
            continue
        children.setdefault(line.parent, []).append(line)
        place = f"line “{line.key}”"
        if line.also_counts_in_parent is None:
            report.error(
                "sense.parent_unsaid",
                place,
                f"没有说明是否同时计入上级“{by_key[line.parent].label}”。",
                "请填写 also_counts_in_parent = true 或 false，并在 choice 中写明理由。",
            )
        seen, at = {line.key}, line
        while at.parent in by_key:
            at = by_key[at.parent]
            if at.key in seen:
                report.error(
                    "sense.cycle",
                    place,
                    f"上级关系成环：{'→'.join([*seen, at.key])}。",
                    "请改正 parent。",
                )
                break
            seen.add(at.key)
    for key, found in children.items():
        parent = by_key[key]
        total, sums = _total(parent), [_total(line) for line in found]
        known = [s for s in sums if s is not None]
        named = {name for line in (parent, *found) for name in (line.key, line.ref) if name}
        said = any(name in c.about + c.id + c.say for c in package.choice for name in named)
        if total is not None and sum(known) > total and not said:
            report.warn(
                "sense.children_exceed",
                f"line “{key}”",
                f"下级目标合计 {sum(known)}，大于上级“{parent.label}”的 {total}，而且没有说明怎样理解。",
                f"请在 choice 中写明（提到 {parent.ref or key}）下级是否都计入上级。",
            )


def _quotas(package: Package, report: Report) -> None:
    for quota in package.quota:
        place = f"quota “{quota.key}”"
        if (quota.min is None) == (quota.longest_gap is None):
            report.error(
                "sense.quota",
                place,
                "应写明每个周期至少几次，或最长间隔几天，两者选一。",
                "请填写 min 和 period，或 longest_gap。",
            )
        if quota.min is not None and quota.period not in set(PeriodKind):
            report.error(
                "sense.period",
                place,
                f"没有“{quota.period}”这种周期。",
                f"可用：{'、'.join(PeriodKind)}。",
            )


def _tiers(package: Package, report: Report) -> None:
    served = {tier for quota in package.quota for tier in quota.tiers}
    everyone = any(not quota.tiers for quota in package.quota)
    for tier in package.tier:
        if tier.key not in served and not everyone and not tier.unstated_quota:
            report.error(
                "sense.tier_quota",
                f"tier “{tier.key}”",
                f"分级“{tier.label}”没有频次要求。",
                "请补一条 quota，或在 unstated_quota 写明“原文未约定”。",
            )


def _rules(package: Package, report: Report) -> None:
    said = rules_of(package)
    needed: dict[str, str] = {}
    if package.quota:
        needed |= dict.fromkeys(QUOTA_RULES, "有频次要求的采购包")
    for line in package.line:
        if line.measure is Measure.HOUSEHOLD_VISITS:
            needed["household_visit_unit"] = f"指标“{line.label}”"
    periods = {quota.period for quota in package.quota}
    periods |= {target.period for line in package.line for target in line.targets}
    if PeriodKind.WEEK in periods:
        needed["week"] = "按周计的要求"
    if PeriodKind.QUARTER in periods:
        needed["quarter"] = "按季度计的要求"
    for rule, who in needed.items():
        if rule not in said:
            answers = "；".join(f"{key}（{say}）" for key, say in RULES[rule].items())
            report.error(
                "choice.unsaid",
                f"choice rule = “{rule}”",
                f"{who}必须选定计算规则“{rule}”。",
                f"请增加一条 choice，从下列中选一个：{answers}。",
            )


def _derived(package: Package, report: Report) -> None:
    for row in package.derived:
        if row.op not in DERIVED_OPS:
            report.error(
                "sense.derived",
                f"derived “{row.key}”",
                f"没有“{row.op}”这种算法。",
                f"可用：{'、'.join(DERIVED_OPS)}。",
            )


def _bands(bands: Iterable[Band], cycle: str, report: Report) -> None:
    """Half-open bands must cover [0, 100] without gap or overlap; the highest has no end."""
    ordered = sorted(bands, key=lambda band: band.from_score)
    edge = Decimal(0)
    for band in ordered:
        place = f"band “{band.key}”"
        if band.from_score > edge:
            report.error(
                "sense.band_gap",
                place,
                f"等级（{cycle}）在 {edge} 到 {band.from_score} 之间有空档。",
                f"请把 from_score 改为 {edge}，或补一档。",
            )
        elif band.from_score < edge:
            report.error(
                "sense.band_overlap",
                place,
                f"等级（{cycle}）与上一档重叠：从 {band.from_score} 起，上一档到 {edge}。",
                f"请把 from_score 改为 {edge}。",
            )
        if band.to_score is not None and band.to_score <= band.from_score:
            report.error(
                "sense.band_empty", place, "这一档没有范围。", "to_score 应大于 from_score。"
            )
        edge = band.to_score if band.to_score is not None else Decimal(1000)
    if ordered and edge <= 100:
        report.error(
            "sense.band_gap",
            f"band “{ordered[-1].key}”",
            f"等级（{cycle}）没有覆盖到 100 分。",
            "最高一档请不要写 to_score。",
        )


def _points(package: Package, report: Report) -> None:
    points = sum(group.points for group in package.score_group)
    if package.score_group and points != 100:
        report.error(
            "sense.points",
            "score_group",
            f"各考核项目合计 {points} 分，不是 100 分。",
            "请核对 points。",
        )
    for group in package.score_group:
        caps = [
            i.cap
            for i in package.score_item
            if i.group == group.key and i.cap is not None and i.kind != "bonus"
        ]
        if caps and sum(caps) != group.points:
            report.error(
                "sense.caps",
                f"score_group “{group.key}”",
                f"“{group.label}”{group.points} 分，各条上限合计 {sum(caps)} 分。",
                "请核对 cap。",
            )
    for cycle in {scorer.cycle for scorer in package.scorer}:
        weights = sum(s.weight_percent for s in package.scorer if s.cycle == cycle)
        if weights != 100:
            report.error(
                "sense.weights",
                "scorer",
                f"评分权重（{cycle}）合计 {weights} %，不是 100 %。",
                "请核对 weight_percent。",
            )
