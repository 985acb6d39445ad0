"""Importing a roster: what a good workbook becomes, and what happens when it comes again."""

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from core.people.importing import (
    apply_plan,
    blank_people_workbook,
    check_plan,
    read_people_workbook,
)
from core.people.inputs import PersonChanges
from core.people.service import correct_person
from core.people.whole import whole_person
from core.store import reading
from core.store.audit import verify
from core.store.versions import versions_of
from tests.people.workbooks import HEADINGS, MORE, a_workbook, saved

pytestmark = pytest.mark.usefixtures("county")
DAY = date(2026, 6, 30)


@pytest.fixture
def imported(in_unit, sealer):
    def run(content):
        plan = read_people_workbook(content, day=DAY)
        return plan, in_unit(apply_plan, sealer, plan)

    return run


def test_a_roster_becomes_people(engine, imported, an_id_number):
    number = an_id_number()
    ways = ("特困（分散供养）、残疾", "自理", "一般", "2026年1月1日", "刘社工")
    content = a_workbook(
        ("买买提·艾力", "", number, "", "小枧村", 13812345678, "1组3号", "007", *ways),
        (
            "王  芳",
            "女",
            None,
            "1950.1.5",
            "金山镇新民村",
            "０７９９－３６６１２３４",
            "2组",
            7,
            *ways,
        ),
        ("𠮷田", "男", None, date(1988, 7, 10), "小枧村", None, "1组3号", "007"),
        headings=HEADINGS + MORE,
        above=(("演示县名册",), ()),
    )
    plan, people = imported(content)
    assert [one.is_new for one in people] == [True] * 3
    assert (people[0].row, people[0].tier, people[0].worker) == (4, "一般", "刘社工")
    assert people[0].effective == date(2026, 1, 1)
    assert [finding.say for finding in plan.findings if finding.row == 5] == [
        "姓名中间的空格已去掉。"
    ]
    with reading(engine) as connection:
        first, second, third = (whole_person(connection, one.person) for one in people)
        assert (first["name"], first["birth_date"], first["sex"]) == (
            "买买提·艾力",
            "1940-06-01",
            "男",
        )
        assert [(c["code"], c["start"]) for c in first["categories"]] == [
            ("tekun_scattered", "2026-01-01"),
            ("disabled", "2026-01-01"),
        ]
        assert first["assessments"][0]["level"] == "full"
        assert first["phone"] == "13812345678"
        assert (second["name"], second["phone"]) == ("王芳", "07993661234")
        assert second["place"] == "yanshi/jinshan/xinmin"
        assert first["household"] == third["household"] != second["household"]
        kept = versions_of(connection, "person", first["id"])
        assert [version["content"] for version in kept] == [first]
        assert not list(verify(connection))


def test_the_same_workbook_again_changes_nothing(engine, imported, in_unit, sealer, an_id_number):
    content = a_workbook(
        ("张三", "男", an_id_number(), "", "小枧村", "13812345678"),
        ("李四", "女", "", "1950-01-05", "小枧村", ""),
        ("王五", "女", "", "", "小枧村", ""),
    )
    plan, first = imported(content)
    again = in_unit(apply_plan, sealer, plan)
    assert [one.person for one in again] == [one.person for one in first]
    assert not any(one.is_new for one in again)
    in_unit(correct_person, sealer, first[0].person, PersonChanges(phone="13900000000"), 1, "换号")
    content = a_workbook(
        ("张三", "男", an_id_number(), "", "小枧村", "13812345678"),
        ("李四", "女", "", "1950-01-05", "小枧村", ""),
    )
    plan, second = imported(content)
    assert [one.person for one in second] == [one.person for one in first[:2]]
    with reading(engine) as connection:
        checked = check_plan(connection, sealer, "yanshi", plan)
        assert whole_person(connection, first[0].person)["phone"] == "13900000000"
    assert "与档案中的电话不同，请在档案中更正。" in [one.say for one in checked.findings]


def test_what_is_not_read_is_said(imported):
    content = a_workbook(
        (1, "张三", "小枧村", "1940-06-01", "低保"),
        headings=("序号", "姓名*", "村(社区)", "出生日期", "贫困原因"),
    )
    plan, _ = imported(content)
    assert [(f.say, f.error) for f in plan.findings] == [("“贫困原因”这一列没有读入。", False)]


def test_categories_without_a_day_hold_from_the_day_of_import_and_it_is_said(engine, imported):
    headings = ("姓名", "村（社区）", "出生日期", "人员类别")
    plan, people = imported(a_workbook(("张三", "小枧村", "19400601", "低保"), headings=headings))
    assert "没有认定日期和生效日期，从 2026-06-30 起算。" in [f.say for f in plan.findings]
    with reading(engine) as connection:
        held = whole_person(connection, people[0].person)["categories"]
    assert [category["start"] for category in held] == ["2026-06-30"]


@pytest.mark.parametrize(
    "typed",
    [
        "1940-06-01",
        "1940/6/1",
        "1940.6.1",
        "1940年6月1日",
        " １９４０年 ６月 １日 ",
        "19400601",
        19400601,
        date(1940, 6, 1),
        datetime(1940, 6, 1),
        "1940-06-01 00:00:00",
    ],
)
def test_usual_dates_are_understood(typed):
    content = a_workbook(("张三", "男", "", typed, "小枧村"))
    assert read_people_workbook(content, day=DAY).rows[0].birth_date == date(1940, 6, 1)


def test_dates_of_the_1904_system_are_the_same_days():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "村（社区）", "出生日期"])
    sheet.write_row(1, 0, ["张三", "小枧村"])
    sheet.write_datetime(1, 2, datetime(1940, 6, 1), book.add_format({"num_format": "yyyy/m/d"}))
    book.close()
    assert read_people_workbook(kept.getvalue(), day=DAY).rows[0].birth_date == date(1940, 6, 1)


def test_the_blank_workbook_is_filled_and_imported(imported, engine):
    blank = blank_people_workbook()
    assert blank == blank_people_workbook()
    book = openpyxl.load_workbook(io.BytesIO(blank))
    assert book.sheetnames == ["名册", "填写说明", "选项"]
    assert len(book["名册"].data_validations.dataValidation) == 17
    sheet = book["名册"]
    place = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in {"姓名": "张三", "村（社区）": "小枧村", "性别": "男"}.items():
        sheet.cell(2, place[heading], value)
    plan, people = imported(saved(book))
    assert len(people) == 1 and not plan.errors
    empty = read_people_workbook(blank, day=DAY)
    assert [finding.say for finding in empty.errors] == ["名册里没有一行数据。"]
