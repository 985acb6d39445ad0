"""Papers of one elder: 一户一策服务方案 with its goals, and 居家养老上门服务协议 to be signed."""

from core.plugin import PaperFacts
from core.plugin.drawn import Block, Cell, Drawn, Grid, Paragraph, Row, Signatures, Tone, labelled

GOALS_HEAD = ("序号", "目标", "措施", "谁来做", "期限", "进展")
GOALS_WIDTHS = (5, 22, 26, 10, 11, 8)
#: Millimetres in which the two sides write what else they agree.
WRITING = 60
#: seeds/002 (七)4: what exceeds the standard is paid by the elder, at the same price.
SELF_PAID = (
    "服务内容、次数和时长按服务等级和一户一策服务方案执行；超出补贴标准的部分由服务对象自费。"
)


def care_plan(facts: PaperFacts) -> Drawn:
    """The plan of the household as it stands; goals are written in the person's file."""
    rows: list[Row] = [
        (n, one.goal, one.measure, one.who, one.by, one.state)
        for n, one in enumerate(facts.plan, 1)
    ]
    return Drawn(
        title="一户一策服务方案",
        subtitle=facts.contract.title,
        blocks=(
            _head(facts),
            Paragraph(text="服务目标与措施", tone=Tone.HEADING),
            Grid(
                widths=GOALS_WIDTHS,
                rows=(GOALS_HEAD, *rows),
                empty="还没有写计划：请在对象档案的“计划”里填写。",
            ),
            *_review(facts),
            Signatures(labels=("服务对象（家属）", "社工", "服务机构")),
        ),
    )


def service_agreement(facts: PaperFacts) -> Drawn:
    """The agreement with the facts of both sides; what else was agreed is written in by hand."""
    contract = facts.contract
    return Drawn(
        title="居家养老上门服务协议",
        blocks=(
            Paragraph(text=f"甲方（服务机构）：{contract.provider}"),
            Paragraph(text=f"乙方（服务对象）：{facts.person.person.name}"),
            _head(facts),
            Paragraph(text=SELF_PAID),
            Paragraph(text="双方另外约定："),
            Grid(widths=(1,), rows=((Cell(height=WRITING),),), head=0),
            Signatures(labels=("甲方（盖章）", "乙方（签名）")),
        ),
    )


def _head(facts: PaperFacts) -> Grid:
    one = facts.person
    person = one.person
    return labelled(
        ("姓名", person.name),
        ("性别", person.sex),
        ("年龄", person.age),
        ("服务等级", one.tier),
        ("困难类别", "、".join(person.categories)),
        ("纳入日期", one.start),
        ("家庭住址", person.address or person.village),
    )


def _review(facts: PaperFacts) -> tuple[Block, ...]:
    if facts.review_on is None:
        return ()
    day = facts.review_on
    said = f"下次复核：{day.year} 年 {day.month} 月 {day.day} 日。"
    return (Paragraph(text=said, tone=Tone.NOTE),)
