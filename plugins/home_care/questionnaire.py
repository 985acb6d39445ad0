"""附2 满意度调查问卷 on paper: blank to be filled in by hand, or as it was answered."""

from collections.abc import Iterator
from typing import Any

from core.plugin import OnPaper, PaperFacts, Question
from core.plugin.drawn import Block, Drawn, Paragraph, Signatures, Tone
from plugins.home_care.activities import SURVEY

THANKS = "问卷到此结束，再次感谢您的配合与合作，祝您身体健康，生活愉快！"
OTHER = "other"
LINE = "＿" * 8
#: Behind 其他 there is less room.
SHORT_LINE = "＿" * 4


def questionnaire(facts: PaperFacts) -> Drawn:
    """Every question with its boxes; what ends the questionnaire is said beside its question."""
    one = facts.record
    asked = [
        question for form in one.forms if form.key != SURVEY.key for question in form.questions
    ]
    label = next((form.label for form in one.forms if form.key != SURVEY.key), SURVEY.label)
    return Drawn(
        title=label,
        blocks=(
            *_questions(asked, one),
            Paragraph(text=THANKS),
            Signatures(labels=("调查人", "被调查人")),
        ),
    )


def _questions(asked: list[Question], one: OnPaper) -> Iterator[Block]:
    section = ""
    for question in asked:
        if question.section and question.section != section:
            section = question.section
            yield Paragraph(text=section, tone=Tone.HEADING)
        yield Paragraph(text=_said(question, one), name=question.label)
        for option in question.closed_answers:
            if option.key in question.ends_form_on:
                yield Paragraph(text=f"选“{option.label}”时到此结束。", tone=Tone.NOTE)


def _said(question: Question, one: OnPaper) -> str:
    """The question with its boxes, or with what was answered on its line."""
    given = one.fields.get(question.key)
    name = f"{question.label}（{question.hint}）" if question.hint else question.label
    if not question.answers:
        said = one.said.get(question.key, "")
        return f"{name}：{said}" if said else f"{name}：{LINE}{question.unit}"
    boxes = [
        f"{_box(option.key, given)}{option.label}"
        for option in question.answers
        if option.key != OTHER
    ]
    if question.other:
        written = one.fields.get(f"{question.key}_other") or SHORT_LINE
        boxes.append(f"{_box(OTHER, given)}其他{written}")
    return f"{name}\n{'　'.join(boxes)}"


def _box(key: str, given: Any) -> str:
    chosen = given if isinstance(given, list | tuple) else (given,)
    return "☑" if key in chosen else "□"
