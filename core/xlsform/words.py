"""The words of XLSForm that writing and reading share: sheets, columns, lists, sentences."""

import re
from collections.abc import Iterable, Mapping

from core.plugin import Option, QuestionKind
from core.plugin.questions import CHECK_OPTIONS, SERVICE_OPTIONS

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
#: A sheet of our own, which other tools pass over: clause, use, kinds, and what could not be said.
OFFICE = "驿站"
CLAUSE, USE, KINDS, REMARK = "原文条款", "用途（编号）", "记录种类（编号）", "导出说明"

SURVEY_COLUMNS = (
    "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message",
    "appearance",
)  # fmt: skip
CHOICES_COLUMNS = ("list_name", "name", "label")
SETTINGS_COLUMNS = ("form_title", "form_id", "version")


def _labels(options: Iterable[Option]) -> Mapping[str, str]:
    return {option.key: option.label for option in options}


#: Kinds whose answers are always the same, each by the list that stands for it.
FIXED: Mapping[QuestionKind, tuple[str, Mapping[str, str]]] = {
    QuestionKind.YES_NO: ("yes_no", {"yes": "是", "no": "否"}),
    QuestionKind.CHECK: ("check", _labels(CHECK_OPTIONS)),
    QuestionKind.SERVICE: ("service", _labels(SERVICE_OPTIONS)),
}
CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, *FIXED)
#: Kinds that XLSForm has no type for: a text whose appearance says what it is to us.
OURS: Mapping[QuestionKind, str] = {
    kind: f"yizhan-{kind.value}"
    for kind in (
        QuestionKind.DURATION,
        QuestionKind.PERSON,
        QuestionKind.HOUSEHOLD,
        QuestionKind.PROXY,
        QuestionKind.PLACE,
    )
}
#: Appearances that say the kind, each with the kind that the type alone would say.
LOOKS: Mapping[str, tuple[QuestionKind, QuestionKind]] = {
    "multiline": (QuestionKind.TEXT, QuestionKind.LONG_TEXT),
    "signature": (QuestionKind.PHOTO, QuestionKind.SIGNATURE),
    **{look: (QuestionKind.TEXT, kind) for kind, look in OURS.items()},
}

#: What ``or_other`` adds to a list; written out, so that tools do not add it in English.
OTHER, OTHER_LABEL = "other", "其他"
OTHER_SUFFIX = "_other"
#: The note beside an 异常, 未查 or 谢绝: a question of its own in XLSForm.
NOTE_SUFFIX = "_note"
NOTES: Mapping[QuestionKind, str] = {
    QuestionKind.CHECK: "异常或未查的情况",
    QuestionKind.SERVICE: "谢绝的原因",
}

UNIT = re.compile(r"(.*?)（单位：([^（）]+)）", re.DOTALL)


def hint_said(hint: str, unit: str) -> str:
    """The hint with the unit behind it, which XLSForm has no column for."""
    return f"{hint}（单位：{unit}）" if unit else hint


def hint_meant(text: str) -> tuple[str, str]:
    """Hint and unit of a hint cell."""
    found = UNIT.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def bounds_said(label: str, minimum: int | None, maximum: int | None) -> str:
    """What is said to a number out of its bounds; empty where there are none."""
    if minimum is not None and maximum is not None:
        return f"“{label}”应在 {minimum} 到 {maximum} 之间。"
    if minimum is not None:
        return f"“{label}”不能小于 {minimum}。"
    return "" if maximum is None else f"“{label}”不能大于 {maximum}。"
