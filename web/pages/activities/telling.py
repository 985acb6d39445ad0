"""A record in words: its content as names and values, and what one version changed."""

from collections.abc import Mapping
from typing import Any

from core.facts import vocabulary
from core.ledger.book import Book
from core.plugin import Question
from core.plugin.catalogue import Catalogue

Rows = list[tuple[str, str]]
OTHER = "_other"


def questions_by_key(catalogue: Catalogue, book: Book, kind: str) -> Mapping[str, Question]:
    """Every question that a record of the kind may have answered, whatever the contract."""
    found = dict(book.words.questions)
    declared = catalogue.kinds.get(kind)
    for question in declared.fields if declared else ():
        found[question.key] = question
    return found


def answer_in_words(question: Question | None, value: Any) -> str:
    """An answer with its options' labels."""
    labels = {option.key: option.label for option in question.answers} if question else {}
    labels |= {"yes": "是", "no": "否", "other": "其他"}
    if isinstance(value, Mapping):
        said = labels.get(str(value.get("result")), str(value.get("result", "")))
        return f"{said}：{value['note']}" if value.get("note") else said
    if isinstance(value, list | tuple):
        return "、".join(labels.get(str(one), str(one)) for one in value)
    unit = f" {question.unit}" if question and question.unit else ""
    return labels.get(str(value), str(value)) + unit


def answers_in_words(questions: Mapping[str, Question], fields: Mapping[str, Any]) -> Rows:
    """The answers of a form, in the order in which they are stored."""
    rows: Rows = []
    for key, value in fields.items():
        base = key.removesuffix(OTHER)
        if key.endswith(OTHER) and base in questions and base in fields:
            rows.append((f"{questions[base].label}（其他）", str(value)))
        else:
            question = questions.get(key)
            label = question.label if question else key
            rows.append((label, answer_in_words(question, value)))
    return rows


def content_in_words(
    content: Mapping[str, Any],
    questions: Mapping[str, Question],
    book: Book,
    names: Mapping[str, str],
) -> Rows:
    """What one version of a record says, as names and values."""
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
    return rows + answers_in_words(questions, content.get("fields", {}))


def changed(before: Rows, after: Rows) -> list[tuple[str, str, str]]:
    """What differs between two versions: name, before, after."""
    first, second = dict(before), dict(after)
    keys = dict.fromkeys([*first, *second])
    return [
        (key, first.get(key, ""), second.get(key, ""))
        for key in keys
        if first.get(key, "") != second.get(key, "")
    ]
