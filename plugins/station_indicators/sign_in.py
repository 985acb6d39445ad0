"""活动签到表: the sheet that lies at the door; who is known already, and lines for everybody else."""

from core.plugin import OnPaper, PaperFacts
from core.plugin.drawn import Cell, Drawn, Grid, Paragraph, Row, Signatures, Tone

HEAD = ("序号", "姓名", "性别", "年龄", "签名", "备注")
WIDTHS = (6, 14, 7, 7, 18, 14)
#: Lines of one sheet, and millimetres of each: a name is written by hand in it.
LINES, HEIGHT = 18, 8
BLANK = "日期：　　　　年　　月　　日　　　地点："


def sign_in(facts: PaperFacts) -> Drawn:
    """The named people first; the others sign by hand."""
    one = facts.record
    named: list[Row] = [
        (number, person.name, person.sex, person.age, _line(), "")
        for number, person in enumerate(one.people, 1)
    ]
    empty: list[Row] = [
        (number, "", "", "", _line(), "") for number in range(len(named) + 1, LINES + 1)
    ]
    day = one.day.isoformat() if one.day and one.kind else ""
    return Drawn(
        title=f"{one.title or one.kind_label or '活动'}签到表",
        subtitle="　".join(filter(None, (day, one.site))) or BLANK,
        blocks=(
            Grid(widths=WIDTHS, rows=(HEAD, *named, *empty)),
            *others(one),
            Signatures(labels=("负责人",)),
        ),
    )


def others(one: OnPaper) -> tuple[Paragraph, ...]:
    """Who came beside those who are named; on a blank sheet room to write how many."""
    if one.kind and not one.heads:
        return ()
    said = "、".join(f"{label} {number} 人" for label, number in one.heads) or "　　　　人"
    text = f"另有没有登记姓名的：{said}。"
    return (Paragraph(text=text, tone=Tone.NOTE, name="没有登记姓名的"),)


def _line() -> Cell:
    return Cell(height=HEIGHT)
