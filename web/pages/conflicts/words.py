"""The parts of two versions of a record in words, so that one can choose between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.facts import vocabulary
from core.field.differences import ANSWER
from core.ledger.book import Book
from core.plugin import Question
from core.recording import RecordInput
from core.recording.answers import OTHER
from core.recording.in_words import answer_in_words
from web.clock import local

LABELS = {
    "dates": "日期",
    "started_at": "开始时间",
    "site": "地点",
    "title": "名称",
    "minutes": "时长",
    "role": "角色",
    "people": "参加的人",
    "heads": "没有实名的人数",
    "items": "服务项目",
    "evidence": "佐证",
    "case": "所属个案或小组",
    "order": "先计入的合同",
}
EMPTY = "（没有填）"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What the words are taken from: the book's labels, the questions, people and services by name."""

    book: Book
    questions: Mapping[str, Question]
    names: Mapping[str, str]
    services: Mapping[str, str]


def label_of(part: str, words: Words) -> str:
    """What a part is called on the form."""
    if not part.startswith(ANSWER):
        return LABELS[part]
    key = part.removeprefix(ANSWER)
    question = words.questions.get(key.removesuffix(OTHER))
    return f"{question.label}{'（其他）' if key.endswith(OTHER) else ''}" if question else key


def said(content: RecordInput, part: str, words: Words) -> str:
    """What one version says of a part."""
    if part.startswith(ANSWER):
        key = part.removeprefix(ANSWER)
        value = content.fields.get(key)
        return EMPTY if value is None else answer_in_words(words.questions.get(key), value)
    return _own(content, part, words) or EMPTY


def _own(content: RecordInput, part: str, words: Words) -> str:
    contracts: Any = words.book.terms
    match part:
        case "dates":
            roles = vocabulary.DATE_ROLES
            return "、".join(f"{roles.get(r, r)} {day}" for r, day in content.dates.items())
        case "started_at":
            at = content.started_at
            return f"{local(at):%Y-%m-%d %H:%M}" if at else ""
        case "site":
            return words.book.words.places.get(content.site, content.site)
        case "title":
            return content.title
        case "minutes":
            return f"{content.minutes} 分钟" if content.minutes else ""
        case "role":
            return vocabulary.ROLES.get(content.role, content.role)
        case "people":
            return "、".join(words.names.get(a.person, "（档案外）") for a in content.attendances)
        case "heads":
            return _heads(content)
        case "items":
            return "、".join(words.services.get(one.code, one.code) for one in content.items)
        case "evidence":
            return "、".join(
                vocabulary.EVIDENCE.get(e.kind, e.kind) + (f"（{e.note}）" if e.note else "")
                for e in content.evidence
            )
        case "case":
            return "有" if content.case else ""
        case _:
            return " → ".join(
                contracts[key].contract.title for key in content.order if key in contracts
            )


def _heads(content: RecordInput) -> str:
    known = vocabulary.AUDIENCES
    parts = [
        f"{known[h.audience].label if h.audience in known else '未分类'} {h.number} 人"
        for h in content.heads
    ]
    if content.everyone is not None:
        parts.append(f"到场总人数 {content.everyone}")
    return "、".join(parts)
