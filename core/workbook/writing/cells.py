"""A value as it stands in its cell: Chinese words for codes, yuan for fen, one cell for a list."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.workbook.canonical import shortest
from core.workbook.columns import CellKind, Column
from core.workbook.lookups import WordList
from core.workbook.pieces import EMPTY, NO, YES, joined, value_said, word_said

Said = str | int | Decimal | date
#: Excel keeps fifteen digits of a number; a longer one stands as text.
DIGITS = 15


def answers_of(lists: Mapping[str, WordList], fields: Mapping[str, Any]) -> WordList:
    """The words for the values of the field that a row names."""
    return lists.get(f"answer of {fields.get('field', '')}") or WordList()


def said(
    value: Any, column: Column, fields: Mapping[str, Any], lists: Mapping[str, WordList]
) -> Said:
    """The cell of one value."""
    words = answers_of(lists, fields) if column.words == "answer" else lists.get(column.words)
    if column.kind is CellKind.VALUE:
        found = value_said(value, answers_of(lists, fields), str(fields.get("comparison", "")))
        return found if isinstance(found, str) else _number(Decimal(found))
    if value in ("", []):
        return EMPTY
    if column.kind is CellKind.YES_NO:
        return YES if value else NO
    if column.kind in (CellKind.TEXTS, CellKind.WHOLES):
        pieces = (word_said(words, one) if words else str(one) for one in value)
        return joined(pieces, prose=column.prose)
    if column.kind is CellKind.MONEY:
        return _number(Decimal(value) / 100)
    if column.kind is CellKind.PERCENT:
        share = Decimal(value)
        return f"{shortest(share)}％" if 0 < share <= 1 else _number(share)
    if column.kind in (CellKind.WHOLE, CellKind.NUMBER):
        return _number(Decimal(value))
    if isinstance(value, date):
        return value
    return word_said(words, value) if words else str(value)


def _number(number: Decimal) -> str | int | Decimal:
    whole = shortest(number)
    digits = len(str(whole).lstrip("-0.").replace(".", ""))
    return whole if digits <= DIGITS else str(whole)
