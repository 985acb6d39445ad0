"""How a question of a form is built: the sheet to be filled in, itself made of questions.

The cells of the draft's row are shown as choices and read back; a cell that says what no choice can
show stays as it was typed until something else is chosen.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from core.packages.schema import FormQuestion
from core.plugin import Option, Question, QuestionKind
from core.recording.answers import check_answers
from core.workbook.headings import heading_of
from core.workbook.lookups import WordList, folded
from core.workbook.pieces import EMPTY, joined, pieces_of, word_meant, word_said
from core.workbook.reading.cells import YES
from core.workbook.words import FIXED

KINDS = WordList(words=FIXED["question"])
ALWAYS = Option(key="_always", label="总是问")
NUMBER = ("kind", ("number",))
CHOICE = ("kind", ("single", "multiple"))
SWITCHES = ("required", "other")
LISTS = ("months", "ends_form_on", "when_answers")
#: What is filled in of a question, each under the name of its field.
FIELDS = (
    "label", "kind", "unit", "minimum", "maximum", "other", "required", "hint", "section",
    "when_question", "when_answers", "months", "ends_form_on",
)  # fmt: skip
HEADINGS: Mapping[str, str] = {name: heading_of(FormQuestion, name)[0] for name in FIELDS}


def building_sheet(before: Iterable[Question], own: Question | None) -> tuple[Question, ...]:
    """The sheet of one question; ``before`` may open it, ``own`` is how it can be read so far."""
    openers = tuple(one for one in before if one.closed_answers)
    ends = own.closed_answers if own else ()
    return (
        Question(key="label", label=HEADINGS["label"], required=True),
        Question(
            key="kind",
            label=HEADINGS["kind"],
            kind=QuestionKind.SINGLE,
            options=_options(FIXED["question"]),
            required=True,
        ),
        Question(key="unit", label=HEADINGS["unit"], when=NUMBER, hint="如 岁、次、公里。"),
        Question(key="minimum", label="最小可填", kind=QuestionKind.NUMBER, when=NUMBER),
        Question(key="maximum", label="最大可填", kind=QuestionKind.NUMBER, when=NUMBER),
        Question(key="other", label="选项之外可以填“其他”", kind=QuestionKind.YES_NO, when=CHOICE),
        Question(key="required", label="必须填写", kind=QuestionKind.YES_NO),
        Question(key="hint", label=HEADINGS["hint"], hint="写在题目下面，可不填。"),
        Question(key="section", label=HEADINGS["section"], hint="几题合成一段时，写段名。"),
        *_opening(openers),
        Question(
            key="months",
            label="只在哪几个月问",
            kind=QuestionKind.MULTIPLE,
            options=_options({str(month): f"{month} 月" for month in range(1, 13)}),
            hint="全年都问的，一个也不选。",
        ),
        *(_ending(ends) if ends else ()),
    )


def _options(words: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(key=key, label=label) for key, label in words.items())


def _opening(openers: tuple[Question, ...]) -> tuple[Question, ...]:
    """Which question opens this one, and for each the answers that do."""
    if not openers:
        return ()
    by_key = {one.key: Option(key=one.key, label=f"看“{one.label}”") for one in openers}
    opener = Question(
        key="when_question",
        label="什么时候问",
        kind=QuestionKind.SINGLE,
        options=(ALWAYS, *by_key.values()),
    )
    return (opener, *(_answers(one) for one in openers if one.key in by_key))


def _answers(opener: Question) -> Question:
    return Question(
        key=f"when.{opener.key}",
        label=f"“{opener.label}”答了哪些，才问这一题",
        kind=QuestionKind.MULTIPLE,
        options=opener.closed_answers,
        required=True,
        when=("when_question", (opener.key,)),
    )


def _ending(ends: tuple[Option, ...]) -> tuple[Question, ...]:
    return (
        Question(
            key="ends_form_on",
            label="答了哪些，后面的题都不再问",
            kind=QuestionKind.MULTIPLE,
            options=ends,
            hint="一般不选。",
        ),
    )


def shown(texts: Mapping[str, str], sheet: Iterable[Question]) -> dict[str, Any]:
    """The cells of a row as answers of the sheet; what no choice can show is left open."""
    offered = {one.key: [option.key for option in one.closed_answers] for one in sheet}
    found = {name: _control(name, texts.get(HEADINGS[name], "")) for name in FIELDS}
    answers = found.pop("when_answers")
    opener = found["when_question"] or ALWAYS.key
    found["when_question"] = opener if opener in offered.get("when_question", ()) else ""
    found["kind"] = found["kind"] if found["kind"] in offered["kind"] else ""
    if f"when.{opener}" in offered:
        found[f"when.{opener}"] = answers
    for key in (f"when.{opener}", "months", "ends_form_on"):
        if key in found:
            found[key] = [one for one in found[key] if one in offered.get(key, ())]
    return found


def _control(name: str, text: str) -> Any:
    text = "" if text.strip() == EMPTY else text.strip()
    if name == "kind":
        return word_meant(KINDS, text) if text else QuestionKind.TEXT.value
    if name in SWITCHES:
        return "yes" if folded(text).casefold() in YES else "no"
    if name in LISTS:
        return [folded(piece) for piece in pieces_of(text)]
    return text


def said(
    texts: Mapping[str, str], posted: Mapping[str, Any], sheet: Iterable[Question], day: date
) -> tuple[dict[str, str], dict[str, str]]:
    """The cells that the filled-in sheet makes of those the writer saw, and what is wrong, by field."""
    sheet = tuple(sheet)
    kept, problems = check_answers(sheet, posted, day)
    was, now = _state(shown(texts, sheet)), _state(kept)
    cells = {HEADINGS[name]: texts.get(HEADINGS[name], "") for name in FIELDS}
    changed = {name for name in FIELDS if now[name] != was[name]}
    if "when_question" in changed:
        changed.add("when_answers")
    for name in FIELDS:
        if name in changed:
            cells[HEADINGS[name]] = _text(name, now[name])
    return cells, problems


def _state(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the sheet says of every field, so that two states can be compared."""
    opener = answers.get("when_question", "")
    found = {name: str(answers.get(name, "")) for name in FIELDS}
    found |= {name: answers.get(name) or "no" for name in SWITCHES}
    lists = {name: answers.get(name, []) for name in LISTS}
    return {**found, **lists, "when_answers": answers.get(f"when.{opener}", [])}


def _text(name: str, value: Any) -> str:
    if name in LISTS:
        return joined(value)
    if name in SWITCHES:
        return "是" if value == "yes" else "否"
    if name == "kind":
        return word_said(KINDS, value)
    return "" if value == ALWAYS.key else str(value)
