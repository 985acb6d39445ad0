"""Papers of a station: who was trained for how long, what is needed, who signs, what was reached."""

from datetime import date
from decimal import Decimal

from core.plugin import LineOnPaper, OnPaper, PaperFacts, PersonOnPaper
from core.plugin.drawn import Grid, PageBreak, Paragraph, Prose, cell
from core.plugin.papers import MatterOnPaper, RosterOnPaper
from plugins.station_indicators.evaluation import final_report, midterm_report
from plugins.station_indicators.needs_ledger import needs_ledger
from plugins.station_indicators.papers import PAPERS
from plugins.station_indicators.sign_in import LINES, sign_in
from plugins.station_indicators.training_file import training_file
from plugins.station_indicators.training_record import training_record

DAY = date(2026, 11, 21)
AN = PersonOnPaper(id="a", name="安宁", sex="女", age=41, village="一社区")
BAI = PersonOnPaper(id="b", name="白露", village="二社区")
HOURS = LineOnPaper(key="hours", label="培养学时", unit="学时", target="每人 20", hour_minutes=45)


def a_training(number, *people, minutes=90, **more):
    return OnPaper(
        id=str(number),
        kind="training",
        kind_label="培训",
        title=f"第 {number} 期",
        day=date(2026, 3, number),
        people=people,
        minutes=minutes,
        **{"lines": ("hours",)} | more,
    )


def grids(drawn):
    return [
        [[cell(one).value for one in row] for row in block.rows]
        for block in drawn.blocks
        if isinstance(block, Grid)
    ]


def test_ninety_minutes_are_two_hours_and_whoever_was_never_trained_is_listed_too():
    records = (
        a_training(1, AN),
        a_training(2, AN, of_people={"a": 50}),
        a_training(3, AN, lines=("others",)),
    )
    roster = (RosterOnPaper(person=AN), RosterOnPaper(person=BAI))
    drawn = training_file(PaperFacts(day=DAY, lines=(HOURS,), records=records, roster=roster))
    sums, of_an = grids(drawn)
    assert [row[1:] for row in sums[1:]] == [
        ["安宁", "一社区", 2, 140, Decimal("3.11")],
        ["白露", "二社区", 0, 0, Decimal(0)],
    ]
    assert [row[2:] for row in of_an[1:]] == [
        ["第 1 期", "", 90, Decimal(2)],
        ["第 2 期", "", 50, Decimal("1.11")],
        ["合计", "", 140, Decimal("3.11")],
    ]
    assert sum(isinstance(block, PageBreak) for block in drawn.blocks) == 1


def test_a_training_is_written_down_with_its_people_and_those_without_a_name():
    one = a_training(1, AN, heads=(("老年人", 12),), of_people={"a": 60})
    drawn = training_record(PaperFacts(day=DAY, records=(one,)))
    assert grids(drawn)[-1][1] == [1, "安宁", "女", 60, ""]
    words = [block.text for block in drawn.blocks if isinstance(block, Paragraph)]
    assert "另有没有登记姓名的：老年人 12 人。" in words
    assert 13 in [value for row in grids(drawn)[0] for value in row]


def test_the_sheet_at_the_door_has_room_for_everybody_else():
    [rows] = grids(sign_in(PaperFacts(day=DAY, records=(a_training(1, AN),))))
    assert rows[1][:4] == [1, "安宁", "女", 41]
    assert len(rows) == LINES + 1
    blank = sign_in(PaperFacts(day=DAY))
    assert blank.title == "活动签到表"
    assert "日期：" in blank.subtitle


def test_only_needs_stand_in_the_ledger_of_needs():
    need = MatterOnPaper(kind="需求", what="想装扶手", person="安宁", day=DAY, state="处理中")
    incident = MatterOnPaper(kind="异常", what="跌倒", state="已办结")
    drawn = needs_ledger(PaperFacts(day=DAY, matters=(incident, need)))
    [rows] = grids(drawn)
    assert [row[4] for row in rows[1:]] == ["想装扶手"]
    assert "共 1 项，其中 1 项还没有办结。" in [
        block.text for block in drawn.blocks if isinstance(block, Paragraph)
    ]


def test_a_report_says_how_many_lines_are_met_and_keeps_what_was_written():
    lines = (
        LineOnPaper(key="a", label="宣讲", target="4 次", value=Decimal(4), state="达标"),
        LineOnPaper(
            key="b", label="其中", target="1 次", unit="场", state="落后", refused=2, depth=1
        ),
    )
    drawn = midterm_report(PaperFacts(day=DAY, lines=lines))
    [work, *_] = [block for block in drawn.blocks if isinstance(block, Prose)]
    assert "截至 2026 年 11 月 21 日" in work.text
    assert "2 项指标中已达标 1 项" in work.text
    assert grids(drawn)[0][2] == [2, "　其中", "1 次", "场", 0, "落后", 2]
    written = final_report(PaperFacts(day=DAY, texts={"effect": "成效很好"}))
    assert "成效很好" in [block.text for block in written.blocks if isinstance(block, Prose)]


def test_every_paper_is_drawn_blank_too():
    for paper in PAPERS:
        if paper.draw:
            assert paper.draw(PaperFacts(day=DAY, label=paper.label)).title
