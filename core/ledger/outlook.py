"""Outlook 预计: what will become of a line, in one short Chinese sentence. Pure."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_DOWN, Decimal

from core.facts import Period, PeriodKind, Tally
from core.ledger.rounds import Round
from core.ledger.rules.pace import Pace
from core.ledger.rules.parts import Part, Phase
from core.ledger.rules.seen import in_units
from core.ledger.rules.verdicts import State, Verdict
from core.packages.schema import TargetKind
from core.packages.terms import Terms

NUMERALS = "一二三四五六七八九十"
#: More missed periods than these are said as a number.
NAMED = 2
TENTH = Decimal("0.1")


def say_number(value: Decimal | int) -> str:
    """A number without needless zeros."""
    exact = Decimal(value)
    return f"{exact:.0f}" if exact == exact.to_integral_value() else f"{exact.normalize():f}"


def say_day(day: date, today: date) -> str:
    """11 月 20 日, with the year when it is another one."""
    text = f"{day.month} 月 {day.day} 日"
    return text if day.year == today.year else f"{day.year} 年 {text}"


def period_name(period: Period) -> str:
    """What a period is called in an office: 3 月、三季度、6 月上半月、第 2 合同季度 …"""
    start, number = period.start, period.key
    if period.label:
        return period.label
    if period.kind is PeriodKind.QUARTER:
        return f"{NUMERALS[int(number[-1]) - 1]}季度"
    if period.kind is PeriodKind.CONTRACT_QUARTER:
        return f"第{NUMERALS[int(number[1:]) - 1] if int(number[1:]) <= 10 else number[1:]}季度"
    if period.kind is PeriodKind.HALF_MONTH:
        return f"{start.month} 月{'上' if number.endswith('a') else '下'}半月"
    if period.kind is PeriodKind.MONTH:
        return f"{start.month} 月"
    if period.kind is PeriodKind.WEEK:
        return f"{start.month} 月 {start.day} 日起的一周"
    return {
        PeriodKind.YEAR: f"{start.year} 年",
        PeriodKind.CONTRACT_MONTH: f"第 {number[1:]} 合同月",
        PeriodKind.CONTRACT_YEAR: f"第 {number[1:]} 合同年",
        PeriodKind.TERM: "合同期",
    }.get(period.kind, f"{start.month} 月 {start.day} 日")


def month_name(key: str, today: date) -> str:
    """The settlement month ``2026-03``: 3 月, with the year when it is another one."""
    year, month = int(key[:4]), int(key[5:7])
    return f"{month} 月" if year == today.year else f"{year} 年 {month} 月"


def periods_by_key(terms: Terms) -> Callable[[str], Period | None]:
    """A look-up of the contract's periods by key, whatever their kind."""
    kinds = [k for k in PeriodKind if k is not PeriodKind.DAY]
    every = {period.key: period for kind in kinds for period in terms.periods(kind)}
    return every.get


def ended(last: date, today: date) -> str:
    """Of a line that a later version of the package no longer has."""
    return f"{say_day(last, today)}以后不再约定"


def outlook(
    terms: Terms,
    verdict: Verdict,
    tallies: Iterable[Tally],
    day: date,
    label: Callable[[str, str], str],
) -> str:
    """What to expect of a line with targets; ``label`` names the value of a field."""
    if not verdict.parts:
        return ""
    if verdict.state is State.MET:
        return _when_met(terms, verdict, tallies)
    for part in verdict.parts:
        said = _of_part(terms, verdict, part, day, label)
        if said:
            return said
    if verdict.state is State.NOT_STARTED and verdict.pace is None:
        return "尚无记录"
    return _by_pace(terms, verdict, day)


def _of_part(
    terms: Terms, verdict: Verdict, part: Part, day: date, label: Callable[[str, str], str]
) -> str:
    if part.met:
        return ""
    if part.kind is TargetKind.COVERAGE:
        name = verdict.line.coverage
        missing = [label(name, cell.key) for cell in part.cells if not cell.met]
        return f"还缺：{'、'.join(missing)}" if missing else ""
    if part.kind is TargetKind.EVERY_PERSON:
        return _people_short(verdict, part)
    if part.missed:
        return _missed(terms, part)
    running = next((c for c in part.cells if c.phase is Phase.RUNNING and not c.met), None)
    if running is not None and part.closing(terms, day):
        period = periods_by_key(terms)(running.key)
        until = f"，{say_day(period.end, day)}前" if period else ""
        if part.kind is TargetKind.RATE:
            return f"现为 {say_number(running.value)}%{until}"
        lacking = say_number(running.goal - running.value)
        return f"还需 {lacking} {verdict.line.unit_label}{until}"
    return ""


