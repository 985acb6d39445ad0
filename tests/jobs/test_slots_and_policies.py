"""When something is due, and what is made good of it after three days of standstill."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from core.calendar import SHANGHAI, Calendar
from core.calendar.slots import Daily, Every, MonthEnd, latest_slot, next_slot, slots_between
from core.jobs.job import CatchUp, Job
from core.jobs.running import due_slot, run_by_hand, run_due
from core.jobs.seeing import jobs_seen
from core.notices.rows import NOTICE
from core.places.working_days import say_of_day
from core.store import Actor, open_engine, reading
from core.store.errors import Refused
from core.store.jobs import JOB_RUN, runs_of, turns
from tests.jobs.racing import a_house

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def china(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def days(when, first, last):
    return [one.astimezone(SHANGHAI).date() for one in slots_between(when, first, last)]


def test_a_working_day_slot_leaves_out_the_holiday_and_comes_on_a_make_up_saturday():
    morning = Daily(at=time(7, 30), working_days=True)
    found = days(morning, china(2026, 2, 12), china(2026, 3, 1))
    assert found[:2] == [date(2026, 2, 12), date(2026, 2, 13)]
    assert date(2026, 2, 17) not in found, "春节"
    assert date(2026, 2, 28) in found, "周六调休上班"
    assert found == sorted(found)


def test_slots_are_later_than_the_first_instant_and_not_later_than_the_second():
    daily = Daily(at=time(7, 30))
    at = china(2026, 6, 30, 7, 30)
    assert list(slots_between(daily, at - DAY, at)) == [at]
    assert list(slots_between(daily, at, at + DAY - timedelta(seconds=1))) == []
    assert latest_slot(daily, at) == at
    assert next_slot(daily, at) == at + DAY
    five = Every(minutes=5)
    assert latest_slot(five, at + timedelta(seconds=299)) == at
    assert list(slots_between(five, at, at + 10 * timedelta(minutes=1))) == [
        at + timedelta(minutes=5),
        at + timedelta(minutes=10),
    ]


def test_the_month_end_list_comes_when_four_working_days_are_left_after_its_day():
    wanted = MonthEnd(at=time(8, 30), left=4)
    assert days(wanted, china(2026, 6, 1), china(2026, 7, 1)) == [date(2026, 6, 24)]
    # 28 February 2026 is a working Saturday after the Spring Festival.
    assert days(wanted, china(2026, 2, 1), china(2026, 3, 1)) == [date(2026, 2, 24)]


def test_a_county_moves_the_slots_by_its_own_working_days():
    own = Calendar(free=frozenset({date(2026, 6, 25)}), working=frozenset({date(2026, 6, 28)}))
    morning = Daily(at=time(8), working_days=True)
    found = list(slots_between(morning, china(2026, 6, 24, 9), china(2026, 6, 29), own))
    assert [one.astimezone(SHANGHAI).day for one in found] == [26, 28]
    assert next_slot(morning, china(2026, 6, 24, 9), own) == china(2026, 6, 26, 8)
    assert latest_slot(morning, china(2026, 6, 25, 9), own) == china(2026, 6, 24, 8)
    # One more free day among the last of the month: the list comes a working day sooner.
    free = Calendar(free=frozenset({date(2026, 6, 30)}))
    wanted = MonthEnd(at=time(8, 30), left=4)
    [slot] = slots_between(wanted, china(2026, 6, 1), china(2026, 7, 1), free)
    assert slot == china(2026, 6, 23, 8, 30)


def a_job(catch_up, did=None, **more):
    def do(unit, book, slot, seen):
        (did if did is not None else []).append(slot)
        return "做了"

    plain = {"key": "job", "label": "事", "hint": "", "when": Daily(at=time(7, 30)), "do": do}
    return Job(catch_up=catch_up, **plain | more)


NOON = china(2026, 6, 26, 12)
BACK = NOON + 72 * HOUR


@pytest.mark.parametrize(
    "catch_up, late, made_good",
    [
        (CatchUp.EACH, 72 * HOUR, [27, 28, 29]),
        (CatchUp.LATEST, 72 * HOUR, [29]),
        (CatchUp.NONE, 72 * HOUR, []),
        (CatchUp.NONE, 68 * HOUR, [29]),  # half an hour after the slot: still in time
    ],
)
def test_after_72_hours_of_standstill_the_policy_says_what_is_made_good(
    house, catch_up, late, made_good
):
    did = []
    job = a_job(catch_up, did)
    run_due(house, [job], NOON)
    before = list(did)
    run_due(house, [job], NOON + late)
    run_due(house, [job], NOON + late)
    assert [one.astimezone(SHANGHAI).day for one in did[len(before) :]] == made_good
    run_due(house, [job], NOON - 5 * DAY)
    assert len(did) == len(before) + len(made_good), "a clock that went back does nothing again"


def test_a_job_that_never_ran_begins_with_the_slot_of_today_and_not_with_an_old_one():
    monthly = a_job(CatchUp.EACH, when=MonthEnd(at=time(8, 30), left=4))
    assert due_slot(monthly, None, china(2026, 6, 10)) is None
    assert due_slot(monthly, None, china(2026, 6, 24, 9)) == china(2026, 6, 24, 8, 30)
    assert due_slot(a_job(CatchUp.NONE), None, china(2026, 6, 24, 9)) is None


@pytest.fixture
def house(database):
    engine = open_engine(database)
    yield a_house(engine)
    engine.dispose()


def runs(house):
    with reading(house.engine) as connection:
        return runs_of(connection, house.county, "job", 20)


def test_a_job_that_fails_is_tried_again_with_a_growing_pause_and_is_seen(house):
    tries = []

    def fails(unit, book, slot, seen):
        tries.append(unit.at)
        if len(tries) < 5:
            raise Refused("没有设置备份文件夹。")
        return "做了"

    job, minute = a_job(CatchUp.LATEST, do=fails), timedelta(minutes=1)
    for number in range(40):
        run_due(house, [job], NOON + number * minute)
        if number == 8:
            with reading(house.engine) as connection:
                turn = turns(connection, house.county)["job"]
                (seen,) = jobs_seen(connection, house.county, [job], NOON + number * minute)
            assert (turn.tries, turn.said) == (4, "没有设置备份文件夹。")
            assert seen.failing
            assert not runs(house), "what failed has no row"
    assert [(at - NOON) // minute for at in tries] == [0, 1, 3, 7, 15]
    assert [run.did for run in runs(house)] == ["做了"]
    with reading(house.engine) as connection:
        assert turns(connection, house.county)["job"].tries == 0


def test_what_fails_holds_up_no_other_job_and_takes_its_rows_back(house):
    def half(unit, book, slot, seen):
        unit.connection.execute(NOTICE.insert().values(
            uuid="019f0000-0000-7000-8000-000000000001", county="yanshi", account="a", event="e",
            subject="s", slot="", at=unit.at, number=1, about="", link="/", read_at=None))  # fmt: skip
        raise ZeroDivisionError

    did = []
    jobs = [a_job(CatchUp.LATEST, key="bad", do=half), a_job(CatchUp.LATEST, did)]
    first, second = run_due(house, jobs, NOON)
    assert (first.failed, first.did) == (True, "程序出错（ZeroDivisionError）")
    assert (second.failed, len(did)) == (False, 1)
    with reading(house.engine) as connection:
        assert connection.execute(select(NOTICE.c.id)).first() is None


def test_a_long_job_is_done_by_one_process_at_a_time_and_taken_over_when_that_one_died(house):
    did = []

    def apart(inner, slot, at):
        did.append(at)
        if len(did) == 1:
            run_due(house, [job], at)  # another process, while this one is at it
            raise KeyboardInterrupt  # and now it dies
        return "做了"

    job = a_job(CatchUp.LATEST, do=None, apart=apart, busy=2 * HOUR)
    with pytest.raises(KeyboardInterrupt):
        run_due(house, [job], NOON)
    assert run_due(house, [job], NOON + HOUR) == [], "somebody may still be at it"
    assert len(run_due(house, [job], NOON + 3 * HOUR)) == 1
    assert did == [NOON, NOON + 3 * HOUR]


def test_what_somebody_asks_for_now_leaves_the_slots_of_the_clock_alone(house):
    did = []
    job = a_job(CatchUp.EACH, did)
    run_due(house, [job], NOON)
    who = Actor(id="admin", name="系统员", role="system")
    assert run_by_hand(house, job, who, NOON + HOUR) == "做了"
    run_due(house, [job], NOON + DAY)
    assert [run.by for run in runs(house)] == ["", "admin", ""]
    assert len(did) == 3
    with reading(house.engine) as connection:
        slots = list(connection.execute(select(JOB_RUN.c.slot).order_by(JOB_RUN.c.id)).scalars())
    assert slots[0] == "2026-06-25T23:30:00Z"
    assert slots[2] == "2026-06-26T23:30:00Z"


def test_an_idle_job_writes_nothing_and_nobody_running_it_is_noticed(house):
    idle = a_job(CatchUp.LATEST, waits=lambda connection, county, at: False)
    assert run_due(house, [idle], NOON) == []
    busy = a_job(CatchUp.LATEST, [])
    run_due(house, [busy], NOON)

    def see(connection, at):
        return jobs_seen(connection, house.county, [busy], at)

    with reading(house.engine) as connection:
        assert not see(connection, at=NOON)[0].late
        assert see(connection, at=BACK)[0].late
        assert see(connection, at=NOON - 9 * DAY)[0].ahead


def test_what_is_due_and_what_comes_next_follow_the_days_that_the_county_said(house):
    """A Thursday on which the county does not work: nothing is done, and the page says Friday."""
    did, officer = [], Actor(id="officer", name="赵", role="county_officer")
    job = a_job(CatchUp.LATEST, did, when=Daily(at=time(8), working_days=True))
    thursday = china(2026, 6, 25, 9)
    run_due(house, [job], thursday - DAY)
    with house.work(actor=officer, at=thursday - DAY, county="yanshi") as unit:
        say_of_day(unit, date(2026, 6, 25), False, "本县活动日")
    assert run_due(house, [job], thursday) == []
    with reading(house.engine) as connection:
        [seen] = jobs_seen(connection, "yanshi", [job], thursday)
    assert seen.next == china(2026, 6, 26, 8)
    run_due(house, [job], thursday + DAY)
    assert [one.astimezone(SHANGHAI).day for one in did] == [24, 26]
