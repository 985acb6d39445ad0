"""社区工作者培养记录: everybody who is to be trained, with their hours, then each one's trainings."""

from collections import defaultdict
from decimal import ROUND_DOWN, Decimal

from core.plugin import LineOnPaper, OnPaper, PaperFacts, PersonOnPaper
from core.plugin.drawn import Block, Drawn, Grid, PageBreak, Paragraph, Row, Signatures, Tone

TITLE = "社区工作者培养记录"
SUM_HEAD = ("序号", "姓名", "所在社区（村）", "参加次数", "时长（分钟）", "学时")
SUM_WIDTHS = (6, 14, 22, 11, 14, 9)
HEAD = ("序号", "日期", "培训名称", "地点", "时长（分钟）", "学时")
WIDTHS = (6, 13, 28, 18, 14, 9)
HUNDREDTH = Decimal("0.01")


def training_file(facts: PaperFacts) -> Drawn:
    """The sum of everybody first, somebody without a training included; then one table a person."""
    line = next((one for one in facts.lines if one.hour_minutes), None)
    minutes = line.hour_minutes if line else 0
    own: dict[str, list[OnPaper]] = defaultdict(list)
    people: dict[str, PersonOnPaper] = {one.person.id: one.person for one in facts.roster}
    for record in facts.records:
        if line is None or line.key in record.lines:
            for person in record.people:
                own[person.id].append(record)
                people.setdefault(person.id, person)
    order = sorted(people.values(), key=lambda one: (one.village, one.name, one.id))
    sums = tuple(
        (n, one.name, one.village, len(own[one.id]), *_time(_minutes(own[one.id], one.id), minutes))
        for n, one in enumerate(order, 1)
    )
    blocks: list[Block] = [
        *_wanted(line),
        Grid(widths=SUM_WIDTHS, rows=(SUM_HEAD, *sums), empty="名册上还没有社区工作者。"),
        Signatures(labels=("制表人", "项目负责人")),
    ]
    for one in order:
        if own[one.id]:
            blocks += [PageBreak(), *_of_person(one, own[one.id], minutes)]
    return Drawn(
        title=TITLE,
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=tuple(blocks),
    )


def _wanted(line: LineOnPaper | None) -> tuple[Paragraph, ...]:
    if line is None:
        return ()
    said = f"{line.label}：{line.target}。1 学时为 {line.hour_minutes} 分钟。"
    return (Paragraph(text=said, tone=Tone.NOTE),)


def _of_person(one: PersonOnPaper, records: list[OnPaper], minutes: int) -> tuple[Block, ...]:
    rows: list[Row] = [
        (n, r.day, r.title or r.kind_label, r.site, *_time(_minutes([r], one.id), minutes))
        for n, r in enumerate(records, 1)
    ]
    total = _time(_minutes(records, one.id), minutes)
    return (
        Paragraph(text="　".join(filter(None, (TITLE, one.name, one.village))), tone=Tone.HEADING),
        Grid(widths=WIDTHS, rows=(HEAD, *rows, ("", "", "合计", "", *total))),
    )


def _minutes(records: list[OnPaper], person: str) -> int:
    return sum(record.of_people.get(person, record.minutes or 0) for record in records)


def _time(minutes: int, hour: int) -> tuple[int, Decimal | str]:
    """Whole minutes, and 学时 cut after two places; none where the contract counts no hours."""
    if not hour:
        return minutes, ""
    return minutes, (Decimal(minutes) / hour).quantize(HUNDREDTH, rounding=ROUND_DOWN).normalize()
