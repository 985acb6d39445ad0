"""Importing bad workbooks: errors by row, refusals by name, and never half a roster."""

import contextlib
import time
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import func, select

from core.people.importing import apply_plan, check_plan, read_people_workbook
from core.people.rows import PERSON
from core.people.service import register_person
from core.spreadsheets.table import NO_VALUE
from core.store import reading
from core.store.errors import Refused
from tests.people.workbooks import HEADINGS, MORE, a_workbook, entry_of, repacked, saved

pytestmark = pytest.mark.usefixtures("county")
DAY = date(2026, 6, 30)
SHEET = "xl/worksheets/sheet1.xml"


def errors_of(content):
    plan = read_people_workbook(content, day=DAY)
    return [(finding.row, finding.column, finding.say) for finding in plan.errors]


@pytest.mark.parametrize(
    ("row", "column", "say"),
    [
        (("", "男", "", "1940-06-01", "小枧村"), "姓名", "请填写姓名"),
        ((123, "男", "", "1940-06-01", "小枧村"), "姓名", "文本"),
        (("张三", "公", "", "1940-06-01", "小枧村"), "性别", "男或女"),
        (("张三", "", 360322194006010116, "", "小枧村"), "身份证号", "后几位可能已丢失"),
        (("张三", "", "1.10105E+17", "", "小枧村"), "身份证号", "科学计数"),
        (("张三", "", "360322194002300116", "", "小枧村"), "身份证号", "出生日期不存在"),
        (("张三", "", "", "1940-02-30", "小枧村"), "出生日期", "不存在"),
        (("张三", "", "", "1940年6月", "小枧村"), "出生日期", "不是完整的日期"),
        (("张三", "", "", 14763, "小枧村"), "出生日期", "不是完整的日期"),
        (("张三", "", "", "2027-01-01", "小枧村"), "出生日期", "今天之后"),
        (("张三", "", "", "1940-06-01", ""), "村（社区）", "请填写"),
        (("张三", "", "", "1940-06-01", "小枧村", 7993661234), "电话", "数字"),
        (("张三", "", "", "1940-06-01", "小枧村", "12"), "电话", "11 位"),
        (("张三", "", "", "1940-06-01", "小枧村", "", "", "", "特困"), "人员类别", "写明"),
        (("张三", "", "", "1940-06-01", "小枧村", "", "", "", "富人"), "人员类别", "富人"),
        (("张三", "", "", "1940-06-01", "小枧村", "", "", "", "", "好"), "自理能力", "好"),
        (("张三", "", "", "1940-06-01", "小枧村", "", "", "", "", "", "一般"), "生效日期", "要填"),
        (("张三", True, "", "1940-06-01", "小枧村"), "性别", "文本"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(row, column, say):
    good = ("李四", "女", "", "1950-01-01", "小枧村")
    found = errors_of(a_workbook(good, row, headings=HEADINGS + MORE))
    assert [(number, name) for number, name, _ in found] == [(3, column)]
    assert say in found[0][2]


def test_one_wrong_row_stops_the_whole_roster(engine, in_unit, sealer):
    content = a_workbook(
        ("张三", "", "", "1940-06-01", "小枧村"), ("李四", "", "", "1940-06-01", "大枧村")
    )
    plan = read_people_workbook(content, day=DAY)
    with pytest.raises(Refused, match="1 处错误") as refused:
        in_unit(apply_plan, sealer, plan)
    assert list(refused.value.problems) == ["第 3 行 村（社区）"]
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(PERSON)) == 0


def test_a_village_of_which_there_are_two_must_be_told_apart(engine, sealer):
    headings = ("姓名", "乡镇（街道）", "村（社区）", "出生日期")
    content = a_workbook(
        ("张三", "", "新民村", "1940-06-01"),
        ("李四", "东山镇", "新民村", "1940-06-01"),
        ("王五", "", "yanshi/jinshan/xinmin", "1940-06-01"),
        ("赵六", "", "小枧", "1940-06-01"),
        headings=headings,
    )
    plan = read_people_workbook(content, day=DAY)
    with reading(engine) as connection:
        plan = check_plan(connection, sealer, "yanshi", plan)
    assert [row.place for row in plan.rows] == [
        "",
        "yanshi/dongshan/xinmin",
        "yanshi/jinshan/xinmin",
        "",
    ]
    assert [finding.row for finding in plan.errors] == [2, 5]
    assert "是不是“小枧村”" in plan.errors[1].say


def test_the_same_person_twice_is_reported(an_id_number):
    one, two = an_id_number(order="011"), an_id_number(order="013")
    found = errors_of(
        a_workbook(
            ("张三", "", one, "", "小枧村"),
            ("张三", "", one.lower(), "", "新民村"),
            ("张三", "", two, "", "小枧村"),
            ("李四", "", "", "1950-01-01", "小枧村"),
            ("李四", "", "", "1950-01-01", "小枧村"),
        )
    )
    assert found == [
        (3, "身份证号", "与第 2 行的身份证号相同。"),
        (6, "姓名", "与第 5 行的姓名、出生日期、村（社区）相同。"),
    ]


def test_a_row_that_contradicts_who_is_registered_is_an_error(
    engine, in_unit, sealer, a_person, an_id_number
):
    in_unit(register_person, sealer, a_person("张三", id_number=an_id_number()))
    in_unit(register_person, sealer, a_person("李四", birth_date=date(1950, 1, 1)))
    content = a_workbook(
        ("张山", "", an_id_number(), "", "小枧村"),
        ("李四", "", an_id_number("19500101"), "", "小枧村"),
        ("李四", "", "", "", "小枧村"),
    )
    plan = read_people_workbook(content, day=DAY)
    with reading(engine) as connection:
        plan = check_plan(connection, sealer, "yanshi", plan)
    assert [(finding.row, finding.column) for finding in plan.errors] == [
        (2, "身份证号"),
        (3, "身份证号"),
        (4, "姓名"),
    ]
    assert an_id_number() not in repr(plan)


def test_merged_cells_formulas_and_doubled_headings_are_reported():
    book = openpyxl.load_workbook(
        BytesIO(
            a_workbook(
                ("张三", "", "", "1940-06-01", "小枧村"), ("=A2", "", "", "1940-06-01", "小枧村")
            )
        )
    )
    book.active.merge_cells("A2:A3")
    book.active["I1"] = "姓名"
    book.active["E3"] = "=A9"
    found = errors_of(saved(book))
    assert (1, "姓名", "“姓名”有两列，请只保留一列。") in found
    assert (3, "姓名", "有合并单元格，请取消合并，逐行填写。") in found
    assert (3, "村（社区）", NO_VALUE["formula"]) in found


def test_headings_must_be_there():
    with pytest.raises(Refused, match="找不到表头"):
        errors_of(a_workbook(("张三",), headings=("名字",)))
    with pytest.raises(Refused, match="找不到表头"):
        errors_of(a_workbook(above=[("说明",)] * 16))
    assert "缺少“村（社区）”这一列" in errors_of(a_workbook(("张三",), headings=("姓名",)))[0][2]


GOOD = a_workbook(("张三", "男", "", "1940-06-01", "小枧村"))


def _overlapping():
    """Two entries that share their bytes: the second header points at the first's data."""
    content = repacked(GOOD, **{"xl/a.xml": b"x" * 100})
    end = content.rindex(b"PK\x01\x02")
    offset = end + 42
    return content[:offset] + bytes(4) + content[offset + 4 :]


def _lying():
    """A directory that says an entry is small."""
    content = repacked(GOOD, **{"xl/a.xml": b"x" * 100_000})
    central = content.rindex(b"PK\x01\x02")
    return content[: central + 24] + (10).to_bytes(4, "little") + content[central + 28 :]


def _far_cell():
    sheet = entry_of(GOOD, SHEET).decode()
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return repacked(GOOD, **{SHEET: sheet.replace("</sheetData>", far)})


@pytest.mark.parametrize(
    ("content", "say"),
    [
        (b"", "空的"),
        (b"PK\x03\x04" + b"x" * 100, "损坏"),
        (GOOD[:-30], "损坏"),
        (GOOD + b"more", "损坏"),
        ("只有一列字\n".encode("gb18030"), "不是表格"),
        (b"<html><table><tr><td>\xd0\xd5", "网页"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "损坏"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "损坏"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        (repacked(GOOD, **{"xl/vbaProject.bin": b"x"}), "宏"),
        (repacked(GOOD, **{"xl/externalLinks/externalLink1.xml": b"x"}), "引用了其他文件"),
        (repacked(GOOD, **{"xl/embeddings/oleObject1.bin": b"x"}), "嵌有其他文件"),
        (repacked(GOOD, **{"xl/nested.zip": b"x"}), "损坏"),
        (repacked(GOOD, **{"../out.xml": b"x"}), "损坏"),
        (repacked(GOOD, **{"XL/WORKBOOK.XML": b"x"}), "损坏"),
        (repacked(GOOD, **{"xl/workbook.xml": b"<x>"}), "损坏"),
        (repacked(GOOD, **{"xl/sharedStrings.xml": b"<" * 300_000_00}), "过大"),
        (repacked(GOOD, **{f"xl/{number}.xml": b"x" for number in range(200)}), "过大"),
        (_overlapping(), "损坏"),
        (_far_cell(), "损坏|200 列"),
    ],
)
def test_a_bad_container_is_refused_quickly(content, say):
    start = time.perf_counter()
    with pytest.raises(Refused, match=say):
        read_people_workbook(content, day=DAY)
    assert time.perf_counter() - start < 15


def test_a_bomb_is_refused_from_its_directory():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bomb:
        with zipfile.ZipFile(BytesIO(GOOD)) as good:
            for entry in good.infolist():
                bomb.writestr(entry.filename, good.read(entry))
        with bomb.open("xl/worksheets/sheet2.xml", "w") as sheet:
            for _ in range(60):
                sheet.write(b"<row/>" * 170_000)
    start = time.perf_counter()
    with pytest.raises(Refused, match="过大"):
        read_people_workbook(kept.getvalue(), day=DAY)
    assert time.perf_counter() - start < 0.05


def test_an_entry_that_lies_about_its_size_does_no_harm():
    with contextlib.suppress(Refused):
        read_people_workbook(_lying(), day=DAY)


def test_outside_entities_are_not_read():
    sheet = entry_of(GOOD, SHEET).decode()
    declared = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    sheet = sheet.replace("<worksheet", declared + "<worksheet").replace("张三", "张&out;三")
    try:
        plan = read_people_workbook(repacked(GOOD, **{SHEET: sheet}), day=DAY)
    except Refused:
        return
    assert "root" not in "".join(row.name for row in plan.rows)
