"""附1 对第三方机构月度评分表: one scorer's sheet; the parts and their points are the package's."""

from core.plugin import PaperFacts
from core.plugin.drawn import Align, Cell, Drawn, Grid, Paragraph, Row, Tone

HEAD = ("考核项目", "分值", "评分")
WIDTHS = (5, 3, 4)
#: Millimetres of a row that is filled in by hand.
HEIGHT = 16
BLANK_DAY = "　　　　年　　月　　日"


def score_sheet(facts: PaperFacts) -> Drawn:
    """The sheet of a month, to be filled in by the one who scores."""
    contract = facts.contract
    assessed = "　".join(filter(None, (contract.provider, contract.title)))
    rows: list[Row] = [
        (label, Cell(value=points, align=Align.MIDDLE), Cell(height=HEIGHT))
        for label, points in contract.scored
    ]
    return Drawn(
        title="对第三方机构月度评分表",
        blocks=(
            Paragraph(text=f"被考核机构及项目：{assessed}"),
            Grid(
                widths=WIDTHS,
                rows=(HEAD, *rows, _total(sum(points for _, points in contract.scored))),
            ),
            Paragraph(text=f"考核月份：{facts.period_name}　　　　考核时间：{BLANK_DAY}"),
            Paragraph(text="说明：年度考核依托月度考核数据开展。", tone=Tone.NOTE),
        ),
    )


def _total(points: int) -> Row:
    whole = Cell(value=points, align=Align.MIDDLE, strong=True)
    return (Cell(value="总分", strong=True), whole, Cell(height=HEIGHT))
