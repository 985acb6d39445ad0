"""The sheet annexed to 景民字〔2020〕50号: one contact on one page, filled in or blank."""

from collections.abc import Iterator

from core.plugin import OnPaper, PaperFacts, Question
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
from plugins.hardship_visits.activities import CONTACTS
from plugins.hardship_visits.forms import HANDLING

TITLE = "分散供养特困人员探视巡访情况记录表"
#: The five rows of the annexed sheet, each a section of the form.
ASPECTS = ("健康状况", "精神状态", "安全情况", "卫生状况", "居住环境")
#: Sections that a package adds in their season, and the row in which they are printed.
SEASONS = {"汛期": "安全情况", "秋冬季": "安全情况"}
#: Forms of every visit; their answers stand in rows of their own.
ELSEWHERE = {HANDLING.key, *(kind.key for kind in CONTACTS)}
#: What stands in the last row.
NEEDED = {
    "issue": "问题和需求",
    "handling": "处理方式",
    "handling_result": "结果",
    "collective_care": "集中供养意愿",
}
#: The ways of visiting as the sheet words them.
WAYS = (("home_visit", "上门巡访"), ("phone_call", "电话询问"), ("video_call", "视频连线"))
NOTE = (
    "备注：此表用于每次开展探访分散特困供养人员使用。"
    "探访一次，应记录一次，报村（居）委会、乡镇（街道）备案。"
)
#: What the sheet of another text is called that has no name for it.
OWN_TITLE = "巡访情况记录表"
#: Millimetres that the rows to write in have together at least, and one of them at most.
WRITING, LAST = 115, 46
NEEDS = "服务对象需解决的问题和需求及解决处理方式结果"


def visit_record(facts: PaperFacts) -> Drawn:
    """The annexed sheet of one contact; its rows from the sections of its forms."""
    one = facts.record
    person, visitor = one.person, one.visitor
    ways = "　".join(f"{'☑' if one.kind == key else '□'}{label}" for key, label in WAYS)
    rows: list[Row] = [
        (
            label_cell("探访人"),
            _value("探访人", visitor["name"], across=2),
            label_cell("联系方式"),
            _value("联系方式", visitor["phone"]),
            label_cell("职务"),
            _value("职务", visitor["post"]),
        ),
        (
            label_cell("探访对象", down=2),
            label_cell("姓名"),
            _value("姓名", person.name),
            label_cell("性别"),
            _value("性别", person.sex),
            label_cell("年龄"),
            _value("年龄", "" if person.age is None else str(person.age)),
        ),
        (label_cell("地址"), Cell(value=person.home, across=5, name="地址")),
        (
            label_cell("探访方式"),
            _value("探访方式", ways, across=4),
            label_cell("探访日期"),
            _value("探访日期", one.day.isoformat() if one.day else ""),
        ),
    ]
    headings = _headings(one)
    for number, heading in enumerate(headings):
        first = (label_cell("探访内容", down=len(headings)),) if number == 0 else ()
        height = min(WRITING // len(headings), LAST)
        said = Cell(value=_said(one, heading), across=5, height=height, name=heading)
        rows.append((*first, label_cell(heading), said))
    rows.append((label_cell(NEEDS), Cell(value=_needs(one), across=6, height=LAST, name=NEEDS)))
    annexed = ASPECTS[0] in headings
    return Drawn(
        title=TITLE if annexed else facts.label or OWN_TITLE,
        blocks=(
            Grid(widths=(13, 13, 16, 13, 17, 13, 15), rows=tuple(rows), head=0),
            *((Paragraph(text=NOTE, tone=Tone.NOTE),) if annexed else ()),
        ),
    )


def _headings(one: OnPaper) -> tuple[str, ...]:
    """The five aspects; of a text that has its own parts of a visit, those parts.

    A visit that is made for both texts has the five, and what it answered beside them.
    """
    asked = dict.fromkeys(part for part, _ in _parted(one))
    said = {part for part, question in _parted(one) if question.key in one.said}
    if asked and not asked.keys() & set(ASPECTS):
        return tuple(part for part in asked if part in said or not one.kind) or ASPECTS
    return (*ASPECTS, *(part for part in asked if part in said - set(ASPECTS)))


def _parted(one: OnPaper) -> Iterator[tuple[str, Question]]:
    """Each question of the visit with the row in which it is printed; a short form is one row."""
    for form in one.forms:
        if form.key in ELSEWHERE:
            continue
        whole = "" if any(question.section for question in form.questions) else form.label
        for question in form.questions:
            part = SEASONS.get(question.section, question.section) or whole
            if part and question.key not in NEEDED:
                yield part, question


def _value(name: str, text: str, *, across: int = 1) -> Cell:
    return Cell(value=text, across=across, align=Align.MIDDLE, name=name)


def _said(one: OnPaper, heading: str) -> str:
    """What was answered in the questions of a part, one after the other."""
    return "；".join(
        f"{question.label}：{one.said[question.key].rstrip('。；')}"
        for part, question in _parted(one)
        if part == heading and question.key in one.said
    )


def _needs(one: OnPaper) -> str:
    """Problem, handling, result, and the wish for collective care; empty where there was none."""
    return "\n".join(
        f"{label}：{one.said[key]}" for key, label in NEEDED.items() if one.said.get(key)
    )
