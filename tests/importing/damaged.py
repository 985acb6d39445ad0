"""Thirty-odd kinds of damage as offices really make it, one workbook each."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from stdnum.cn import ric

HEAD = ("姓名", "性别", "身份证号", "出生日期", "村（社区）", "联系电话")
LI = ("李秀英", "女", "", "1940-06-01", "小枧村", "13812345678")
ZHOU = ("周福生", "男", "", "1939-03-04", "横江村", "")
#: The check digit that belongs to the number below.
LAST = ric.calc_check_digit("36032219400601011" + "0")
OLD_XLS = Path(__file__).with_name("old.xls")


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sheet_of(*rows, head=HEAD, above=()):
    book = openpyxl.Workbook()
    book.active.title = "名册"
    for line in (*above, head, *rows):
        book.active.append(line)
    return book


def plain(*rows, **more):
    return saved(sheet_of(*rows, **more))


def titles_above():
    book = sheet_of(
        LI, ZHOU, above=(("金山镇特困对象名册",), ("填报单位：金山镇社工站", "", "2026年6月"))
    )
    book.active.merge_cells("A1:F1")
    return saved(book)


def head_in_two_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("姓名", "基本情况", "", "", "村（社区）", "联系方式", ""))
    sheet.append(("", "性别", "身份证号", "出生日期", "", "电话", "住址"))
    sheet.append(("李秀英", "女", "", "1940-06-01", "小枧村", "13812345678", "1组"))
    for merged in ("A1:A2", "B1:D1", "E1:E2", "F1:G1"):
        sheet.merge_cells(merged)
    return saved(book)


def merged_villages():
    book = sheet_of(LI, ("周福生", "男", "", "1939-03-04", "", ""))
    book.active.merge_cells("E2:E3")
    return saved(book)


def merged_names():
    book = sheet_of(LI, ("", "男", "", "1939-03-04", "横江村", ""))
    book.active.merge_cells("A2:A3")
    return saved(book)


def group_headings():
    book = sheet_of(("小枧村（1人）",), LI, ("横江村（1人）",), ZHOU)
    book.active.merge_cells("A2:F2")
    book.active.merge_cells("A4:F4")
    return saved(book)


def sums_and_signatures():
    return plain(LI, ("小计", "1 人"), ZHOU, ("合 计", "2"), ("填表人：罗敏", "", "审核人："))


def head_in_three_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("序号", "基本信息", "", "", "居住情况", ""))
    sheet.append(("", "姓名", "身份证", "", "村名", ""))
    sheet.append(("", "", "证件号码", "出生年月日", "村（社区）", "组"))
    sheet.append((1, "李秀英", "", "1940.6.1", "小枧村", "3组"))
    for merged in ("A1:A3", "B1:D1", "B2:B3", "C2:D2", "E1:F1", "E2:F2"):
        sheet.merge_cells(merged)
    return saved(book)


def notes_at_the_foot():
    return plain(LI, ("说明：1.本表由村委会填写",), ("2、电话请填本人电话。",), ("2026年6月30日",))


def sums_of_villages():
    return plain(LI, ("小枧村小计", 1), ZHOU, ("", "横江村 小计：", "1人"), ("总 计：", "2"))


def another_table_below():
    head = ("姓名", "村（社区）", "性别", "联系电话")
    return plain(LI, ("二、留守老人",), head, ("周福生", "横江村", "男", ""))


def a_sheet_for_each_village():
    book = sheet_of(LI[:4], head=HEAD[:4])
    book.active.title = "小枧村"
    other = book.create_sheet("横江村")
    for line in (HEAD[:4], ZHOU[:4]):
        other.append(line)
    return saved(book)


def numbers_as_offices_write_them():
    ways = ("13812345678.0", "１３８１２３４５６７９", "\u202a13812345670\u202c", "无", "/")
    number = f"'36032219400601011{LAST}"
    return plain(
        *(
            (f"李{sign}", "", "（无）" if place else number, "1940-06-01", "小枧村", way)
            for place, (sign, way) in enumerate(zip("甲乙丙丁戊", ways, strict=True))
        )
    )


def repeated_heads():
    return plain(LI, HEAD, ZHOU)


def blank_rows():
    return plain(LI, (), ("", " ", "\u3000"), (), ZHOU)


def hidden_rows():
    book = sheet_of(LI, ZHOU)
    book.active.row_dimensions[3].hidden = True
    return saved(book)


def hidden_column():
    book = sheet_of(LI)
    book.active.column_dimensions["F"].hidden = True
    return saved(book)


def hidden_sheet_first():
    book = sheet_of(LI)
    old = book.create_sheet("旧名册", 0)
    old.append(HEAD)
    old.append(ZHOU)
    old.sheet_state = "hidden"
    book.active = 1
    return saved(book)


def several_sheets():
    book = sheet_of(LI)
    book.create_sheet("封面", 0).append(("金山镇名册",))
    book.create_sheet("横江村").append(("说明",))
    return saved(book)


def texts_of_dates():
    ways = (
        "1940.6.1",
        "1940年6月1日",
        "１９４０／６／１",
        "一九四〇年六月一日",
        "19400601",
        "1940-6-1 00:00:00",
    )
    names = ("李甲", "李乙", "李丙", "李丁", "李戊", "李己")
    return plain(*((n, "女", "", way, "小枧村", "") for n, way in zip(names, ways, strict=True)))


def real_dates():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ("李秀英", "女", ""))
    sheet.write_datetime(
        1, 3, datetime(1940, 6, 1), book.add_format({"num_format": "yyyy年m月d日"})
    )
    sheet.write_string(1, 4, "小枧村")
    book.close()
    return kept.getvalue()


def formula_without_value():
    return plain(("李秀英", "女", "", "1940-06-01", "=A9&B9", ""))


def without_namespace_trick():
    """A workbook whose rows stand under numbers with gaps, as some exporters write them."""
    content = plain(LI)
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(b'<row r="2"', b'<row r="9"')
                for letter in b"ABCDEF":
                    data = data.replace(b'r="%c2"' % letter, b'r="%c9"' % letter)
            new.writestr(entry.filename, data)
    return kept.getvalue()


def separated(encoding, separator=","):
    lines = [separator.join(row) for row in (HEAD, LI, ZHOU)]
    return "\r\n".join(lines).encode(encoding)


def everyone_twice():
    return plain(LI, LI)


#: What it is → the file, how many people come of it, and what is said (row, column, words).
ROSTERS = {
    "titles_above_the_head": (titles_above, 2, ()),
    "a_head_in_two_rows": (head_in_two_rows, 1, ()),
    "villages_merged_downwards": (merged_villages, 2, ((2, "", "合并单元格"),)),
    "names_merged_downwards": (merged_names, None, ((3, "姓名", "合并单元格"),)),
    "headings_of_groups": (group_headings, 2, ((2, "", "分组的标题"),)),
    "sums_and_signatures": (sums_and_signatures, 2, ((3, "", "合计"), (6, "", "落款"))),
    "a_head_in_three_rows": (head_in_three_rows, 1, ((3, "组", "没有读入"),)),
    "notes_at_the_foot": (notes_at_the_foot, 1, ((3, "", "说明"), (4, "", "小标题"), (5, "", "小标题"))),
    "sums_of_villages": (sums_of_villages, 2, ((3, "", "合计"), (5, "", "合计"), (6, "", "合计"))),
    "another_table_below": (another_table_below, None, ((3, "", "小标题"), (4, "", "两份表"))),
    "a_sheet_for_each_village": (
        a_sheet_for_each_village, 1, ((0, "", "“横江村”没有读入"), (1, "村（社区）", "都按工作表的名字“小枧村”")),
    ),
    "numbers_as_offices_write_them": (numbers_as_offices_write_them, 5, ()),
    "signs_that_nobody_sees": (lambda: plain(("李\u200b秀英", *LI[1:])), 1, ()),
    "several_phones_in_one_cell": (
        lambda: plain((*LI[:5], "13812345678/13900000000")), None, ((2, "电话", "只留一个"),)
    ),
    "a_phone_broken_by_excel": (lambda: plain((*LI[:5], "1.38E+10")), None, ((2, "电话", "科学计数"),)),
    "heads_printed_again": (repeated_heads, 2, ((3, "", "重复的表头"),)),
    "blank_rows_in_between": (blank_rows, 2, ()),
    "rows_that_are_filtered_out": (hidden_rows, 1, ((0, "", "第 3 行被隐藏"),)),
    "a_hidden_column": (hidden_column, 1, ((0, "", "隐藏的列“联系电话”"),)),
    "a_hidden_sheet_before": (hidden_sheet_first, 1, ()),
    "several_sheets": (several_sheets, 1, ((0, "", "“横江村”没有读入"),)),
    "dates_as_texts": (texts_of_dates, 6, ()),
    "dates_as_dates": (real_dates, 1, ()),
    "a_birth_day_as_a_bare_number": (
        lambda: plain(("李秀英", "女", "", 14763, "小枧村", "")), None, ((2, "出生日期", "不是完整的日期"),)
    ),
    "a_day_that_can_be_read_three_ways": (
        lambda: plain(("李秀英", "女", "", "05/03/26", "小枧村", "")), None, ((2, "出生日期", "分不清"),)
    ),
    "a_day_without_a_year": (
        lambda: plain(("李秀英", "女", "", "三月五日", "小枧村", "")), None, ((2, "出生日期", "没有写年份"),)
    ),
    "a_day_that_never_was": (
        lambda: plain(("李秀英", "女", "", "1940年2月30日", "小枧村", "")), None, ((2, "出生日期", "不存在"),)
    ),
    "an_id_number_as_a_number": (
        lambda: plain(("李秀英", "女", 360322194006010116, "", "小枧村", "")), None, ((2, "身份证号", "可能已丢失"),)
    ),
    "an_id_number_broken_by_excel": (
        lambda: plain(("李秀英", "女", "3.60322E+17", "", "小枧村", "")), None, ((2, "身份证号", "科学计数"),)
    ),
    "an_id_number_in_wide_digits_with_blanks": (
        lambda: plain(("李秀英", "", f"３６０３２２ 19400601 011{LAST}", "", "小枧村", "")), 1, ()
    ),
    "names_stretched_with_blanks": (
        lambda: plain(("李　英", "女", "", "1940-06-01", "小枧村", "")), 1, ((2, "姓名", "空格已去掉"),)
    ),
    "sex_as_a_code": (lambda: plain(("李秀英", 2, "", "1940-06-01", "小枧村", "")), 1, ()),
    "a_phone_as_a_number": (lambda: plain((*LI[:5], 13812345678)), 1, ()),
    "a_phone_with_dashes": (lambda: plain((*LI[:5], "138-1234-5678")), 1, ()),
    "a_phone_that_lost_its_zero": (
        lambda: plain((*LI[:5], 7993661234)), None, ((2, "电话", "0 可能已丢失"),)
    ),
    "a_village_by_half_its_name": (
        lambda: plain((*LI[:4], "小枧", "")), None, ((2, "村（社区）", "是不是“小枧村”"),)
    ),
    "a_formula_without_a_value": (formula_without_value, None, ((2, "村（社区）", "粘贴为数值"),)),
    "rows_under_other_numbers": (without_namespace_trick, 1, ()),
    "an_old_xls": (OLD_XLS.read_bytes, 2, ()),
    "csv_in_gbk": (lambda: separated("gb18030"), 2, ()),
    "csv_in_utf8_with_a_mark": (lambda: separated("utf-8-sig"), 2, ()),
    "tabs_in_utf16": (lambda: separated("utf-16", "\t"), 2, ()),
    "the_same_person_twice": (everyone_twice, None, ((3, "姓名", "与第 2 行的姓名"),)),
    "somebody_who_sounds_like_a_known_person": (
        lambda: plain(("王常根", "男", "", "1941-02-03", "小枧村", "")), None, ((2, "姓名", "读音相同"),)
    ),
    "somebody_known_without_an_id_number": (
        lambda: plain(("王长根", "男", "", "", "小枧村", "")), None, ((2, "姓名", "同村已有同名的人"),)
    ),
    "a_column_nobody_knows": (
        lambda: plain((*LI, "因病"), head=(*HEAD, "致贫原因")), 1, ((1, "致贫原因", "没有读入"),)
    ),
    "two_columns_of_one_meaning": (
        lambda: plain((*LI, "13900000000"), head=(*HEAD, "手机号码")), None, ((1, "电话", "有两列"),)
    ),
}  # fmt: skip


def zipped(*names):
    """A container with these parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return kept.getvalue()


#: No table at all: refused before a single row is looked at.
REFUSED_FILES = {
    "a_web_page_called_xls": (b"<html><table><tr><td>x</td></tr></table></html>", "网页"),
    "a_picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "损坏"),
    "an_empty_file": (b"  \n", "空的"),
    "a_locked_workbook": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "a_letter": ("各位站长：请尽快报送名册。".encode(), "不是表格"),
    "an_ods": (zipped("mimetype", "content.xml"), ".ods"),
    "half_a_file": (plain(LI)[:-40], "损坏"),
    "no_head_at_all": (plain(("甲", "乙")[:2], head=("一", "二")), "没有找到表头"),
}

VISITS = ("日期", "姓名", "探访人", "时长（分钟）", "结果", "佐证材料")


def visits(*rows, head=VISITS, above=()):
    return plain(*rows, head=head, above=above)


DAYS = {
    "2026.3.5": date(2026, 3, 5),
    "2026年3月5日": date(2026, 3, 5),
    "三月五日": date(2026, 3, 5),
    46086: date(2026, 3, 5),
    "46086": date(2026, 3, 5),
    "2026/3/5 9:30": date(2026, 3, 5),
}
