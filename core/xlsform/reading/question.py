"""One row of the survey as a question, every cell of it read or said."""

from collections.abc import Mapping

from core.plugin import QuestionKind
from core.workbook.reading.notes import Notes
from core.xlsform.reading.bounds import UnreadableBounds, bounds_of
from core.xlsform.reading.draft import Draft
from core.xlsform.reading.kinds import Asked
from core.xlsform.reading.lists import ChoiceList
from core.xlsform.reading.saying import say, say_references
from core.xlsform.reading.sheet import Line
from core.xlsform.words import (
    CHOSEN,
    FIXED,
    LOOKS,
    OTHER,
    OTHER_LABEL,
    bounds_said,
    hint_meant,
)

YES = {"yes", "true", "true()", "1", "是"}
NO = {"", "no", "false", "false()", "0", "否"}
When = tuple[tuple[str, str], ...]


def question_of(
    line: Line,
    asked: Asked,
    lists: Mapping[str, ChoiceList],
    section: str,
    when: When,
    notes: Notes,
) -> Draft:
    """The question of a row; ``when`` are the conditions of its groups."""
    kind, choices = _chosen(line, asked, lists, notes)
    if asked.whole:
        said = "整数题读作数字题，小数也能填。"
        say(notes, line.at(), "integer", said, "请确认。", warning=True)
    hint, unit = hint_meant(line["hint"])
    label = line["label"] or line["name"]
    if not line["label"]:
        remedy = "请在 label（或 label::中文）里补上题目。"
        say(notes, line.at("label"), "no_label", "这道题没有题目文字。", remedy)
    say_references(line, ("label", "hint"), notes)
    minimum, maximum = _bounds(line, kind, asked, label, notes)
    own = ((line["relevant"], line.at("relevant")),) if line["relevant"] else ()
    return Draft(
        name=line["name"],
        line=line,
        kind=_by_look(line, kind, notes),
        label=label,
        hint=hint,
        unit=unit,
        section=section,
        required=_required(line, notes),
        choices=choices,
        other=asked.other,
        minimum=minimum,
        maximum=maximum,
        when=(*when, *own),
    )


def _chosen(
    line: Line, asked: Asked, lists: Mapping[str, ChoiceList], notes: Notes
) -> tuple[QuestionKind, ChoiceList | None]:
    kind = QuestionKind(asked.kind or QuestionKind.TEXT)
    if kind not in CHOSEN:
        return kind, None
    choices = lists.get(asked.list_name)
    if choices is None:
        said = f"choices 工作表里没有列表“{asked.list_name}”。"
        say(notes, line.at(), "no_list", said, "请补上这个列表的选项，或改正列表名。")
        return kind, None
    for fixed, (name, labels) in FIXED.items():
        same = asked.list_name == name and choices.labels == labels
        if same and kind is QuestionKind.SINGLE and not asked.other:
            return fixed, choices
    return kind, _without_other(choices, asked, notes)


def _without_other(choices: ChoiceList, asked: Asked, notes: Notes) -> ChoiceList:
    """The list without the 其他 that ``or_other`` stands for."""
    if not asked.other or OTHER not in choices.labels:
        return choices
    label = choices.labels[OTHER]
    if label != OTHER_LABEL:
        said = f"or_other 的选项“{label}”读作“{OTHER_LABEL}”，另可填写文字。"
        say(notes, choices.at, "other_label", said, "请确认。", warning=True)
    labels = {key: label for key, label in choices.labels.items() if key != OTHER}
    return ChoiceList(labels=labels, keys=choices.keys, at=choices.at)


def _required(line: Line, notes: Notes) -> bool:
    given = line["required"].strip().lower()
    if given not in YES | NO:
        said = f"“{line['required']}”不是 yes 或 no；驿站的必填不能带条件。"
        say(notes, line.at("required"), "required", said, "请填 yes 或 no。")
    return given in YES


def _by_look(line: Line, kind: QuestionKind, notes: Notes) -> QuestionKind:
    """Some kinds are told by their appearance; other looks are the house's own."""
    looks = line["appearance"].split()
    meant = [look for look in looks if look in LOOKS and LOOKS[look][0] is kind][:1]
    others = [look for look in looks if look not in meant]
    if others:
        said, remedy = f"没有读入外观“{' '.join(others)}”。", "外观由驿站决定，请确认。"
        say(notes, line.at("appearance"), "appearance", said, remedy, warning=True)
    return LOOKS[meant[0]][1] if meant else kind


def _bounds(
    line: Line, kind: QuestionKind, asked: Asked, label: str, notes: Notes
) -> tuple[int | None, int | None]:
    text, message = line["constraint"], line["constraint_message"]
    minimum: int | None = None
    maximum: int | None = None
    if text and kind is not QuestionKind.NUMBER:
        said = f"只有数字题能写 constraint，这里是“{text[:40]}”。"
        say(notes, line.at("constraint"), "constraint", said, "请删去这一格，要求写在 hint 里。")
        return None, None
    if text:
        try:
            minimum, maximum = bounds_of(text, whole=asked.whole)
        except UnreadableBounds as wrong:
            remedy = "请写成 . >= 最小值 and . <= 最大值 的样子，或删去这一格。"
            say(notes, line.at("constraint"), "constraint", f"{wrong}。", remedy)
            return None, None
    if message and message != bounds_said(label, minimum, maximum):
        said = "没有读入自写的出错提示，驿站会用自己的一句话。"
        at = line.at("constraint_message")
        say(notes, at, "constraint_message", said, "请确认。", warning=True)
    return minimum, maximum
