"""The annexed sheet of seeds/001 prints what it asks for, on one form."""

from datetime import date
from typing import Any

from core.plugin import Form, OnPaper, PaperFacts, PersonOnPaper, Question
from core.plugin.drawn import Grid, cell, placed
from plugins.hardship_visits.visit_record import ASPECTS, visit_record
from plugins.hardship_visits.work_list import work_list

DAY = date(2026, 3, 5)
ASKED = Form(
    key="visit",
    label="探访",
    kinds=("phone_call",),
    questions=(
        Question(key="speech", label="表达能力", section="健康状况"),
        Question(key="neighbours", label="邻里关系", section="居住环境"),
        Question(key="flood", label="防汛安全", section="汛期"),
    ),
)


def a_record(**changes):
    given: dict[str, Any] = {
        "kind": "phone_call",
        "day": DAY,
        "visitor": {"name": "孙某", "phone": "", "post": "村干部"},
        "people": (PersonOnPaper(name="𠮷田·阿依古丽", sex="男", age=71, address="一组"),),
        "forms": (ASKED,),
        "said": {"speech": "正常", "neighbours": "异常：<有争执>", "flood": "正常"},
    }
    return OnPaper(**given | changes)


def a_sheet(record=None):
    return visit_record(PaperFacts(day=DAY, records=(record or a_record(),)))


def words_of(drawn):
    grids = [block for block in drawn.blocks if isinstance(block, Grid)]
    return [str(cell(one).value) for grid in grids for row in grid.rows for one in row]


def test_the_sheet_has_every_field_of_the_annex():
    words = words_of(a_sheet())
    for field in ("探访人", "联系方式", "职务", "探访对象", "姓名", "性别", "年龄", "地址"):
        assert field in words
    for field in (*ASPECTS, "探访方式", "探访日期", "探访内容"):
        assert field in words
    assert "服务对象需解决的问题和需求及解决处理方式结果" in words
    assert "探访一次，应记录一次" in a_sheet().blocks[-1].text


def test_one_way_of_visiting_is_ticked():
    assert "□上门巡访　☑电话询问　□视频连线" in words_of(a_sheet())


def test_what_was_seen_in_its_season_stands_with_the_safety_of_the_home():
    words = words_of(a_sheet())
    assert "防汛安全：正常" in words
    assert "邻里关系：异常：<有争执>" in words


def test_a_blank_sheet_ticks_nothing_and_names_nobody():
    words = words_of(a_sheet(OnPaper()))
    assert "□上门巡访　□电话询问　□视频连线" in words
    assert not any("☑" in word or "None" in word for word in words)


def test_every_row_of_the_sheet_is_as_wide_as_the_sheet():
    [grid] = [block for block in a_sheet().blocks if isinstance(block, Grid)]
    covered = {
        (down + below, across + beside)
        for down, across, one in placed(grid.rows)
        for below in range(one.down)
        for beside in range(one.across)
    }
    assert len(covered) == len(grid.rows) * len(grid.widths)


def test_a_work_list_adds_up_each_service_and_leaves_out_visits_without_one():
    here = PersonOnPaper(id="a", name="甲")
    there = PersonOnPaper(id="b", name="乙")
    records = (
        a_record(people=(here,), items=("理发", "送餐")),
        a_record(people=(here,), items=("理发",)),
        a_record(people=(there,), items=("理发",)),
        a_record(people=(there,)),
        a_record(people=(), items=("理发",)),
    )
    drawn = work_list(PaperFacts(day=DAY, label="工作清单", records=records))
    sums, listed = [
        [[cell(one).value for one in row] for row in block.rows]
        for block in drawn.blocks
        if isinstance(block, Grid)
    ]
    assert sums[1:] == [[1, "理发", 3, 2], [2, "送餐", 1, 1]]
    assert [row[5] for row in listed[1:]] == ["理发、送餐", "理发", "理发"]
    assert "本月计入 4 次巡访，其中 3 次提供了服务项目。" in [
        getattr(block, "text", "") for block in drawn.blocks
    ]


OWN = Form(
    key="checklist",
    label="清单",
    kinds=("phone_call",),
    questions=(
        Question(key="power", label="用电安全", section="三查"),
        Question(key="haircut", label="理发服务", section="四服务"),
    ),
)
SHORT = Form(
    key="greeting",
    label="线上问候",
    kinds=("phone_call",),
    questions=(Question(key="wish", label="具体需求"), Question(key="mood", label="心情")),
)


def test_a_text_with_parts_of_its_own_prints_those_under_its_own_name():
    said = {"power": "正常。", "wish": "无。"}
    sheet = a_sheet(a_record(forms=(OWN, SHORT), said=said))
    words = words_of(sheet)
    assert sheet.title == "巡访情况记录表"
    assert "用电安全：正常" in words and "具体需求：无" in words
    assert "线上问候" in words and "四服务" not in words and ASPECTS[0] not in words


def test_a_visit_for_two_texts_has_the_five_aspects_and_what_it_answered_beside_them():
    said = {"speech": "正常", "haircut": "已做"}
    words = words_of(a_sheet(a_record(forms=(ASKED, OWN), said=said)))
    assert set(ASPECTS) < set(words)
    assert "理发服务：已做" in words and "三查" not in words


def test_an_empty_sheet_has_a_row_for_every_part():
    words = words_of(a_sheet(OnPaper(forms=(OWN, SHORT))))
    assert {"三查", "四服务", "线上问候"} < set(words)
