"""Past visits and trainings: the same rules, the same ledger, all of a table or nothing."""

from datetime import date

import pytest

from core.intake.cells import minutes_in
from core.intake.columns import ANSWER, asked_questions
from core.intake.jobs import RECORDS
from core.intake.undoing import undo_records, undo_roster
from core.people.inputs import PersonInput
from core.people.service import register_person
from core.spreadsheets import read_day
from core.store import new_id, reading
from core.store.audit import verify
from tests.importing.conftest import bring, everything, furnish
from tests.importing.damaged import DAYS, LI, plain, visits

GOOD = ("2026.3.5", "王长根", "罗敏", "35分钟", "联系上", "照片、签名")


def said(findings):
    return [(f.row, f.column, f.say) for f in findings if f.error]


@pytest.mark.parametrize("typed", DAYS)
def test_days_as_they_are_typed(house, typed):
    findings, result = bring(house, visits((typed, *GOOD[1:])), RECORDS, "home_visit", year=2026)
    assert result is not None, said(findings)
    day, _, _ = read_day(
        typed if isinstance(typed, str) else ("number", str(typed)), year=2026, serials=True
    )
    assert day == DAYS[typed]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("05/03/26", *GOOD[1:]), "日期", "分不清"),
        (("", *GOOD[1:]), "日期", "请填写日期"),
        (("2026-12-01", *GOOD[1:]), "日期", "晚于今天"),
        (("2026.3.5", "王二狗", *GOOD[2:]), "姓名", "没有登记过"),
        (("2026.3.5", "王长根", "不知道", *GOOD[3:]), "工作人员", "没有这个账号"),
        ((*GOOD[:3], "很久", *GOOD[4:]), "时长", "看不出"),
        ((*GOOD[:3], "2学时", *GOOD[4:]), "时长", "学时"),
        ((*GOOD[:4], "人不错", GOOD[5]), "结果", "没有“人不错”这个选项"),
        ((*GOOD[:5], "录像带"), "佐证", "没有“录像带”"),
    ],
)
def test_a_wrong_cell_stops_the_table_and_is_named(house, before, row, column, words):
    findings, result = bring(house, visits(GOOD, row), RECORDS, "home_visit")
    assert result is None
    assert [(number, name) for number, name, _ in said(findings)] == [(3, column)]
    assert words in said(findings)[0][2]
    assert everything(house.station.engine) == before


def test_answers_that_hold_for_every_row_are_given_once(house):
    head = ("日期", "姓名", "时长")
    content = plain(("2026-03-05", "王长根", "40"), head=head)
    findings, result = bring(house, content, RECORDS, "home_visit")
    assert result is None and [c for _, c, _ in said(findings)] == ["结果"]
    _, result = bring(house, content, RECORDS, "home_visit", fixed={"answer.outcome": "联系上"})
    assert len(result["records"]) == 1


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30", 30),
        ("30分钟", 30),
        ("约 40 分", 40),
        ("1小时20分", 80),
        ("0.5小时", 30),
        ("９０分", 90),
    ],
)
def test_minutes_in_every_usual_way(typed, minutes):
    assert minutes_in(typed) == (minutes, "")


def test_a_training_with_heads(house):
    head = ("培训日期", "培训主题", "培训地点", "参训人数", "时长", "佐证材料")
    row = ("2026-03-05", "反诈宣讲", "仙鹤观社区", "35人", "1小时30分", "签到表2份、照片3张")
    kind = next(
        k for k in ("volunteer_training", "policy_talk") if k in house.station.catalogue.kinds
    )
    findings, _ = bring(house, plain(row, head=head), RECORDS, kind, contract="xianheguan")
    wrong = [column for _, column, _ in said(findings)]
    assert not set(wrong) & {"日期", "名称", "村（社区）", "人数", "时长", "佐证"}, said(findings)


def the_same_for_all(county):
    """An answer to every question that the table has no column for."""
    with county.act() as (_, book):
        asked = asked_questions(county.station.catalogue, book, "home_visit", "jinshan")
    return {
        ANSWER + q.key: q.answers[0].label if q.answers else "无"
        for q in asked
        if q.required and q.key != "outcome"
    }


def test_past_visits_are_recorded_counted_and_taken_back(county):
    """On both databases: a roster, its visits, the ledger, and the way back."""
    furnish(county)
    engine = county.station.engine
    head = ("姓名", "出生日期", "村（社区）", "分级", "生效日期", "负责人")
    row = ("王长根", "1941-02-03", "小枧村", "self_reliant", "2026-01-01", "罗敏")
    _, roster = bring(county, plain(row, head=head), keep=True)
    assert len(roster["enrolled"]) == 1
    content = visits(GOOD, ("2026.4.6", *GOOD[1:]), ("2026.5.7", *GOOD[1:]))
    fixed = the_same_for_all(county)
    findings, result = bring(county, content, RECORDS, "home_visit", keep=True, fixed=fixed)
    assert result is not None, said(findings)
    assert len(result["records"]) == 3 and result["counted"]["jinshan"] > 0
    with reading(engine) as connection:
        workers = {row.worker for row in connection.exec_driver_sql("SELECT worker FROM record")}
        assert not list(verify(connection))
    assert len(workers) == 1 and "worker" not in workers
    again, nothing = bring(county, content, RECORDS, "home_visit", fixed=fixed)
    assert nothing is None
    assert {f.column for f in again if f.choices} == {"日期"}
    counted = [row for row in county.standing("jinshan") if row[-1] == "counted"]
    assert counted
    with county.act() as (unit, book):
        assert undo_records(unit, book, result["records"], "导错了文件") == {
            "voided": 3,
            "changed": 0,
        }
    assert not [row for row in county.standing("jinshan") if row[-1] == "counted"]
    with county.act() as (unit, book):
        taken = undo_roster(unit, book, roster["enrolled"], "导错了文件")
    assert taken == {"withdrawn": 1, "changed": 0}


def test_namesakes_are_a_question(house):
    with house.act() as (unit, _):
        for place in ("yanshi/jinshan/xiaojian", "yanshi/jinshan/hengjiang"):
            one = PersonInput(id=new_id(), name="刘小兰", place=place, birth_date=date(1950, 1, 1))
            register_person(unit, house.sealer, one)
    content = visits(("2026.3.5", "刘小兰", *GOOD[2:]))
    findings, result = bring(house, content, RECORDS, "home_visit")
    assert result is None
    [asked] = [f for f in findings if f.error]
    answer = next(key for key, words in asked.choices if "横江村" in words)
    _, result = bring(house, content, RECORDS, "home_visit", decisions={2: answer})
    assert len(result["records"]) == 1
    assert bring(house, plain(LI))[1]["people"] == 1
