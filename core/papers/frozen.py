"""A drawn paper as plain data and back: what was handed over is kept as it was, figure by figure."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.plugin.drawn import (
    Align,
    Cell,
    Drawn,
    Face,
    Grid,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    Prose,
    Signatures,
    Tone,
)

IS = "is"
SHAPES: Mapping[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        Cell,
        Drawn,
        Grid,
        PageBreak,
        Paragraph,
        Picture,
        Pictures,
        Prose,
        Signatures,
    )
}
#: Words that are more than text.
WORDS: Mapping[str, Callable[[str], Any]] = {
    "align": Align,
    "face": Face,
    "tone": Tone,
}


def frozen(value: Any) -> Any:
    """A drawn paper, or a part of it, as JSON keeps it."""
    if isinstance(value, tuple):
        return [frozen(one) for one in value]
    if isinstance(value, Decimal):
        return {IS: "number", "said": str(value)}
    if isinstance(value, date):
        return {IS: "day", "said": value.isoformat()}
    if isinstance(value, StrEnum):
        return value.value
    if type(value).__name__ in SHAPES:
        own = {one.name: frozen(getattr(value, one.name)) for one in fields(value)}
        return {IS: type(value).__name__, **own}
    return value


def thawed(data: Any) -> Any:
    """The same value again."""
    if isinstance(data, list):
        return tuple(thawed(one) for one in data)
    if not isinstance(data, Mapping):
        return data
    if data[IS] == "number":
        return Decimal(data["said"])
    if data[IS] == "day":
        return date.fromisoformat(data["said"])
    own = {
        name: WORDS[name](value) if name in WORDS else thawed(value)
        for name, value in data.items()
        if name != IS
    }
    return SHAPES[data[IS]](**own)
