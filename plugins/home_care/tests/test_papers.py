"""Papers of home care: lists, reports, the questionnaire and the sheets of one elder, from facts by hand."""

from datetime import date
from decimal import Decimal

from core.facts import Period, PeriodKind
from core.plugin import (
    Form,
    LineOnPaper,
    OnPaper,
    Option,
    PaperFacts,
    PersonOnPaper,
    Question,
    QuestionKind,
)
from core.plugin.care_plan import care_plan
from core.plugin.drawn import Grid, Paragraph, Prose, cell
from core.plugin.papers import (
    ContractOnPaper,
    GoalOnPaper,
    PaymentOnPaper,
    PricedOnPaper,
    RosterOnPaper,
    StaffOnPaper,
)
from plugins.home_care.accounts import final_accounts
from plugins.home_care.handover import handover_list
from plugins.home_care.lists import formal_list, staff_list
from plugins.home_care.papers import PAPERS
from plugins.home_care.person_sheets import service_agreement
from plugins.home_care.questionnaire import questionnaire
from plugins.home_care.reports import service_report, summary_report
from plugins.home_care.score_sheet import score_sheet

DAY = date(2026, 2, 28)
MONTH = Period(kind=PeriodKind.MONTH, key="2026-02", start=date(2026, 2, 1), end=DAY, whole_days=28)
CONTRACT = ContractOnPaper(
    key="home-care",
    title="居家养老",
    provider="长者居家",
    scored=(("人员管理", 25), ("服务执行", 50)),
)
AN = PersonOnPaper(id="a", name="𠮷安", sex="女", age=81, village="一村", categories=("低保",))
BAI = PersonOnPaper(id="b", name="白露", sex="男", age=79, village="二村")


def facts(**given):
    return PaperFacts(day=DAY, contract=CONTRACT, period=MONTH, period_name="2026 年 2 月", **given)


def a_visit(number, *people, day=3, minutes=90):
    return OnPaper(
        id=str(number),
        kind="care_visit",
        kind_label="居家上门服务",
        day=date(2026, 2, day),
        people=people,
        minutes=minutes,
        evidence=("照片", "签名"),
    )


def rows_of(drawn):
    [grid] = [block for block in drawn.blocks if isinstance(block, Grid)]
    return [[cell(one).value for one in row] for row in grid.rows]


def said_in(drawn):
    return "\n".join(block.text for block in drawn.blocks if isinstance(block, Paragraph | Prose))


def test_whoever_left_in_the_month_stands_on_the_formal_list_with_the_reason():
    gone = RosterOnPaper(person=BAI, tier="完全失能", end=DAY, why="去世")
    drawn = formal_list(facts(roster=(RosterOnPaper(person=AN, tier="重度失能"), gone)))
    head, first, second = rows_of(drawn)
    assert first[:4] == [1, "𠮷安", "女", 81]
    assert first[5:7] == ["低保", "重度失能"]
    assert second[8:] == [DAY, "去世"]
    assert len(head) == len(first)
    assert "共 2 人，其中本月退出 1 人。" in said_in(drawn)


def test_attendance_has_a_mark_on_every_day_with_a_record_and_no_day_that_february_lacks():
    staff = StaffOnPaper(
        name="罗敏", post="社工", days=(date(2026, 2, 1), DAY), attendances=5, minutes=95
    )
    head, row = rows_of(staff_list(facts(staff=(staff,))))
    assert head[3:31] == [str(day) for day in range(1, 29)]
    assert head[31] == "出勤天数"
    assert [day for day, mark in zip(head[3:31], row[3:31], strict=True) if mark] == ["1", "28"]
    assert row[31:] == [2, 5, "1 小时 35 分"]


def test_a_report_opens_with_what_the_figures_say_and_keeps_what_a_person_wrote():
    line = LineOnPaper(
        key="v", label="上门", target="每月 2 次", unit="人次", quota=True, served=3, state="落后"
    )
    given = facts(records=(a_visit(1, AN), a_visit(2, AN, minutes=45)), lines=(line,), uncounted=1)
    drawn = service_report(given)
    assert "2026 年 2 月共服务 1 人，开展居家上门服务 2 次，服务时长 2 小时 15 分" in said_in(drawn)
    assert "另有 1 条记录未计入" in said_in(drawn)
    assert rows_of(drawn)[1] == [1, "上门", "每月 2 次", "人次", 3, 0, "落后"]
    written = summary_report(facts(texts={"work": "我们这样写。"}))
    assert "我们这样写。" in said_in(written)
    assert "没有计入" not in said_in(written)


