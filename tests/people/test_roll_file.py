"""A sign-in list as a file: as officers have them, and what is none."""

import pytest

from core.people.matching import lines_of
from core.people.roll_file import NO_LIST, NO_NAMES, TOO_LONG, roll_text
from core.store.errors import Refused
from tests.people.workbooks import a_workbook


def names(content):
    return [(line.name, *line.rest) for line in lines_of(roll_text(content))]


def test_the_names_are_found_wherever_their_column_is():
    book = a_workbook(
        (1, "小枧村", "李秀英", 13800000001),
        (2, "横江村", " 王 长根 ", "138 0000 0002"),
        ("", "", "", ""),
        (3, "横江村", "周春梅，代签", None),
        headings=("序号", "村", "姓 名", "电话"),
        above=(("防灾讲座签到表",), ()),
    )
    assert names(book) == [
        ("李秀英", "小枧村", "13800000001"),
        ("王 长根", "横江村", "13800000002"),
        ("周春梅 代签", "横江村"),
    ]


def test_an_id_number_that_excel_spoilt_is_left_out():
    book = a_workbook(("李秀英", 110105194912310000), headings=("姓名", "身份证号"))
    assert names(book) == [("李秀英",)]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_usual_code(code):
    text = '序号,姓名,电话\n1,李秀英,13800000001\n2,"𠮷田, 太郎",\n'
    assert names(text.encode(code)) == [("李秀英", "13800000001"), ("𠮷田 太郎",)]


def test_without_a_heading_the_first_column_holds_the_names():
    assert names("李秀英\t小枧村\n王长根\n".encode()) == [("李秀英", "小枧村"), ("王长根",)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), NO_LIST),
        (b"%PDF-1.7\x00\x01", NO_LIST),
        (b"\xff\xfe\x00", NO_LIST),
        (b"", NO_NAMES),
        ("姓名\n".encode(), NO_NAMES),
        ("\n".join(f"某{n}" for n in range(301)).encode(), TOO_LONG),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "这是旧格式（.xls）或加了密码的表格"),
        (b"PK\x03\x04broken", "文件已损坏"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content, said):
    with pytest.raises(Refused) as refused:
        roll_text(content)
    assert refused.value.say.startswith(said)
