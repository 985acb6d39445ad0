"""The field's words that the rules look for, as data: units, periods, contacts, verbs, headings."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

import msgspec


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The lists of ``words.toml``. They hold words only, never a number that a contract agrees."""

    units: Mapping[str, str]
    nouns: Mapping[str, str]
    papers: Mapping[str, str]
    periods: Mapping[str, str]
    contacts: Mapping[str, str]
    audiences: Mapping[str, str]
    columns: Mapping[str, str]
    visits: tuple[str, ...]
    events: tuple[str, ...]
    verbs: tuple[str, ...]
    continuations: tuple[str, ...]
    handing_in: tuple[str, ...]
    people: tuple[str, ...]
    outside: tuple[str, ...]
    inspection: tuple[str, ...]
    at_least: tuple[str, ...]
    about: tuple[str, ...]
    at_most: tuple[str, ...]


def _words() -> Words:
    tables = tomllib.loads(files("core.drafting").joinpath("words.toml").read_text("utf-8"))
    comparisons = tables.pop("comparisons")
    lists = {name: table.get("words", table) for name, table in tables.items()}
    return msgspec.convert({**lists, **comparisons}, Words)


WORDS = _words()


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def last_of(words: Mapping[str, str], text: str) -> str:
    """The key of the words that ends last in the text, the longest of those; empty without one."""
    places = [(text.rfind(word) + len(word), len(word), word) for word in words if word in text]
    return max(places)[2] if places else ""
