"""The sheet annexed to 景民字〔2020〕50号: one contact on one page, filled in or blank."""

from core.plugin import OnPaper, PaperFacts
from core.plugin.drawn import (
    Align,
    Cell,
    Drawn,
    Grid,
    Paragraph,
    Row,
    Tone,
    label_cell,
)

TITLE = "分散供养特困人员探视巡访情况记录表"
#: The five rows of the annexed sheet, each a section of the form.
ASPECTS = ("健康状况", "精神状态", "安全情况", "卫生状况", "居住环境")
#: Sections that a package adds in their season, and the row in which they are printed.
SEASONS = {"安全情况": ("汛期", "秋冬季")}
#: The ways of visiting as the sheet words them.
WAYS = (("home_visit", "上门巡访"), ("phone_call", "电话询问"), ("video_call", "视频连线"))
NOTE = (
    "备注：此表用于每次开展探访分散特困供养人员使用。"
    "探访一次，应记录一次，报村（居）委会、乡镇（街道）备案。"
)
#: Millimetres that a row to write in has at least, and the last one.
WRITING, LAST = 23, 46
NEEDS = "服务对象需解决的问题和需求及解决处理方式结果"


def visit_record(facts: PaperFacts) -> Drawn:
    """The annexed sheet of one contact; the five rows from the sections of its forms."""
    one = facts.record
    person, visitor = one.person, one.visitor
    ways = "　".join(f"{'☑' if one.kind == key else '□'}{label}" for key, label in WAYS)
    rows: list[Row] = [
        (
            label_cell("探访人"),
            _value(visitor["name"], across=2),
            label_cell("联系方式"),
            _value(visitor["phone"]),
            label_cell("职务"),
            _value(visitor["post"]),
        ),
        (
            label_cell("探访对象", down=2),
            label_cell("姓名"),
            _value(person.name),
            label_cell("性别"),
            _value(person.sex),
            label_cell("年龄"),
            _value("" if person.age is None else str(person.age)),
        ),
        (label_cell("地址"), Cell(value=person.address, across=5)),
        (
            label_cell("探访方式"),
            _value(ways, across=4),
            label_cell("探访日期"),
            _value(one.day.isoformat() if one.day else ""),
        ),
    ]
    for number, heading in enumerate(ASPECTS):
        first = (label_cell("探访内容", down=len(ASPECTS)),) if number == 0 else ()
        said = Cell(value=_said(one, heading), across=5, height=WRITING)
        rows.append((*first, label_cell(heading), said))
    rows.append((label_cell(NEEDS), Cell(value=_needs(one), across=6, height=LAST)))
    return Drawn(
        title=TITLE,
        blocks=(
            Grid(widths=(13, 13, 16, 13, 17, 13, 15), rows=tuple(rows), head=0),
            Paragraph(text=NOTE, tone=Tone.NOTE),
        ),
    )


def _value(text: str, *, across: int = 1) -> Cell:
    return Cell(value=text, across=across, align=Align.MIDDLE)


def _said(one: OnPaper, heading: str) -> str:
    """What was answered in the questions of a section, one after the other."""
    asked = (question for form in one.forms for question in form.questions)
    sections = (heading, *SEASONS.get(heading, ()))
    return "；".join(
        f"{question.label}：{one.said[question.key]}"
        for question in asked
        if question.section in sections and question.key in one.said
    )


def _needs(one: OnPaper) -> str:
    """Problem, handling, result, and the wish for collective care; empty where there was none."""
    parts = (
        ("问题和需求", "issue"),
        ("处理方式", "handling"),
        ("结果", "handling_result"),
        ("集中供养意愿", "collective_care"),
    )
    return "\n".join(f"{label}：{one.said[key]}" for label, key in parts if one.said.get(key))
