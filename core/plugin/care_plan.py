"""一户一策服务方案 of somebody on a roster: what is owed to them, and what is to be reached with them.

Contract types of several kinds ask for it (seeds/002 采取“一户一策”, seeds/003 四(一)); it is one sheet.
"""

from core.plugin.drawn import (
    Block,
    Drawn,
    Grid,
    Paragraph,
    Row,
    Signatures,
    Tone,
    labelled,
)
from core.plugin.papers import PaperFacts

TITLE = "一户一策服务方案"
OWED_HEAD, OWED_WIDTHS = ("服务方式", "频次和要求"), (10, 30)
GOALS_HEAD = ("序号", "目标", "措施", "谁来做", "期限", "进展")
GOALS_WIDTHS = (5, 22, 26, 10, 11, 8)


def care_plan(facts: PaperFacts) -> Drawn:
    """The plan of the household as it stands; goals are written in the person's file.

    With ``facts.lines`` it also says how often the contract has somebody of that tier visited.
    """
    rows: list[Row] = [
        (n, one.goal, one.measure, one.who, one.by, one.state)
        for n, one in enumerate(facts.plan, 1)
    ]
    return Drawn(
        title=TITLE,
        subtitle=facts.contract.title,
        blocks=(
            of_whom(facts),
            *_owed(facts),
            Paragraph(text="服务目标与措施", tone=Tone.HEADING),
            Grid(
                widths=GOALS_WIDTHS,
                rows=(GOALS_HEAD, *rows),
                empty="还没有写计划：请在对象档案的“计划”里填写。",
            ),
            _review(facts),
            Signatures(labels=("服务对象（家属）", "社工", "服务机构")),
        ),
    )


def of_whom(facts: PaperFacts) -> Grid:
    """Who a paper of one person is about, with their tier."""
    one = facts.person
    person = one.person
    return labelled(
        ("姓名", person.name),
        ("性别", person.sex),
        ("年龄", person.age),
        ("服务等级", one.tier),
        ("困难类别", "、".join(person.categories)),
        ("纳入日期", one.start),
        ("家庭住址", person.home),
    )


def _owed(facts: PaperFacts) -> tuple[Block, ...]:
    if not facts.lines:
        return ()
    own = [line for line in facts.lines if facts.person.tier_key in line.tiers]
    rows: list[Row] = [OWED_HEAD, *((line.label, line.target) for line in own)]
    empty = "这一等级没有约定频次。"
    return (
        Paragraph(text="服务方式与频次", tone=Tone.HEADING),
        Grid(widths=OWED_WIDTHS, rows=tuple(rows), empty=empty),
    )


def _review(facts: PaperFacts) -> Paragraph:
    day = facts.review_on
    said = f"{day.year} 年 {day.month} 月 {day.day} 日。" if day else "　　　　年　　月　　日。"
    return Paragraph(text=f"下次复核：{said}", tone=Tone.NOTE, name="下次复核")
