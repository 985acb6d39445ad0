"""A record in words: its content as names and values, and what one version changed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from core.evidence.arrived import is_sha256
from core.facts import Record, vocabulary
from core.ledger.book import Book
from core.people.vocabulary import RELATIONS
from core.plugin import Form, Question, QuestionKind
from core.plugin.catalogue import Catalogue
from core.plugin.questions import FILES
from core.recording import RecordInput
from core.recording.answers import OTHER, open_in
from core.recording.record import plain
from web.pages.record.offered import PROXIES
from web.templating import minutes

Rows = list[tuple[str, str]]
ISSUE = "issue"
OUT_OF_REACH = "（不在您的权限范围内）"


def questions_by_key(
    catalogue: Catalogue, book: Book, kind: str, forms: Iterable[Form] = ()
) -> Mapping[str, Question]:
    """Every question that a record of the kind may have answered, whatever the contract.

    ``forms`` are those that the record was answered with: they say what it was asked.
    """
    found = dict(book.words.questions)
    declared = catalogue.kinds.get(kind)
    asked = [*(declared.fields if declared else ()), *(q for form in forms for q in form.questions)]
    return found | {question.key: question for question in asked}


def answer_in_words(
    question: Question | None, value: Any, names: Mapping[str, str] | None = None
) -> str:
    """An answer with its options' labels; ids as the ``names`` that the reader may see."""
    if question and (tell := TOLD.get(question.kind)):
        return tell(value, names or {})
    labels = {option.key: option.label for option in question.answers} if question else {}
    labels |= {"yes": "是", "no": "否", "other": "其他"}
    if isinstance(value, Mapping):
        said = labels.get(str(value.get("result")), str(value.get("result", "")))
        return f"{said}：{value['note']}" if value.get("note") else said
    if isinstance(value, list | tuple):
        return "、".join(labels.get(str(one), str(one)) for one in value)
    if is_sha256(str(value)):
        return "见佐证里的照片"
    unit = f" {question.unit}" if question and question.unit else ""
    return labels.get(str(value), str(value)) + unit


def files_to_come(
    forms: Iterable[Form], fields: Mapping[str, Any], day: date
) -> list[tuple[str, str]]:
    """The photos and signatures that the forms asked for and that were not given yet."""
    asked = open_in([form.questions for form in forms], fields, day)
    return [(one.label, "待传") for one in asked if one.kind in FILES and not fields.get(one.key)]


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
    return minutes(int(value)) if str(value).isdecimal() else str(value)


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


def answers_in_words(
    questions: Mapping[str, Question],
    fields: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
) -> Rows:
    """The answers of a form, in the order in which they are stored."""
    rows: Rows = []
    for key, value in fields.items():
        base = key.removesuffix(OTHER)
        if key.endswith(OTHER) and base in questions and base in fields:
            rows.append((f"{questions[base].label}（其他）", str(value)))
        else:
            question = questions.get(key)
            label = question.label if question else key
            rows.append((label, answer_in_words(question, value, names)))
    return rows


def content_in_words(
    content: Mapping[str, Any] | RecordInput,
    questions: Mapping[str, Question],
    book: Book,
    names: Mapping[str, str],
    named: Mapping[str, str] | None = None,
) -> Rows:
    """What one version of a record says, as names and values."""
    content = content if isinstance(content, Mapping) else plain(content)
    rows: Rows = [
        (vocabulary.DATE_ROLES.get(role, role), str(day))
        for role, day in content.get("dates", {}).items()
    ]
    site = content.get("site", "")
    rows.append(("地点", book.words.places.get(site, site)))
    if content.get("title"):
        rows.append(("名称", content["title"]))
    if content.get("minutes"):
        rows.append(("时长", f"{content['minutes']} 分钟"))
    rows.append(("角色", vocabulary.ROLES.get(content.get("role", "lead"), "")))
    people = [names.get(a["person"], "（档案外）") for a in content.get("attendances", ())]
    if people:
        rows.append(("参加", "、".join(people)))
    for head in content.get("heads", ()):
        audience = vocabulary.AUDIENCES.get(head["audience"])
        rows.append((audience.label if audience else "未分类", f"{head['number']} 人"))
    if content.get("everyone") is not None:
        rows.append(("到场总人数", f"{content['everyone']} 人次"))
    items = [book.words.items.get(i["code"], i["code"]) for i in content.get("items", ())]
    if items:
        rows.append(("服务项目", "、".join(items)))
    return rows + answers_in_words(questions, content.get("fields", {}), named)


def changed(before: Rows, after: Rows) -> list[tuple[str, str, str]]:
    """What differs between two versions: name, before, after."""
    first, second = dict(before), dict(after)
    keys = dict.fromkeys([*first, *second])
    return [
        (key, first.get(key, ""), second.get(key, ""))
        for key in keys
        if first.get(key, "") != second.get(key, "")
    ]


def issues_of(questions: Mapping[str, Question], record: Record) -> list[str]:
    """Every answer 异常 of a record, in words: 用电安全：线路老化."""
    found = []
    for key, value in record.fields.items():
        result, note = value, ""
        if isinstance(value, Mapping):
            result, note = value.get("result"), str(value.get("note", ""))
        if result == ISSUE:
            label = questions[key].label if key in questions else key
            found.append(f"{label}：{note or '异常'}")
    return found
