"""A record in words: its content as names and values, and what one version changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from core.facts import Record, vocabulary
from core.ledger.book import Book
from core.plugin import Form, Question
from core.plugin.catalogue import Catalogue
from core.plugin.questions import FILES
from core.recording import RecordInput
from core.recording.answers import OTHER, open_in
from core.recording.in_words import answer_in_words
from core.recording.record import plain

Rows = list[tuple[str, str]]
ISSUE = "issue"


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


def files_to_come(
    forms: Iterable[Form], fields: Mapping[str, Any], day: date
) -> list[tuple[str, str]]:
    """The photos and signatures that the forms asked for and that were not given yet."""
    asked = open_in([form.questions for form in forms], fields, day)
    return [(one.label, "待传") for one in asked if one.kind in FILES and not fields.get(one.key)]


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
    services: Mapping[str, str] | None = None,
) -> Rows:
    """What one version of a record says, as names and values; ``services`` are the record's own."""
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
    known = services or book.words.items
    items = [known.get(i["code"], i["code"]) for i in content.get("items", ())]
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
