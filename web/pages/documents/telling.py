"""A document in words: its answers as names and values, its rows as tables, money in 元."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.plugin import Document, Question, Rows
from core.plugin.documents import questions_asked
from core.recording.answers import OTHER, folded_digits
from core.recording.in_words import answer_in_words
from web.pages.activities.telling import answers_in_words

FEN = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A part of a document: names and values, or a table with its head and, for money, a sum."""

    facts: tuple[tuple[str, str], ...] = ()
    label: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    total: str = ""


def yuan_typed(fen: int) -> str:
    """1250 fen as it is typed: 12.5 stays 12.50, whole yuan have no decimals."""
    whole, rest = divmod(fen, FEN)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def fen_of(text: str) -> int | str:
    """Whole fen of what was typed in 元; what is no such amount stays as it was typed."""
    try:
        fen = Decimal(folded_digits(text).replace(",", "").replace("，", "")) * FEN
    except InvalidOperation:
        return text
    return int(fen) if fen.is_finite() and fen == fen.to_integral_value() else str(fen)


def told(document: Document, answers: Mapping[str, Any]) -> tuple[Block, ...]:
    """The document's parts in their order; answers that no question asks any more come last."""
    found: list[Block] = []
    plain: list[Question] = []

    def close() -> None:
        asked = {q.key: q for q in plain}
        kept = {
            key: answers[key]
            for q in plain
            for key in (q.key, q.key + OTHER)
            if answers.get(key) not in (None, "", [])
        }
        if kept:
            found.append(Block(facts=tuple(answers_in_words(asked, kept))))
        plain.clear()

    for part in document.parts:
        if isinstance(part, Question):
            plain.append(part)
            continue
        close()
        if table := _table(document, part, answers):
            found.append(table)
    close()
    known = {q.key for q in questions_asked(document, answers)}
    old = {
        k: v for k, v in answers.items() if k not in known and k.removesuffix(OTHER) not in known
    }
    if old:
        found.append(Block(facts=tuple(answers_in_words({}, old))))
    return tuple(found)


def _table(document: Document, rows: Rows, answers: Mapping[str, Any]) -> Block | None:
    numbers = rows.filled(answers)
    if not numbers:
        return None
    fen = [
        value
        for number in numbers
        for q in rows.numbered(number)
        if document.is_money(q.key) and isinstance(value := answers.get(q.key), int)
    ]
    return Block(
        label=rows.label,
        columns=tuple(q.label for q in rows.columns),
        rows=tuple(
            tuple(_cell(document, q, answers) for q in rows.numbered(number)) for number in numbers
        ),
        total=f"合计 {yuan_typed(sum(fen))} 元" if fen else "",
    )


def _cell(document: Document, question: Question, answers: Mapping[str, Any]) -> str:
    value = answers.get(question.key)
    if value in (None, "", []):
        return ""
    if document.is_money(question.key) and isinstance(value, int):
        return f"{yuan_typed(value)} 元"
    other = answers.get(question.key + OTHER)
    return answer_in_words(question, value) + (f"（{other}）" if other else "")
