"""项目服务报告 and 项目总结报告: what was done against what was agreed, and what people write about it."""

from collections import Counter

from core.plugin import LineOnPaper, PaperFacts
from core.plugin.drawn import Block, Drawn, Face, Grid, Paragraph, Prose, Row, Signatures, Tone

#: What a text calls whoever buys the service.
PURCHASER = ("采购单位", "采购人")
LINES_HEAD = ("序号", "约定的内容", "要求", "单位", "本期完成", "累计完成", "情况")
LINES_WIDTHS = (7, 26, 24, 7, 11, 11, 10)


def service_report(facts: PaperFacts) -> Drawn:
    """What was done in one period, with the table of everything that was agreed."""
    return _report(
        facts,
        "项目服务报告",
        Prose(
            key="work",
            label="一、服务开展情况",
            suggested=_summary(facts),
            text=facts.texts.get("work", "") or _summary(facts),
        ),
        ("problems", "三、问题与处置", "本期发现的问题、怎么处理的、还需要什么支持"),
        ("next", "四、下期安排", "下一期要完成的内容"),
    )


def summary_report(facts: PaperFacts) -> Drawn:
    """What became of the whole contract."""
    return _report(
        facts,
        "项目总结报告",
        Prose(
            key="work",
            label="一、项目实施情况",
            suggested=_summary(facts),
            text=facts.texts.get("work", "") or _summary(facts),
        ),
        ("effect", "三、服务成效与典型案例", "服务对象的变化；不写真实姓名"),
        ("problems", "四、问题与建议", "没有完成的内容及其原因，今后的建议"),
    )


def _report(facts: PaperFacts, title: str, first: Prose, *more: tuple[str, str, str]) -> Drawn:
    blocks: tuple[Block, ...] = (
        Paragraph(text=f"{_addressee(facts)}：" if facts.to else "", tone=Tone.TEXT),
        first,
        Paragraph(text="二、约定内容完成情况", tone=Tone.HEADING),
        Grid(
            widths=LINES_WIDTHS,
            rows=(LINES_HEAD, *(_line(n, one) for n, one in enumerate(facts.lines, 1))),
            empty="合同没有约定可以计数的内容。",
        ),
        *(
            Prose(key=key, label=label, text=facts.texts.get(key, ""), hint=hint)
            for key, label, hint in more
        ),
        Signatures(labels=("服务机构（盖章）",)),
    )
    return Drawn(
        title=title,
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=tuple(one for one in blocks if one != Paragraph(text="")),
        face=Face.LETTER,
    )


def _addressee(facts: PaperFacts) -> str:
    """Whom the report is for: by name where the text says only that it is the purchaser."""
    return facts.contract.purchaser or facts.to if facts.to in PURCHASER else facts.to


def _line(number: int, one: LineOnPaper) -> Row:
    done = one.served if one.quota else one.done
    return (number, one.label, one.target, one.unit, done, one.value, one.state)


def _summary(facts: PaperFacts) -> str:
    """What the figures say by themselves, in fixed sentences."""
    kinds = Counter(one.kind_label for one in facts.records)
    people = {person.id for one in facts.records for person in one.people}
    minutes = sum(one.minutes or 0 for one in facts.records)
    if not facts.records:
        return f"{facts.period_name}没有计入本合同的服务记录。"
    several = "、".join(f"{label} {number} 次" for label, number in kinds.most_common())
    said = f"{facts.period_name}共服务 {len(people)} 人，开展{several}"
    said += f"，服务时长 {minutes // 60} 小时 {minutes % 60} 分" if minutes else ""
    return f"{said}。另有 {facts.uncounted} 条记录未计入。" if facts.uncounted else f"{said}。"
