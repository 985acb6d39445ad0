"""项目推进月度简报 (004): figures, activities, reports, photos, and what a person has to say about them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from core.plugin import LineOnPaper, OnPaper, PaperFacts
from core.plugin.drawn import (
    TURN,
    Align,
    Block,
    Cell,
    Drawn,
    Face,
    Grid,
    Paragraph,
    Picture,
    Pictures,
    Prose,
    Row,
    Signatures,
    Tone,
)
from core.plugin.kinds import GROUP_SESSION, TRAINING
from plugins.station_indicators.artefacts import MEDIA_REPORT
from plugins.station_indicators.events import EVENTS

EVENT_KINDS = frozenset(kind.key for kind in (*EVENTS, TRAINING, GROUP_SESSION))
#: States of a line as the core words them, in the order in which a brief counts them.
STATES = ("达标", "推进中", "有风险", "落后", "未开始")
ARTEFACT = "artefact"
ENTITY = "entity"
#: The dates that say when an output was there.
MADE = ("published", "handed_in")


def events_of(facts: PaperFacts) -> tuple[OnPaper, ...]:
    """What was held in the period, by day."""
    return tuple(one for one in facts.records if one.kind in EVENT_KINDS)


def monthly_brief(facts: PaperFacts) -> Drawn:
    """The brief that is handed in by the 25th; figures come from the ledger, words from a person."""
    blocks: list[Block] = [
        _prose(facts, "overview", "一、本月工作概况", overview(facts)),
        Paragraph(text="二、指标推进情况", tone=Tone.HEADING),
        progress(facts.lines, this="本月完成"),
        Paragraph(text="三、本月开展的活动", tone=Tone.HEADING),
        _events(facts),
        Paragraph(text="四、成果与宣传报道", tone=Tone.HEADING),
        _outputs(facts),
    ]
    if facts.photos:
        blocks += [Paragraph(text="五、活动照片", tone=Tone.HEADING), _photos(facts)]
    number = "六" if facts.photos else "五"
    blocks += [
        _prose(
            facts,
            "problems",
            f"{number}、存在的问题与下月计划",
            problems(facts, coming="下月"),
            hint="写清难处、需要县里协调的事和下月打算。",
        ),
        Signatures(labels=(facts.contract.provider or "项目承接机构",)),
    ]
    return Drawn(
        title=f"{facts.contract.title}{TURN}{facts.label}",
        subtitle=facts.period_name,
        face=Face.LETTER,
        blocks=tuple(blocks),
    )


def _prose(facts: PaperFacts, key: str, label: str, suggested: str, hint: str = "") -> Prose:
    written = facts.texts.get(key, "") or suggested
    return Prose(key=key, label=label, suggested=suggested, text=written, hint=hint)


def overview(facts: PaperFacts) -> str:
    """The period in fixed sentences: what was done, for how many, and how the indicators stand."""
    events = events_of(facts)
    visits = [one for one in facts.records if one.kind in ("home_visit", "household_survey")]
    done = [
        f"开展活动 {len(events)} 场、服务 {sum(one.attendance for one in events)} 人次"
        if events
        else "",
        f"入户 {len(visits)} 次" if visits else "",
        *(f"{label} {number} 件" for label, number in _made(facts)),
    ]
    said = "、".join(part for part in done if part) or "没有计入指标的记录"
    return f"{facts.period_name}，{said}。\n{standing(facts.lines)}"


def standing(lines: Iterable[LineOnPaper]) -> str:
    """How many indicators stand in each state, in one sentence."""
    states = Counter(line.state for line in lines if line.state in STATES)
    told = "、".join(f"{state} {states[state]} 项" for state in STATES if states[state])
    return f"{sum(states.values())} 项指标中，{told}。" if states else "本合同没有设目标的指标。"


def problems(facts: PaperFacts, *, coming: str) -> str:
    """The indicators that are behind, by name; a person says why and what comes next."""
    behind = [line.label for line in facts.lines if line.state == "落后"]
    if not behind:
        return "本期没有落后的指标。"
    some = "、".join(f"“{label}”" for label in behind[:5])
    more = f"等 {len(behind)} 项" if len(behind) > 5 else ""
    return f"{some}{more}落后于进度，{coming}重点补足。"


def _made(facts: PaperFacts) -> list[tuple[str, int]]:
    """Outputs by their kind, with how many of each."""
    made = Counter(one.kind_label for one in facts.records if one.noun == ARTEFACT)
    return sorted(made.items())


def progress(lines: Iterable[LineOnPaper], *, this: str) -> Grid:
    """The whole table of indicators: wanted, done in the period, done in all, and how it stands."""
    rows: list[Row] = []
    group = ""
    for line in lines:
        if line.group and line.group != group:
            group = line.group
            rows.append((Cell(value=group, across=6, strong=True, align=Align.LEFT),))
        rows.append(
            (
                _labelled(line),
                line.unit,
                or_dash(line.goal),
                or_dash(line.done),
                line.value,
                Cell(value=line.state, align=Align.MIDDLE),
            )
        )
    heads: Row = ("指标", "单位", "目标", this, "累计完成", "状态")
    return Grid(widths=(16, 3, 3, 4, 4, 4), rows=(heads, *rows), empty="没有指标。")


def _labelled(line: LineOnPaper) -> str:
    """The number and name of a line, moved to the right where it is part of another one."""
    moved = "　" * line.depth
    return f"{line.ref} {moved}{line.label}" if line.ref else moved + line.label


def or_dash(value: Decimal | None) -> Cell:
    """A number, or a dash in the middle where there is none."""
    return Cell(value="—", align=Align.MIDDLE) if value is None else Cell(value=value)


def _events(facts: PaperFacts) -> Grid:
    rows: list[Row] = [
        (one.day, one.title or one.kind_label, one.site, Cell(value=one.attendance, unit="人次"))
        for one in events_of(facts)
    ]
    heads: Row = ("日期", "活动", "地点", "参加")
    return Grid(widths=(4, 11, 6, 4), rows=(heads, *rows), empty="本月没有活动。")


def _outputs(facts: PaperFacts) -> Grid:
    rows: list[Row] = [
        (_made_on(one), one.kind_label, _titled(one))
        for one in facts.records
        if one.noun in (ARTEFACT, ENTITY)
    ]
    heads: Row = ("日期", "类别", "名称")
    return Grid(widths=(4, 6, 15), rows=(heads, *rows), empty="本月没有成果。")


def _made_on(one: OnPaper) -> date | None:
    """The day on which an output was published or handed in, not the month that it is about."""
    return next((one.dates[role] for role in MADE if role in one.dates), one.day)


def _titled(one: OnPaper) -> str:
    """The title; of a media report with its outlet."""
    outlet = one.said.get("outlet", "") if one.kind == MEDIA_REPORT.key else ""
    return "　".join(part for part in (outlet, one.title or one.said.get("name", "")) if part)


def _photos(facts: PaperFacts) -> Pictures:
    return Pictures(
        pictures=tuple(
            Picture(
                file=photo.file,
                evidence=photo.evidence,
                caption=f"{one.day:%m-%d} {one.title or one.kind_label}" if one.day else one.title,
            )
            for photo, one in facts.photos
        )
    )