def _missed(terms: Terms, part: Part) -> str:
    find = periods_by_key(terms)
    names = [
        period_name(period)
        for cell in part.cells
        if cell.phase is Phase.CLOSED and not cell.met and (period := find(cell.key))
    ]
    verb = "未达" if part.kind is TargetKind.RATE else "已缺"
    if part.kind is TargetKind.DEADLINE:
        verb = "缺或迟交"
    if len(names) > NAMED:
        return f"{names[0]}等 {len(names)} 期{verb}，无法补"
    return f"{'、'.join(names)}{verb}，无法补"


def _people_short(verdict: Verdict, part: Part) -> str:
    short = [cell.goal - cell.value for cell in part.cells if not cell.met]
    if not short:
        return "名单上还没有人"
    least, most = say_number(min(short)), say_number(max(short))
    between = least if least == most else f"{least}–{most}"
    return f"{len(short)} 人还差 {between} {verdict.line.unit_label}"


def _when_met(terms: Terms, verdict: Verdict, tallies: Iterable[Tally]) -> str:
    line = verdict.line
    total = next((p for p in verdict.parts if p.kind is TargetKind.TOTAL and not p.cells), None)
    if total is None or total.goal is None:
        return "已达标"
    if not total.goal:
        return "目标为 0，不用做"
    starts = terms.period_starts(line.grid)
    sums: dict[date, Decimal] = {}
    for tally in tallies:
        if tally.scope == line.scopes[0] and tally.period in starts:
            start = starts[tally.period]
            sums[start] = sums.get(start, Decimal(0)) + tally.quantity
    so_far = Decimal(0)
    for start in sorted(sums):
        so_far += sums[start]
        if in_units(line, so_far) >= total.goal:
            over = f"，多 {say_number(total.value - total.goal)} {line.unit_label}"
            when = period_name(terms.period_of(line.grid, start))
            return f"{when}达标{over if total.value > total.goal else ''}"
    return "已达标"


def _by_pace(terms: Terms, verdict: Verdict, day: date) -> str:
    pace, unit = verdict.pace, verdict.unit
    if verdict.goal is None or pace is None:
        return ""
    lacking = say_number(verdict.goal - verdict.value)
    if day > terms.contract.end:
        return f"合同已到期，差 {lacking} {unit}"
    if verdict.state is State.NOT_STARTED:
        return _before_the_first(terms, pace, unit, day)
    if verdict.forecast is not None:
        return f"按此进度 {say_day(verdict.forecast, day)}达标"
    if verdict.state is State.BEHIND and pace.misses:
        at_end = min(pace.projected.to_integral_value(ROUND_DOWN), pace.goal)
        at_end = max(at_end, pace.value)
        return f"照此到期约 {say_number(at_end)} {unit}，差 {say_number(pace.goal - at_end)}"
    return f"还差 {lacking} {unit}"


def _before_the_first(terms: Terms, pace: Pace, unit: str, day: date) -> str:
    if day < terms.contract.start:
        return f"合同 {say_day(terms.contract.start, day)}开始"
    if pace.expected < 1:
        return "尚无记录"
    return f"尚无记录，到今天应有 {say_number(pace.expected.quantize(TENTH, ROUND_DOWN))} {unit}"


def outlook_of_round(found: Round, day: date) -> str:
    """What to expect of a quota in its running period."""
    back = f"；{period_name(found.before)} {found.missed_before} 人缺" if found.before else ""
    back = back if found.missed_before else ""
    if not found.owed:
        return f"本期没有应服务的人{back}"
    left = found.owed - found.done
    if not left:
        return f"本期全部完成{back}"
    return f"还有 {left} 人，{say_day(found.period.end, day)}前{back}"
