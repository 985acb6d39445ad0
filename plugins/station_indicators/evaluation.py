"""中期评估 and 结项评估 reports: the whole indicator table, what stands behind it, what people write."""

from core.plugin import LineOnPaper, PaperFacts
from core.plugin.drawn import Block, Drawn, Face, Grid, Paragraph, Prose, Row, Signatures, Tone

HEAD = ("序号", "指标", "要求", "单位", "完成", "情况", "未计")
WIDTHS = (7, 29, 28, 7, 9, 9, 7)
MET = "达标"


def midterm_report(facts: PaperFacts) -> Drawn:
    """What was reached up to the day, and what is to be done in the time that is left."""
    return _report(
        facts,
        "项目中期评估报告",
        (
            ("problems", "三、存在的问题", "没有按进度完成的指标和原因"),
            ("next", "四、下一步安排", "剩下的时间里怎么完成"),
        ),
    )


def final_report(facts: PaperFacts) -> Drawn:
    """What was reached in the whole term."""
    return _report(
        facts,
        "项目结项评估报告",
        (
            ("effect", "三、项目成效与典型案例", "服务对象、社区和社工队伍的变化；不写真实姓名"),
            ("problems", "四、问题与建议", "没有完成的指标和原因，今后的建议"),
        ),
    )


def _report(facts: PaperFacts, title: str, more: tuple[tuple[str, str, str], ...]) -> Drawn:
    suggested = _summary(facts)
    blocks: tuple[Block, ...] = (
        Prose(
            key="work",
            label="一、项目实施情况",
            suggested=suggested,
            text=facts.texts.get("work", "") or suggested,
        ),
        Paragraph(text="二、指标完成情况", tone=Tone.HEADING),
        Grid(
            widths=WIDTHS,
            rows=(HEAD, *(_row(n, one) for n, one in enumerate(facts.lines, 1))),
            empty="合同没有指标。",
        ),
        *(
            Prose(key=key, label=label, text=facts.texts.get(key, ""), hint=hint)
            for key, label, hint in more
        ),
        Signatures(labels=("项目实施单位（盖章）",)),
    )
    return Drawn(
        title=title,
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=blocks,
        face=Face.LETTER,
    )


def _row(number: int, one: LineOnPaper) -> Row:
    label = f"{'　' * one.depth}{one.label}"
    return (number, label, one.target, one.unit, one.value, one.state, one.refused or "")


def _summary(facts: PaperFacts) -> str:
    """What the figures say by themselves, in fixed sentences."""
    wanted = [one for one in facts.lines if one.target]
    met = sum(1 for one in wanted if one.state == MET)
    people = {person.id for one in facts.records for person in one.people}
    times = sum(one.attendance for one in facts.records)
    done = f"截至 {facts.day.year} 年 {facts.day.month} 月 {facts.day.day} 日，"
    done += f"项目共有 {len(facts.records)} 条记录计入合同，服务 {times} 人次（实名 {len(people)} 人）。"
    return f"{done}{len(wanted)} 项指标中已达标 {met} 项。"
