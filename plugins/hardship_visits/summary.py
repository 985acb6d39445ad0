"""每月汇总: what the month's visits and calls came to, village by village, for 民政所."""

from collections.abc import Iterable
from decimal import Decimal

from core.plugin import LineOnPaper, PaperFacts
from core.plugin.drawn import (
    TURN,
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
from core.plugin.papers import RosterOnPaper
from core.plugin.tables import Column, number_of_row, table

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


def monthly_summary(facts: PaperFacts) -> Drawn:
    """One page for the township: figures by village, who was not reached, what was found, who changed."""
    quotas = [line for line in facts.lines if line.quota]
    return Drawn(
        title=f"{facts.contract.title.removesuffix('合同')}{TURN}月度汇总表",
        subtitle=facts.period_name,
        face=Face.FORM,
        blocks=(
            Paragraph(text="一、完成情况", tone=Tone.HEADING),
            _by_village(facts.roster, quotas),
            Paragraph(text="二、其他服务", tone=Tone.HEADING),
            _other_lines(facts.lines),
            Paragraph(text="三、未完成名单", tone=Tone.HEADING),
            _left_out(facts.roster, quotas),
            Paragraph(text="四、名册变动", tone=Tone.HEADING),
            _changes(facts),
            Paragraph(text="五、发现的需求和异常", tone=Tone.HEADING),
            _matters(facts),
            Prose(
                key="situation",
                label="六、情况说明",
                suggested=suggested(facts, quotas),
                text=facts.texts.get("situation", "") or suggested(facts, quotas),
                hint="可以补充特殊情况和下月打算；数字由系统写入，请不要改动。",
            ),
            Signatures(labels=("服务机构（盖章）", "填报人", "民政所签收")),
        ),
    )


def suggested(facts: PaperFacts, quotas: Iterable[LineOnPaper]) -> str:
    """The month in fixed sentences, every figure out of the ledger."""
    parts = [
        f"“{line.label}”应服务 {len(owed)} 人，已完成 {_done_with(owed, line)} 人"
        for line in quotas
        if (owed := _owed(facts.roster, line))
    ]
    told = f"{facts.period_name}，名册在册 {_standing(facts.roster)} 人"
    done = "；".join(parts)
    found = f"发现需求和异常 {len(facts.matters)} 件" if facts.matters else "未发现需求和异常"
    return "，".join(part for part in (told, done, found) if part) + "。"


def _standing(roster: Iterable[RosterOnPaper]) -> int:
    return sum(1 for one in roster if one.end is None)


def _owed(people: Iterable[RosterOnPaper], line: LineOnPaper) -> list[RosterOnPaper]:
    return [one for one in people if one.owed.get(line.key)]


def _done_with(owed: Iterable[RosterOnPaper], line: LineOnPaper) -> int:
    return sum(1 for one in owed if _met(one, line.key))


def _met(one: RosterOnPaper, quota: str) -> bool:
    return one.done.get(quota, Decimal(0)) >= one.owed.get(quota, 0)


def _by_village(roster: tuple[RosterOnPaper, ...], quotas: list[LineOnPaper]) -> Grid:
    villages = list(dict.fromkeys(one.person.village for one in roster))
    heads: Row = (
        Cell(value="村（社区）", down=2),
        Cell(value="在册人数", down=2),
        *(Cell(value=line.label, across=3) for line in quotas),
    )
    below: Row = tuple(word for _ in quotas for word in ("应服务（人）", "已完成（人）", "完成率"))
    rows = [
        _row(village, [one for one in roster if one.person.village == village], quotas)
        for village in villages
    ]
    whole = [_row("合计", list(roster), quotas, strong=True)] if roster else []
    return Grid(
        widths=(5, 3, *((3, 3, 3) * len(quotas))),
        rows=(heads, below, *rows, *whole),
        head=2,
        empty="本期名册上没有人。",
    )


def _row(
    name: str, people: list[RosterOnPaper], quotas: list[LineOnPaper], *, strong: bool = False
) -> Row:
    cells: list[Cell] = [
        Cell(value=name, strong=strong),
        Cell(value=_standing(people), strong=strong),
    ]
    for line in quotas:
        owed = _owed(people, line)
        met = _done_with(owed, line)
        share = (HUNDRED * met / len(owed)).quantize(TENTH) if owed else None
        cells += [
            Cell(value=len(owed), strong=strong),
            Cell(value=met, strong=strong),
            Cell(value=share, unit="%", strong=strong),
        ]
    return tuple(cells)


def _other_lines(lines: Iterable[LineOnPaper]) -> Grid:
    rows: list[Row] = [
        (line.label, line.done if line.done is not None else "按更长周期计", line.value, line.unit)
        for line in lines
        if not line.quota
    ]
    return Grid(
        widths=(8, 3, 3, 2),
        rows=(("项目", "本月", "累计", "单位"), *rows),
        empty="没有其他项目。",
    )


def _left_out(roster: Iterable[RosterOnPaper], quotas: list[LineOnPaper]) -> Grid:
    rows: list[Row] = []
    for one in roster:
        lacking = [
            f"{line.label} {one.done.get(line.key, 0)}/{one.owed[line.key]}"
            for line in quotas
            if one.owed.get(line.key) and not _met(one, line.key)
        ]
        if lacking:
            why = one.absence or one.why or ""
            rows.append(
                (len(rows) + 1, one.person.name, one.person.village, "；".join(lacking), why)
            )
    return Grid(
        widths=(2, 4, 5, 9, 5),
        rows=(("序号", "姓名", "村（社区）", "还缺（已做/应做）", "原因"), *rows),
        empty="全部完成。",
    )


def _changes(facts: PaperFacts) -> Grid:
    first = facts.period.start if facts.period else facts.day
    rows: list[Row] = []
    for one in facts.roster:
        if one.start and one.start >= first and one.start != facts.contract.start:
            rows.append(("新增", one.person.name, one.person.village, one.start, one.tier))
        if one.end:
            rows.append(("退出", one.person.name, one.person.village, one.end, one.why))
    return Grid(
        widths=(2, 4, 5, 4, 8),
        rows=(("变动", "姓名", "村（社区）", "日期", "分级或原因"), *rows),
        empty="本期没有变动。",
    )


def _matters(facts: PaperFacts) -> Grid:
    columns = (
        Column(key="number", label="序号", of=number_of_row, width=2),
        Column(key="day", label="发现日期", of=lambda number, one: one.day, width=4),
        Column(key="kind", label="类别", of=lambda number, one: one.kind, width=2),
        Column(key="who", label="对象", of=lambda number, one: one.person, width=4),
        Column(key="what", label="内容", of=lambda number, one: one.what, width=10),
        Column(key="state", label="办理", of=lambda number, one: one.state, width=3),
    )
    return table(columns, facts.matters, small=False, empty="本期没有发现。")
