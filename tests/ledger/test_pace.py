"""Paces and forecasts that no worked example can say: readings, other years, amended lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.calendar.elapsed import passed, working_days_in
from core.ledger.assumption import assumption
from core.ledger.rules.pace import pace_of
from core.ledger.rules.parts import Part
from core.ledger.rules.verdicts import State, Verdict
from core.packages.schema import Measure, TargetKind
from core.testing import load_example
from tests.copies import CONFIG

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
EXAMPLES = CONFIG.parent / "tests" / "examples"
EXAMPLE = "four_of_ten_at_half_time_is_behind_and_says_how_many_will_be_missing.toml"


@pytest.fixture(scope="module")
def terms():
    return load_example(EXAMPLES / EXAMPLE).terms[0]


def verdict_on(terms, day, value, **changed):
    line = replace(terms.lines[0], **changed)
    value, goal = Decimal(value), Decimal(10)
    part = Part(kind=TargetKind.TOTAL, value=value, goal=goal, met=value >= goal)
    pace = pace_of(line, value, goal, terms.contract.start, terms.contract.end, day)
    return Verdict(
        line=line, value=value, goal=goal, unit="条", parts=(part,), state=State.ON, met=part.met,
        counted=1, refused=0, overflow=Decimal(0), pace=pace, forecast=pace.forecast,
    )  # fmt: skip


def test_working_days_know_make_up_days_and_holidays():
    february = working_days_in(date(2026, 2, 1), date(2026, 2, 28))
    assert date(2026, 2, 28) in february  # Saturday, made up for the Spring Festival
    assert date(2026, 2, 17) not in february
    assert passed(february, date(2026, 2, 23)) == passed(february, date(2026, 2, 14))
    assert working_days_in(date(2026, 3, 2), date(2026, 3, 1)) == ()


def test_an_outside_counter_grows_on_every_day_of_the_calendar(terms):
    level = replace(terms.lines[0], measure=Measure.LEVEL)
    on = date(2026, 10, 7)
    by_days = pace_of(level, Decimal(5), Decimal(365), FIRST, LAST, on)
    by_work = pace_of(terms.lines[0], Decimal(5), Decimal(248), FIRST, LAST, on)
    assert (by_days.expected, by_work.expected) == (280, 186)


def test_a_pace_is_not_judged_before_a_working_day_has_come(terms):
    pace = pace_of(terms.lines[0], Decimal(1), Decimal(10), FIRST, LAST, date(2026, 1, 2))
    assert (pace.elapsed, pace.expected, pace.misses) == (0, 0, False)
    assert pace.forecast == date(2026, 1, 15)  # the tenth working day


def test_a_forecast_after_the_term_is_none(terms):
    pace = pace_of(terms.lines[0], Decimal(4), Decimal(10), FIRST, LAST, date(2026, 6, 30))
    assert pace.misses and pace.forecast is None
    even = pace_of(terms.lines[0], Decimal(10), Decimal(20), FIRST, LAST, date(2026, 7, 6))
    assert (even.elapsed, even.projected, even.forecast) == (124, 20, LAST)
    assert even.narrow and not even.misses


def test_the_assumption_says_the_pace_in_words(terms):
    def said(value, day=date(2026, 6, 30), **changed):
        return assumption(terms, verdict_on(terms, day, value, **changed), day)

    assert said(5) == "按合同开始以来的进度（平均每 24 个工作日 1 场）推算"
    assert said("9.5") == "按合同开始以来的进度（平均每 13 个工作日 1 场）推算"
    fast = verdict_on(terms, date(2026, 1, 12), 2)
    assert assumption(terms, fast, date(2026, 1, 12)).startswith(
        "按合同开始以来的进度（每个工作日 0.29 场）"
    )
    assert "天 1 场" in said(5, measure=Measure.LEVEL)
    assert said(10) == said(0) == said(5, date(2027, 1, 5)) == ""


def test_a_year_without_announced_holidays_is_called_provisional(terms):
    longer = replace(terms, contract=replace(terms.contract, end=date(2028, 12, 31)))
    day = date(2026, 6, 30)
    said = assumption(longer, verdict_on(longer, day, 1), day)
    assert said.endswith("；2028 年放假安排未公布，工作日暂定")
