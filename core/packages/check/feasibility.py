"""Feasibility: can the people there are keep the quotas? People × times ÷ workers ÷ working days."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.calendar import add_months, is_working_day
from core.facts import PeriodKind
from core.packages.check.report import Report
from core.packages.schema import Package, Quota, Tier

#: How often a period comes round in a year, and how the field says it.
IN_A_YEAR = {
    PeriodKind.WEEK: (52, "每周"),
    PeriodKind.HALF_MONTH: (24, "每半月"),
    PeriodKind.MONTH: (12, "每月"),
    PeriodKind.CONTRACT_MONTH: (12, "每月"),
    PeriodKind.QUARTER: (4, "每季度"),
    PeriodKind.CONTRACT_QUARTER: (4, "每季度"),
    PeriodKind.YEAR: (1, "每年"),
    PeriodKind.CONTRACT_YEAR: (1, "每年"),
}
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What the quotas ask of one worker on one working day: 次, 小时, and the arithmetic in words."""

    times: Fraction
    hours: Fraction
    say: str


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What one quota asks of one tier: so many people, so many times in each period or year."""

    quota: Quota
    tier: Tier
    times: int
    rounds: int
    each: str

    @property
    def times_in_a_year(self) -> int:
        """How often a person is owed it in a year."""
        return self.times * self.rounds


def check_feasibility(package: Package, report: Report) -> None:
    """Warn when the quotas ask more hours of a worker and day than the cover allows.

    Silent where nothing can be reckoned: no quota, no planned people and no workers, or a cover that
    says why not.
    """
    head, asked = package.package, _asked(package)
    planned = head.workers is not None or any(one.tier.planned_people for one in asked)
    if not asked or not planned or head.unstated_workload.strip():
        return
    if head.workers is not None and head.workers < 1:
        report.error(
            "feasibility.workers",
            "package workers",
            f"社工人数是 {head.workers}，没有人能去服务。",
            "请填实际人数；还不知道的留空。",
        )
        return
    missing = _missing(package, asked)
    if missing:
        report.warn(
            "feasibility.unsaid",
            missing[0][0],
            f"没有填写{'、'.join(what for _, what in missing)}，估算不了每名社工每天的工作量。",
            "请补上；不估算的，在封面“不估算工作量的说明”写明原因。",
        )
        return
    found = workload(package)
    if found is not None and head.warn_hours is not None and found.hours > head.warn_hours:
        report.warn(
            "feasibility.hours",
            "package workers",
            f"{found.say}，超过提醒线 {head.warn_hours} 小时。",
            "请核对对象人数、频次和每次时长；确实如此的，请与服务机构商定人手后确认。",
        )


def workload(package: Package) -> Workload | None:
    """The load of one worker on one working day; None while something needed for it is missing.

    Working days are those of the year from the effective day, shared evenly over its periods and
    rounded to whole days, so that the sentence can be checked on paper.
    """
    head, asked = package.package, _asked(package)
    if not asked or not head.workers or _missing(package, asked, to_warn=False):
        return None
    same = {(one.rounds, one.each) for one in asked}
    rounds, each = same.pop() if len(same) == 1 else (1, "每年")
    days = _working_days(package, rounds)
    people: dict[str, tuple[int, int]] = {}
    minutes = Fraction(0)
    for one in asked:
        number = one.tier.planned_people or 0
        times = one.times_in_a_year // rounds
        people[one.tier.key] = (number, people.get(one.tier.key, (0, 0))[1] + times)
        minutes += Fraction(number * times * (one.quota.minutes or 0))
    whole = sum(number * times for number, times in people.values())
    a_day = Fraction(1, head.workers * days)
    parts = [f"{number} 人 × {each} {times} 次" for number, times in people.values()]
    sum_ = parts[0] if len(parts) == 1 else f"（{' + '.join(parts)}）"
    say = (
        f"{sum_} ÷ {head.workers} 名社工 ÷ {days} 个工作日 = "
        f"每人每天 {_tenths(whole * a_day)} 次，约 {_tenths(minutes * a_day / 60)} 小时"
    )
    return Workload(times=whole * a_day, hours=minutes * a_day / 60, say=say)


def _asked(package: Package) -> list[_Asked]:
    """Each quota for each of its tiers; one that names no tier is for all."""
    found = []
    for quota in package.quota:
        if quota.longest_gap:
            rounds, each = 1, "每年"
            times = -(-DAYS_OF_A_YEAR // quota.longest_gap)
        elif quota.min is not None and quota.period in IN_A_YEAR:
            rounds, each = IN_A_YEAR[PeriodKind(quota.period)]
            times = quota.min
        else:
            continue
        found += [
            _Asked(quota=quota, tier=tier, times=times, rounds=rounds, each=each)
            for tier in package.tier
            if not quota.tiers or tier.key in quota.tiers
        ]
    return found


def _missing(
    package: Package, asked: list[_Asked], *, to_warn: bool = True
) -> list[tuple[str, str]]:
    """Place and name of everything that the arithmetic needs and nobody filled in."""
    head = package.package
    found = [] if head.workers is not None else [("package workers", "社工人数")]
    tiers = {one.tier.key: one.tier for one in asked}
    quotas = {one.quota.key: one.quota for one in asked}
    found += [
        (f"tier “{key}” planned_people", f"“{tier.label}”的计划人数")
        for key, tier in tiers.items()
        if tier.planned_people is None
    ]
    found += [
        (f"quota “{key}” minutes", f"“{quota.label}”每次约几分钟")
        for key, quota in quotas.items()
        if quota.minutes is None
    ]
    if to_warn and head.warn_hours is None:
        found.append(("package warn_hours", "每天几小时提醒"))
    return found


def _working_days(package: Package, rounds: int) -> int:
    start = package.package.effective_from
    whole = (add_months(start, 12) - start).days
    days = sum(is_working_day(start + timedelta(days=n)) for n in range(whole))
    return max(int(Decimal(days) / rounds + Decimal("0.5")), 1)


def _tenths(value: Fraction) -> str:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_UP):f}".removesuffix(".0")