def test_what_is_handed_over_is_counted_person_by_person_and_said_once_below():
    both, alone, nobody = a_visit(1, AN, BAI, day=1), a_visit(2, AN, day=9), a_visit(3)
    drawn = handover_list(facts(records=(both, alone, nobody)))
    _, first, second, last = rows_of(drawn)
    assert first[1:5] == ["𠮷安", "一村", 2, "2026-02-01 至 2026-02-09"]
    assert second[1:4] == ["白露", "二村", 1]
    assert last[1] == "（不涉及个人的记录）"
    assert "共 2 人，3 份服务记录。" in said_in(drawn)


VISITED = Question(
    key="visited",
    label="4、是否有人上门",
    kind=QuestionKind.SINGLE,
    options=(Option(key="yes", label="是"), Option(key="no", label="否")),
    ends_form_on=("no",),
)
WISH = Question(key="wish", label="10、还可以增加哪些服务", kind=QuestionKind.LONG_TEXT)
FORM = Form(
    key="satisfaction",
    label="满意度调查问卷",
    kinds=("home_care_survey",),
    questions=(VISITED, WISH),
)


def test_the_questionnaire_ticks_what_was_answered_and_says_where_it_ends():
    answered = OnPaper(
        kind="home_care_survey",
        forms=(FORM,),
        fields={"visited": "yes", "wish": "助浴"},
        said={"visited": "是", "wish": "助浴"},
    )
    text = said_in(questionnaire(facts(records=(answered,))))
    assert "□否" in text
    assert "☑是" in text
    assert "选“否”时到此结束。" in text
    assert "助浴" in text
    assert "☑" not in said_in(questionnaire(facts(records=(OnPaper(forms=(FORM,)),))))


def test_the_score_sheet_has_the_parts_of_the_package_and_their_sum():
    rows = rows_of(score_sheet(facts()))
    assert [row[:2] for row in rows[1:]] == [["人员管理", 25], ["服务执行", 50], ["总分", 75]]
    assert "考核月份：2026 年 2 月" in said_in(score_sheet(facts()))


def test_the_plan_of_a_household_and_the_agreement_name_the_elder():
    goal = GoalOnPaper(goal="能自己做饭", measure="每周助餐", who="罗敏", by=DAY, state="进行中")
    elder = facts(roster=(RosterOnPaper(person=AN, tier="重度失能"),), plan=(goal,), review_on=DAY)
    head, goals = (b for b in care_plan(elder).blocks if isinstance(b, Grid))
    assert "𠮷安" in [cell(one).value for row in head.rows for one in row]
    assert [cell(one).value for one in goals.rows[1]][1:3] == ["能自己做饭", "每周助餐"]
    assert "下次复核：2026 年 2 月 28 日。" in said_in(care_plan(elder))
    assert "乙方（服务对象）：𠮷安" in said_in(service_agreement(elder))


def test_every_paper_is_drawn_blank_too():
    for paper in PAPERS:
        if paper.draw:
            assert paper.draw(PaperFacts(day=DAY, label=paper.label)).title


def a_month(number, severe, moderate, **changes):
    first, last = date(2026, number, 1), date(2026, number, 28)
    lines = (
        PricedOnPaper(key="tier.moderate", label="中度", quantity=Decimal(moderate), unit="人",
                      price=20000, amount=20000 * moderate),
        PricedOnPaper(key="tier.severe", label="重度", quantity=Decimal(severe), unit="人",
                      price=30000, amount=30000 * severe, clause="300元/人/月"),
    )  # fmt: skip
    return PaymentOnPaper(start=first, end=last, lines=lines, **changes)


def test_final_accounts_add_up_what_is_known_and_leave_the_rest_to_be_filled_in():
    given = facts(
        payments=(
            a_month(1, 148, 97, sealed=True),
            a_month(2, 150, 100, over=False, not_paid=(("重度", "服务当日尚未签订服务协议", 3),)),
        )
    )
    drawn = final_accounts(given)
    _, months, prices, unpaid = [
        [[cell(one).value for one in row] for row in block.rows]
        for block in drawn.blocks
        if isinstance(block, Grid)
    ]
    january, february, whole = months[2:]
    assert january[:6] == ["2026-01", 148, 44400, 97, 19400, 63800]
    assert february[0] == "2026-02（未完）"
    assert whole[:6] == ["合计", 298, 89400, 197, 39400, 128800]
    assert january[6:] == ["待填"] * 5 and whole[6:] == ["—", "—", "待填", "待填", "待填"]
    assert prices[1] == [1, "重度", 300, "人·月", 298, 89400, "300元/人/月"]
    assert unpaid[1:] == [[1, "重度", "服务当日尚未签订服务协议", 3]]
    assert "2026-02 还没有封账，数字还会变。" in said_in(drawn)


def test_final_accounts_of_nothing_are_a_sheet_to_fill_in():
    drawn = final_accounts(facts())
    assert "还没有保存结算结果" in said_in(drawn)
    head, *_ = [block for block in drawn.blocks if isinstance(block, Grid)]
    assert "待填" in [cell(one).value for row in head.rows for one in row]
