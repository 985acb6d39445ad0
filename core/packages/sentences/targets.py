"""Targets and caps as words: 至少 4 场；每个合同季度至少 1 场；每日每人最多计 2 次."""

import re

from core.facts.vocabulary import DATE_ROLES
from core.packages.fields import DENOMINATORS, EXCLUSIONS, NOBODY, RESPONSE_UNITS
from core.packages.schema import Cap, Due, Response, Target, TargetKind
from core.packages.sentences.conditions import named
from core.packages.sentences.labels import Kinds, Labels
from core.packages.sentences.words import (
    DUE,
    EACH,
    HOLIDAY,
    LATE,
    NEWCOMERS,
    OVERFLOW,
    PER_OF,
    POPULATION,
    clauses,
    number,
)

#: How the keys of some periods are read aloud.
PERIOD_KEYS = (
    (re.compile(r"Y(\d+)"), "第 {} 合同年"),
    (re.compile(r"C(\d+)"), "第 {} 合同季度"),
    (re.compile(r"M(\d+)"), "第 {} 合同月"),
    (re.compile(r"(\d{4})"), "{} 年"),
    (re.compile(r"(\d{4})-(\d\d)"), "{} 年 {} 月"),
    (re.compile(r"(\d{4})-Q(\d)"), "{} 年第 {} 季度"),
)


def target(row: Target, unit: str, labels: Labels, kinds: Kinds = ()) -> str:
    """One target of a line, in the line's own unit, with whom and when it is about."""
    about = clauses(
        [
            "、".join(period_said(key, labels) for key in row.only),
            f"只看{'；'.join(named(one, labels) for one in row.when)}的人" if row.when else "",
        ]
    )
    said = _wanted(row, unit, labels, kinds)
    return f"{about}：{said}" if about else said


def period_said(key: str, labels: Labels) -> str:
    """A period by its key: its own label, or 第 1 合同年."""
    for pattern, words in PERIOD_KEYS:
        found = pattern.fullmatch(key)
        if found and key not in labels.periods:
            return words.format(*(part.lstrip("0") for part in found.groups()))
    return labels.periods.get(key, key)


def _wanted(row: Target, unit: str, labels: Labels, kinds: Kinds) -> str:
    least = number(row.min) if row.min is not None else "1"
    each = EACH.get(row.period, "每个分期")
    if row.kind is TargetKind.TOTAL:
        return f"{'合计' if row.only else '合同期内'}至少 {least} {unit}"
    if row.kind is TargetKind.EVERY_PERIOD:
        return f"{each}至少 {least} {unit}，缺一期不能用别期补"
    if row.kind is TargetKind.EVERY_PERSON:
        return _every_person(row, least, unit, labels)
    if row.kind is TargetKind.COVERAGE:
        names = "、".join(labels.value(row.field, value, kinds) for value in row.values)
        listed = names or f"每一种{labels.field(row.field, kinds)}"
        return f"{listed}，每一样至少 {row.each} {'个' if unit in ('类', '站') else unit}"
    if row.kind is TargetKind.RATE:
        return _rate(row, each, labels)
    if row.kind is TargetKind.DEADLINE:
        return _deadline(row, least, unit)
    if row.kind is TargetKind.MILESTONE:
        return "做成一次即达标"
    return "没有数量，由评审人看佐证认定"


def _rate(row: Target, each: str, labels: Labels) -> str:
    share = number(row.percent) if row.percent is not None else "100"
    whole = POPULATION.get(row.of) or DENOMINATORS.get(row.of)
    whole = whole or labels.lines.get(row.of, "应服务的人")
    tiers = f"分级为{labels.listed(row.tiers, labels.tiers)}、" if row.tiers else ""
    left_out = "整期" + "、".join(EXCLUSIONS.get(one, one) for one in row.excluding) + "的"
    if NOBODY in row.excluding:
        excluding = "不剔除任何人"
    else:
        excluding = f"总数中剔除{left_out}，逐人列出原因" if row.excluding else ""
    return clauses([f"{each}达到 {share}%", f"以{tiers}{whole}为总数", excluding])


def response(row: Response, labels: Labels, kinds: Kinds = ()) -> str:
    """答复时限: from what to what, in how much time, and what becomes of a late one."""
    since, until = (
        DATE_ROLES.get(name) or labels.field(name, kinds) for name in (row.since, row.until)
    )
    unit = RESPONSE_UNITS.get(row.unit, "")
    late = "超时的不计" if row.late == "not_counted" else "超时的仍计入，记为迟"
    return f"从{since}到{until}不超过 {row.within} {unit}，{late}，还没有答复的不计"


def _every_person(row: Target, least: str, unit: str, labels: Labels) -> str:
    who = (
        f"{labels.listed(row.tiers, labels.tiers)}中的每一个人" if row.tiers else "名单上的每一个人"
    )
    each = "" if row.period in ("", "term") else EACH.get(row.period, "")
    newcomers = NEWCOMERS.get(row.newcomers, "")
    return clauses([f"{who}{each}都要满 {least} {unit}", "不看平均数", newcomers])


def _deadline(row: Target, least: str, unit: str) -> str:
    each = EACH.get(row.period, "每个分期")
    return clauses(
        [
            f"{each} {least} {unit}",
            f"{when_due(row)}提交",
            inclusive(row),
            HOLIDAY.get(row.holiday, ""),
            LATE.get(row.late, ""),
        ]
    )


def when_due(row: Target | Due) -> str:
    """次月最后一个工作日 12:00 前；期末后 10 个工作日内."""
    month = {0: "当月", 1: "次月"}.get(row.months_after, f"{row.months_after} 个月后")
    hour = f" {row.time} " if row.time else ""
    if row.due in ("working_days_after", "days_after"):
        unit = "天" if row.due == "days_after" else "个工作日"
        until = f"的{hour}前" if row.time else "内"
        return f"期末后 {row.day} {unit}{until}"
    if row.due == "working_day":
        return f"{month}第 {row.day} 个工作日{hour}前"
    if row.due in DUE:
        return f"{month}{DUE[row.due]}{hour}前"
    if row.day is not None:
        return f"{month} {row.day} 日{hour}前"
    return f"{month}（哪一天原文未约定）" if row.months_after else "（期限原文未约定）"


def inclusive(row: Target | Due) -> str:
    """Whether the day itself is still in time, where the text says a day."""
    return "" if row.day is None else ("含当日" if row.inclusive else "不含当日")


def cap(row: Cap, unit: str) -> str:
    """The most that counts."""
    who = PER_OF.get(row.of, "本指标")
    each = EACH.get(row.per, "每个分期")
    return f"{who}{each}最多计 {number(row.most)} {unit}，{OVERFLOW.get(row.then, '超出的单列')}"
