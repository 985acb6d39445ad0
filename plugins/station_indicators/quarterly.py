"""季度工作报告 (004): a letter with the whole table of indicators, each with its periods and outlook."""

from core.plugin import LineOnPaper, PaperFacts
from core.plugin.drawn import (
    TURN,
    Align,
    Cell,
    Drawn,
    Face,
    Grid,
    Paragraph,
    Prose,
    Row,
    Signatures,
    Tone,
)
from plugins.station_indicators.brief import or_dash, overview, problems

SIGNS = {True: "达", False: "缺", None: "进行中"}


def quarterly_report(facts: PaperFacts) -> Drawn:
    """What was done in the quarter, the whole table on its last day, and what comes next."""
    said, next_steps = overview(facts), problems(facts, coming="下季度")
    return Drawn(
        title=f"{facts.contract.title}{TURN}季度工作报告",
        subtitle=facts.period_name,
        face=Face.TABLE,
        landscape=True,
        blocks=(
            Prose(
                key="overview",
                label="一、本季度工作情况",
                suggested=said,
                text=facts.texts.get("overview", "") or said,
            ),
            Paragraph(text="二、指标完成情况", tone=Tone.HEADING),
            indicator_table(facts),
            Prose(
                key="problems",
                label="三、存在的问题与下季度计划",
                suggested=next_steps,
                text=facts.texts.get("problems", "") or next_steps,
            ),
            Signatures(labels=("项目承接机构（盖章）", "负责人", "填报人")),
        ),
    )


def indicator_table(facts: PaperFacts) -> Grid:
    """Every line of the text in its order, groups as rows of their own."""
    rows: list[Row] = []
    group = ""
    for line in facts.lines:
        if line.group and line.group != group:
            group = line.group
            rows.append((Cell(value=group, across=10, strong=True, align=Align.LEFT),))
        rows.append(
            (
                line.ref,
                f"{'　' * line.depth}{line.label}",
                line.unit,
                line.target or "供了解",
                or_dash(line.goal),
                or_dash(line.done),
                line.value,
                or_dash(None) if line.percent is None else Cell(value=line.percent, unit="%"),
                Cell(value=line.state, align=Align.MIDDLE),
                _periods(line) or line.outlook,
            )
        )
    heads: Row = (
        "编号",
        "指标",
        "单位",
        "要求",
        "目标",
        "本期",
        "累计",
        "完成率",
        "状态",
        "各期与预计",
    )
    return Grid(
        widths=(4, 14, 3, 16, 3, 3, 4, 4, 4, 13),
        rows=(heads, *rows),
        small=True,
        empty="没有指标。",
    )


def _periods(line: LineOnPaper) -> str:
    return "，".join(f"{cell.label} {cell.value:f}（{SIGNS[cell.met]}）" for cell in line.cells)
