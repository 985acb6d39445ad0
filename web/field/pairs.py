"""A form as pairs of name and value, just as a browser would post it: how a phone keeps forms."""

from collections.abc import Iterator, Mapping
from typing import Any

from web.pages.record.draft import Draft

Pairs = list[tuple[str, str]]


def pairs_of(draft: Draft) -> Pairs:
    """What ``web.pages.record.draft.draft_from`` reads back as this very draft."""
    return [(name, text) for name, text in _pairs(draft) if text]


def _pairs(draft: Draft) -> Iterator[tuple[str, str]]:
    for name in (
        "id",
        "kind",
        "site",
        "title",
        "role",
        "minutes",
        "everyone",
        "case",
        "first",
        "started_at",
    ):
        yield f"record.{name}", getattr(draft, name)
    yield "record.version", str(draft.version or "")
    yield from _below("record.date.", draft.dates)
    yield from _below("record.heads.", draft.heads)
    yield from _below("record.note.", draft.notes)
    yield from _below("record.stay.", draft.stays)
    for key, files in draft.files.items():
        for file in files:
            yield f"record.file.{key}", file
    for name, values in (
        ("person", draft.people),
        ("item", draft.items),
        ("evidence", draft.evidence),
        ("form", draft.forms),
    ):
        for value in values:
            yield f"record.{name}", value
    for key, answer in draft.answers.items():
        for one in answer if isinstance(answer, list | tuple) else [answer]:
            yield key, {True: "yes", False: "no"}[one] if isinstance(one, bool) else str(one)


def _below(start: str, texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, text in texts.items():
        yield f"{start}{name}", text
