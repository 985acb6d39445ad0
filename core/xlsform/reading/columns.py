"""Headings of an XLSForm: older spellings, and one language out of several."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

TRANSLATED = ("label", "hint", "constraint_message", "required_message", "guidance_hint")
FAMILIES = ("bind", "control", "body", "media", "instance")
CHINESE = re.compile(r"中文|汉语|普通话|简体|chinese|mandarin|\bzh\b", re.IGNORECASE)
ALSO: Mapping[str, str] = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "constraining_message": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "bind::jr:requiredmsg": "required_message",
    "calculate": "calculation",
    "bind::calculate": "calculation",
    "readonly": "read_only",
    "bind::readonly": "read_only",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "image": "media::image",
    "big-image": "media::big-image",
    "audio": "media::audio",
    "video": "media::video",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One heading: the column that it means, and its language if it names one."""

    column: str
    language: str = ""


def heading_of(text: str) -> Heading:
    """What a heading means, whatever its case, blanks and age."""
    parts = [part.strip() for part in re.split("::", unicodedata.normalize("NFKC", text))]
    if len(parts) == 1 and ":" in text:
        base, _, language = parts[0].partition(":")
        if base.strip().lower() in TRANSLATED:
            parts = [base, language.strip()]
    name = re.sub(r"\s+", "_", parts[0].strip().lower())
    if name in FAMILIES and len(parts) > 1:
        name, parts = f"{name}::{parts[1].lower()}", parts[1:]
    return Heading(column=ALSO.get(name, name), language=parts[1] if len(parts) > 1 else "")


def chosen(headings: Sequence[Heading], filled: Collection[int], default: str) -> tuple[int, ...]:
    """The places of the headings that are read: of a column in several languages one.

    Of those that are ``filled`` in, Chinese comes first, then the column without a language, the
    default language, the first.
    """
    by_column: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        if heading.column:
            by_column.setdefault(heading.column, []).append(place)

    def rank(place: int) -> tuple[bool, int]:
        language = headings[place].language
        ranks = (bool(CHINESE.search(language)), not language, language == default, True)
        return place not in filled, ranks.index(True)

    return tuple(sorted(min(places, key=rank) for places in by_column.values()))
