"""需求台账: every need that was found, where, of whom, and what became of it."""

from core.plugin import PaperFacts
from core.plugin.drawn import Drawn, Face, Grid, Paragraph, Signatures, Tone

HEAD = ("序号", "发现日期", "所在村（社区）", "对象", "需求内容", "紧急程度", "办理情况", "备注")
WIDTHS = (5, 10, 14, 9, 34, 9, 12, 12)
NEED = "需求"


def needs_ledger(facts: PaperFacts) -> Drawn:
    """Needs in the order in which they were found; incidents and leads have papers of their own."""
    needs = [one for one in facts.matters if one.kind == NEED]
    rows = tuple(
        (n, one.day, one.site, one.person, one.what, one.severity, one.state, one.answered)
        for n, one in enumerate(needs, 1)
    )
    open_ones = sum(1 for one in needs if one.state != "已办结")
    return Drawn(
        title="需求台账",
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=(
            Grid(widths=WIDTHS, rows=(HEAD, *rows), empty="还没有登记需求。"),
            Paragraph(text=f"共 {len(needs)} 项，其中 {open_ones} 项还没有办结。", tone=Tone.NOTE),
            Signatures(labels=("制表人", "项目负责人")),
        ),
        face=Face.TABLE,
        landscape=True,
    )
