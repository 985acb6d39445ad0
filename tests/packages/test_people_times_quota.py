"""Feasibility: people × quota ÷ workers ÷ working days, said as an officer would reckon it on paper."""

from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.packages.check import workload
from core.packages.check.feasibility import check_feasibility
from core.packages.check.report import Report
from core.packages.schema import Heading, Package, Quota, Tier

HEAD = Heading(
    id="p", type="t", title="包", version=1, effective_from=date(2026, 1, 1), source="s", clause="c"
)


def a_package(*quotas, people=(340,), **head):
    tiers = tuple(
        Tier(key=f"t{n}", label=f"第{n}级", clause="c", planned_people=number)
        for n, number in enumerate(people)
    )
    cover = msgspec.structs.replace(HEAD, **{"workers": 6, "warn_hours": 6, **head})
    return Package(package=cover, tier=tiers, quota=quotas)


def a_quota(key="visit", **fields):
    given = {"min": 1, "period": "month", "minutes": 30, **fields}
    return Quota(key=key, label="上门", clause="c", kinds=("home_visit",), **given)


def found(package):
    report = Report("包.toml")
    check_feasibility(package, report)
    return [(one.code, one.severity.value, one.place, one.say) for one in report.findings]


def test_three_times_a_month_for_340_people_is_eight_a_day():
    package = a_package(a_quota(min=1), a_quota("call", min=2))
    load = workload(package)
    assert load.say == ("340 人 × 每月 3 次 ÷ 6 名社工 ÷ 21 个工作日 = 每人每天 8.1 次，约 4 小时")
    assert load.times == Fraction(340 * 3, 6 * 21)
    assert found(package) == []


def test_the_officers_own_level_warns_and_a_lower_load_does_not():
    quotas = a_quota(min=1, minutes=60), a_quota("call", min=2, minutes=60)
    [(code, severity, place, say)] = found(a_package(*quotas))
    assert (code, severity, place) == ("feasibility.hours", "warning", "包.toml package workers")
    assert "约 8.1 小时，超过提醒线 6 小时" in say
    assert found(a_package(*quotas, warn_hours=9)) == []


@pytest.mark.parametrize(
    ("quotas", "people", "say"),
    [
        ([a_quota(period="quarter")], (100,), "100 人 × 每季度 1 次 ÷ 6 名社工 ÷ 62 个工作日"),
        ([a_quota(period="half_month")], (100,), "100 人 × 每半月 1 次 ÷ 6 名社工 ÷ 10 个工作日"),
        ([a_quota(), a_quota("q", period="quarter")], (100,), "100 人 × 每年 16 次 ÷ 6 名社工"),
        ([a_quota(min=None, period="", longest_gap=15)], (10,), "10 人 × 每年 25 次"),
        ([a_quota(tiers=("t0",)), a_quota("b", min=2, tiers=("t1",))], (10, 20), "（10 人 × 每月 1 次 + 20 人 × 每月 2 次）"),
    ],
)  # fmt: skip
def test_other_periods_and_tiers_are_said_as_they_are(quotas, people, say):
    assert workload(a_package(*quotas, people=people)).say.startswith(say)


@pytest.mark.parametrize(
    ("package", "lacking"),
    [
        (a_package(a_quota(), workers=None), "社工人数"),
        (a_package(a_quota(minutes=None)), "“上门”每次约几分钟"),
        (a_package(a_quota(), warn_hours=None), "每天几小时提醒"),
        (a_package(a_quota(), people=(None,)), "“第0级”的计划人数"),
    ],
)
def test_what_is_lacking_is_named_and_nothing_is_assumed(package, lacking):
    [(code, _, _, say)] = found(package)
    assert code == "feasibility.unsaid" and lacking in say


def test_nothing_is_asked_where_nothing_was_planned_or_a_reason_was_given():
    assert found(a_package(a_quota(), workers=None, people=(None,))) == []
    assert found(a_package(a_quota(), workers=None, unstated_workload="原文未约定")) == []
    assert found(a_package(workers=None)) == []


def test_nobody_is_an_error_and_not_a_division():
    [(code, severity, _, say)] = found(a_package(a_quota(), workers=0))
    assert (code, severity) == ("feasibility.workers", "error") and "0" in say


@given(st.integers(1, 5000), st.integers(1, 6), st.integers(1, 200), st.integers(1, 240))
def test_twice_the_workers_have_half_the_load(people, times, workers, minutes):
    quota = a_quota(min=times, minutes=minutes)
    once = workload(a_package(quota, people=(people,), workers=workers))
    twice = workload(a_package(quota, people=(people,), workers=2 * workers))
    assert once.hours == 2 * twice.hours and once.times == 2 * twice.times
    assert once.hours == once.times * minutes / 60
