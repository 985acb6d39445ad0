"""居家养老上门服务协议 of one elder: the facts of both sides, to be signed."""

from core.plugin import PaperFacts
from core.plugin.care_plan import of_whom
from core.plugin.drawn import Cell, Drawn, Grid, Paragraph, Signatures

#: Millimetres in which the two sides write what else they agree.
WRITING = 60
#: seeds/002 (七)4: what exceeds the standard is paid by the elder, at the same price.
SELF_PAID = (
    "服务内容、次数和时长按服务等级和一户一策服务方案执行；超出补贴标准的部分由服务对象自费。"
)


def service_agreement(facts: PaperFacts) -> Drawn:
    """The agreement with the facts of both sides; what else was agreed is written in by hand."""
    contract = facts.contract
    return Drawn(
        title="居家养老上门服务协议",
        blocks=(
            Paragraph(text=f"甲方（服务机构）：{contract.provider}"),
            Paragraph(text=f"乙方（服务对象）：{facts.person.person.name}"),
            of_whom(facts),
            Paragraph(text=SELF_PAID),
            Paragraph(text="双方另外约定："),
            Grid(widths=(1,), rows=((Cell(height=WRITING),),), head=0),
            Signatures(labels=("甲方（盖章）", "乙方（签名）")),
        ),
    )
