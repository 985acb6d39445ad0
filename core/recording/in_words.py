"""An answer in words: with its options' labels, people and places under the names that may be read."""

from collections.abc import Callable, Mapping
from typing import Any

from core.evidence.arrived import is_sha256
from core.people.vocabulary import RELATIONS
from core.plugin import Question, QuestionKind

#: Stands among the names when the names that were typed may be shown.
PROXIES = "proxies"
OUT_OF_REACH = "（不在您的权限范围内）"
MINUTES_AN_HOUR = 60


def answer_in_words(
    question: Question | None, value: Any, names: Mapping[str, str] | None = None
) -> str:
    """An answer with its options' labels; ids as the ``names`` that the reader may see."""
    if question and (tell := TOLD.get(question.kind)):
        return tell(value, names or {})
    labels = {"yes": "是", "no": "否", "other": "其他"}
    labels |= {option.key: option.label for option in question.answers} if question else {}
    if isinstance(value, Mapping):
        said = labels.get(str(value.get("result")), str(value.get("result", "")))
        return f"{said}：{value['note']}" if value.get("note") else said
    if isinstance(value, list | tuple):
        return "、".join(labels.get(str(one), str(one)) for one in value)
    if is_sha256(str(value)):
        return "见佐证里的照片"
    unit = f" {question.unit}" if question and question.unit else ""
    return labels.get(str(value), str(value)) + unit


def minutes_said(value: int) -> str:
    """1 小时 30 分."""
    hours, rest = divmod(value, MINUTES_AN_HOUR)
    if not hours:
        return f"{rest} 分"
    return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"


def _named(value: Any, names: Mapping[str, str]) -> str:
    return names.get(str(value), OUT_OF_REACH)


def _proxy(value: Any, names: Mapping[str, str]) -> str:
    if not isinstance(value, Mapping):  # a version keeps what was posted, however it was put
        value = {"name": str(value)}
    relation = RELATIONS.get(value.get("relation", ""), "")
    if PROXIES not in names:
        return f"{relation}{OUT_OF_REACH}"
    return " ".join(filter(None, (value.get("name"), f"（{relation}）", value.get("phone"))))


def _duration(value: Any, names: Mapping[str, str]) -> str:
    return minutes_said(int(value)) if str(value).isdecimal() else str(value)


def _file(value: Any, names: Mapping[str, str]) -> str:
    return f"已交（编号 {str(value)[:8]}）"


#: Kinds whose answer says nothing by itself.
TOLD: Mapping[QuestionKind, Callable[[Any, Mapping[str, str]], str]] = {
    QuestionKind.PERSON: _named,
    QuestionKind.HOUSEHOLD: _named,
    QuestionKind.PLACE: _named,
    QuestionKind.PROXY: _proxy,
    QuestionKind.DURATION: _duration,
    QuestionKind.PHOTO: _file,
    QuestionKind.SIGNATURE: _file,
}
