"""The whole grammar of deadlines: fixed points, every declaration, overrides, and any day whatever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import (
    Calendar,
    Deadline,
    add_months,
    due_of,
    due_on,
    is_provisional,
    is_working_day,
    last_working_day,
    period_of,
    remark_on,
    working_days_after,
)
from core.facts import PeriodKind

START, END = date(2024, 1, 1), date(2030, 12, 31)
DAYS = st.dates(START, date(2028, 12, 31))
HOLIDAYS = st.sampled_from(["before", "after", "unchanged"])
DEADLINES = st.one_of(
    st.builds(
        Deadline,
        day=st.integers(1, 31),
        months_after=st.integers(0, 3),
        inclusive=st.booleans(),
        holiday=HOLIDAYS,
        time=st.sampled_from(["", "12:00", "17:30"]),
    ),
    st.builds(
        Deadline,
        day=st.integers(1, 15),
        due=st.sampled_from(["working_day", "working_days_after", "days_after"]),
        months_after=st.integers(0, 2),
        holiday=HOLIDAYS,
    ),
    st.builds(
        Deadline,
        due=st.sampled_from(["last_day", "last_working_day"]),
        months_after=st.integers(0, 3),
        holiday=HOLIDAYS,
    ),
)
KINDS = st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR])
CALENDARS = st.builds(
    lambda days, working: Calendar(
        working=frozenset(d for d in days if (d.day % 2 == 0) is working),
        free=frozenset(d for d in days if (d.day % 2 == 0) is not working),
    ),
    st.sets(DAYS, max_size=8),
    st.booleans(),
)


def month(year, number, kind=PeriodKind.MONTH):
    return period_of(kind, date(year, number, 1), START, END)


@pytest.mark.parametrize(
    ("year", "number", "day"),
    [(2025, 1, date(2025, 1, 27)), (2026, 2, date(2026, 2, 28)), (2026, 1, date(2026, 1, 30))],
)
def test_the_last_working_day_of_a_month_knows_make_up_days(year, number, day):
    period = month(year, number)
    assert last_working_day(period.start, period.end) == day
    assert due_on(Deadline(due="last_working_day"), period) == day


@pytest.mark.parametrize(
    ("declared", "period", "day"),
    [
        (Deadline(day=25), month(2026, 1), date(2026, 1, 25)),
        (Deadline(day=25, holiday="before"), month(2026, 1), date(2026, 1, 23)),
        (Deadline(day=25, holiday="after"), month(2026, 1), date(2026, 1, 26)),
        (Deadline(day=25, inclusive=False), month(2026, 3), date(2026, 3, 24)),
        (Deadline(due="last_day", months_after=1), month(2026, 1), date(2026, 2, 28)),
        (Deadline(day=5, months_after=1), month(2026, 3), date(2026, 4, 5)),
        (Deadline(day=5, months_after=1, holiday="after"), month(2026, 3), date(2026, 4, 7)),
        (Deadline(due="working_day", day=3, months_after=1), month(2026, 9), date(2026, 10, 10)),
        (Deadline(due="working_days_after", day=10), month(2026, 7, PeriodKind.QUARTER),
         date(2026, 10, 20)),
        (Deadline(due="days_after", day=10), month(2026, 7, PeriodKind.QUARTER),
         date(2026, 10, 10)),
        (Deadline(day=31), month(2026, 2), date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_every_declaration_of_the_grammar_has_its_day(declared, period, day):
    assert due_on(declared, period) == day


def test_an_hour_ends_the_time_at_that_hour_in_china_and_no_hour_at_midnight():
    noon = due_of(Deadline(due="last_working_day", time="12:00"), month(2026, 2))
    assert noon.at == datetime(2026, 2, 28, 4, tzinfo=UTC)
    assert noon.say == "2 月 28 日（周六，调休上班）12:00 前"
    whole = due_of(Deadline(due="last_working_day"), month(2026, 2))
    assert whole.at == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert whole.say == "2 月 28 日（周六，调休上班）前"


def test_a_year_that_is_not_announced_answers_and_says_so():
    due = due_of(Deadline(due="last_working_day", time="12:00"), month(2027, 2))
    assert due.provisional and "暂定" in due.say and due.day == date(2027, 2, 26)
    assert not due_of(Deadline(day=25), month(2027, 2)).provisional
    assert all(
        isinstance(is_working_day(date(2027, 1, 1) + timedelta(days=n)), bool) for n in range(800)
    )


def test_what_the_county_says_wins_over_the_official_and_the_reckoned_day():
    saturday, friday = date(2026, 2, 28), date(2026, 2, 27)
    calendar = Calendar(free=frozenset({saturday}))
    assert is_working_day(saturday) and not is_working_day(saturday, calendar)
    due = due_of(Deadline(due="last_working_day", time="12:00"), month(2026, 2), calendar)
    assert due.day == friday
    assert remark_on(saturday, calendar) == "周六，本县定为休息"
    unannounced = date(2027, 2, 27)
    said = Calendar(working=frozenset({unannounced}))
    assert is_provisional(unannounced) and not is_provisional(unannounced, said)
    assert due_on(Deadline(due="last_working_day"), month(2027, 2), said) == unannounced


@given(DEADLINES, KINDS, DAYS, CALENDARS)
def test_any_deadline_has_a_day_by_any_calendar(declared, kind, day, calendar):
    period = period_of(kind, day, START, END)
    due = due_of(declared, period, calendar)
    assert due.day == due_on(declared, period, calendar)
    assert due.at.tzinfo is UTC
    ends = datetime.combine(due.day, datetime.min.time(), UTC) - timedelta(hours=8)
    assert ends < due.at <= ends + timedelta(days=1)
    if declared.inclusive and (declared.holiday != "unchanged" or "working" in declared.due):
        month_of_it = add_months(period.end.replace(day=1), declared.months_after)
        last = add_months(month_of_it, 1) - timedelta(days=1)
        none_at_all = declared.due == "last_working_day" and not any(
            is_working_day(month_of_it + timedelta(days=n), calendar)
            for n in range((last - month_of_it).days + 1)
        )
        fixed = declared.due == "last_day" and declared.holiday == "unchanged"
        assert is_working_day(due.day, calendar) or none_at_all or fixed


@given(DAYS, st.integers(1, 20), CALENDARS)
def test_working_days_after_pass_exactly_so_many_working_days(day, number, calendar):
    found = working_days_after(day, number, calendar)
    between = (day + timedelta(days=n) for n in range(1, (found - day).days + 1))
    assert sum(is_working_day(one, calendar) for one in between) == number


@given(DAYS, st.booleans())
def test_an_override_decides_its_own_day_and_no_other(day, works):
    calendar = Calendar(**{"working" if works else "free": frozenset({day})})
    assert is_working_day(day, calendar) is works
    for near in (day - timedelta(days=1), day + timedelta(days=1)):
        assert is_working_day(near, calendar) is is_working_day(near)
