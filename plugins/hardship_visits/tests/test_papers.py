"""The annexed sheet of seeds/001 prints what it asks for, on one form."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

import plugins.hardship_visits

TEMPLATES = Path(plugins.hardship_visits.__file__).parent / "templates"


def printed(template, **given):
    sheets = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return sheets.get_template(template).render(given)


def a_sheet(**changes):
    given = {
        "visitor": {"name": "孙某", "phone": "", "post": "村干部"},
        "person": {"name": "王某", "sex": "男", "address": "一组"},
        "age": 71,
        "kind": "phone_call",
        "day": "2026-03-05",
        "aspects": {"健康状况": "表达能力正常", "居住环境": "邻里关系异常：<有争执>"},
        "issue": "",
    }
    return printed("visit_record.html", **given | changes)


def test_the_sheet_has_every_field_of_the_annex():
    sheet = a_sheet()
    for field in ("探访人", "联系", "职务", "探访对象", "姓名", "性别", "年龄", "地址"):
        assert field in sheet
    for field in ("健康状况", "精神状态", "安全情况", "卫生状况", "居住环境", "探访日期"):
        assert field in sheet
    assert "服务对象需解决的问题和需求及解决处理方式结果" in sheet
    assert "探访一次，应记录一次" in sheet


def test_one_way_of_visiting_is_ticked():
    sheet = a_sheet()
    assert sheet.count("☑") == 1
    assert "电话询问☑" in sheet


def test_an_unknown_age_stays_empty_and_text_is_escaped():
    sheet = a_sheet(age=None)
    assert "None" not in sheet
    assert "&lt;有争执&gt;" in sheet


def test_a_ledger_without_records_says_so():
    assert "本期没有记录" in printed("ledger.html", title="台账", columns=["姓名"], rows=[])
