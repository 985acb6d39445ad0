"""The whole file of a case or group as one paper: list of contents, documents, sessions."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.plugin.drawn import (
    Block,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Tone,
    labelled,
)

#: As which files a whole file is made.
FILES = ("word", "pdf")
CONTENTS_HEAD = ("序号", "材料", "状态")
CONTENTS_WIDTHS = (4, 22, 8)


def case_file(whole: Mapping[str, Any], foot: str) -> Drawn:
    """What ``whole_of`` gathered, one document after the other, each on a page of its own."""
    subject, states, names = whole["subject"], whole["states"], whole["names"]
    blocks: list[Block] = [
        labelled(
            ("种类", whole["kind_label"]),
            ("地点", subject.site_name),
            ("开始日期", subject.day),
            ("参加的人", "、".join(subject.people)),
        ),
        Paragraph(text="目录", tone=Tone.HEADING),
        Grid(
            widths=CONTENTS_WIDTHS,
            rows=(CONTENTS_HEAD, *_contents(whole)),
            empty="还没有文书，也没有过程记录。",
        ),
    ]
    for form, row, parts in whole["papers"]:
        blocks += [
            PageBreak(),
            Paragraph(text=_title(form, row), tone=Tone.HEADING),
            *_parts(parts),
            Paragraph(text=_signed(row, names, states), tone=Tone.NOTE),
        ]
    if whole["sessions"]:
        blocks += [PageBreak(), Paragraph(text="过程记录", tone=Tone.HEADING)]
        for number, (row, answers) in enumerate(whole["sessions"], 1):
            blocks += _session(number, row, answers)
    return Drawn(
        title=subject.title,
        subtitle="全部材料",
        blocks=(*blocks, Signatures(labels=("社工", "督导"))),
        foot=foot,
    )


def _contents(whole: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = [
        (n, _title(form, row), whole["states"][row.state])
        for n, (form, row, _) in enumerate(whole["papers"], 1)
    ]
    if whole["sessions"]:
        rows.append((len(rows) + 1, "过程记录", f"{len(whole['sessions'])} 次"))
    return rows


def _title(form: Any, row: Any) -> str:
    return f"{form.label}（第 {row.turn} 次）" if form.repeats else str(form.label)


def _signed(row: Any, names: Mapping[str, str], states: Mapping[str, str]) -> str:
    authors = "、".join(names.get(one, "—") for one in row.authors)
    decided = names.get(row.decided_by, "")
    return f"填写：{authors}　{states[row.state]}" + (f"　审批：{decided}" if decided else "")


def _parts(parts: Iterable[Any]) -> Iterable[Block]:
    for part in parts:
        if part.facts:
            yield Grid(widths=(3, 12), rows=tuple(part.facts), head=0)
        if part.columns:
            yield Paragraph(text=part.label, tone=Tone.HEADING)
            yield Grid(widths=(1,) * len(part.columns), rows=(part.columns, *part.rows))
        if part.total:
            yield Paragraph(text=part.total, tone=Tone.NOTE)


def _session(number: int, row: Any, answers: Iterable[tuple[str, str]]) -> list[Block]:
    people = "、".join(name for _, name in row.names) or "—"
    facts: list[Row] = [("参加", people), ("记录人", row.worker_name or "—"), *answers]
    where = f"第 {number} 次　{row.day.isoformat()}　{row.site_name}"
    where += f"　{row.minutes} 分钟" if row.minutes else ""
    return [Paragraph(text=where), Grid(widths=(3, 12), rows=tuple(facts), head=0)]
