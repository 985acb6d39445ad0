"""培训记录: one training with its contents, who was there, and for how long."""

from core.plugin import OnPaper, PaperFacts
from core.plugin.drawn import (
    Block,
    Drawn,
    Grid,
    Paragraph,
    Picture,
    Pictures,
    Row,
    Signatures,
    Tone,
    beside,
    label_cell,
    labelled,
)
from plugins.station_indicators.sign_in import others

HEAD = ("序号", "姓名", "性别", "参加时长（分钟）", "签名")
WIDTHS = (6, 14, 7, 14, 20)
#: So many photos stand on the sheet.
PHOTOS = 4


def training_record(facts: PaperFacts) -> Drawn:
    """One training on one sheet; people without names stand as numbers."""
    one = facts.record
    day = one.day if one.kind else None
    blocks: list[Block] = [
        labelled(
            ("培训名称", one.title or one.kind_label),
            ("培训日期", day),
            ("培训地点", one.site),
            ("培训时长", f"{one.minutes} 分钟" if one.minutes else ""),
            ("组织人", one.visitor["name"]),
            ("参加人次", one.attendance if one.kind else ""),
        ),
        _content(one),
        Paragraph(text="参加人员", tone=Tone.HEADING),
        Grid(widths=WIDTHS, rows=(HEAD, *_people(one)), empty="没有登记姓名。"),
        *others(one),
    ]
    if one.photos or not one.kind:
        shown = tuple(Picture(file=p.file, evidence=p.evidence) for p in one.photos[:PHOTOS])
        blocks += [Paragraph(text="现场照片", tone=Tone.HEADING), Pictures(pictures=shown)]
    return Drawn(title="培训记录", blocks=(*blocks, Signatures(labels=("记录人", "负责人"))))


def _content(one: OnPaper) -> Grid:
    """What was asked of the training and answered; on a blank sheet everything that is asked."""
    asked = (question for form in one.forms for question in form.questions)
    said: list[Row] = [
        (label_cell(q.label), beside(q.label, one.said.get(q.key, "")))
        for q in asked
        if q.key in one.said or not one.kind
    ]
    return Grid(widths=(2, 12), rows=tuple(said) or ((label_cell("培训内容"), ""),), head=0)


def _people(one: OnPaper) -> list[Row]:
    return [
        (number, person.name, person.sex, one.of_people.get(person.id, one.minutes), "")
        for number, person in enumerate(one.people, 1)
    ]
