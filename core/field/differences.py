"""Two versions of one record 两份内容: where they differ, and what is made of choosing part by part.

A part is what one decides about at once: the dates, the place, who took part, one answer.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from core.recording.inputs import RecordInput

#: Parts of a record that are more than one field of it.
PARTS: dict[str, tuple[str, ...]] = {
    "dates": ("dates",),
    "started_at": ("started_at",),
    "site": ("site",),
    "title": ("title",),
    "minutes": ("minutes",),
    "role": ("role",),
    "people": ("attendances",),
    "heads": ("heads", "everyone"),
    "items": ("items",),
    "evidence": ("evidence",),
    "case": ("case",),
    "order": ("order",),
}
ANSWER = "answer."
#: Ids of services and evidence follow the record's: they say nothing of the content.
NAMELESS = {"items", "evidence"}


def differing(first: RecordInput, second: RecordInput) -> tuple[str, ...]:
    """The parts in which the two differ, in the order of a form; answers by ``answer.<key>``."""
    parts = [part for part in PARTS if _said(first, part) != _said(second, part)]
    keys = dict.fromkeys([*first.fields, *second.fields])
    answers = [key for key in keys if first.fields.get(key) != second.fields.get(key)]
    return (*parts, *(ANSWER + key for key in answers))


def merged(first: RecordInput, second: RecordInput, from_second: Iterable[str]) -> RecordInput:
    """The first version with these parts of the second one."""
    taken = set(from_second)
    changed: dict[str, Any] = {
        name: getattr(second, name)
        for part, names in PARTS.items()
        if part in taken
        for name in names
    }
    fields = dict(first.fields)
    for part in taken:
        key = part.removeprefix(ANSWER)
        if part == key:
            continue
        if key in second.fields:
            fields[key] = second.fields[key]
        else:
            fields.pop(key, None)
    forms = tuple(dict.fromkeys((*first.forms, *second.forms)))
    return msgspec.structs.replace(first, **changed, fields=fields, forms=forms)


def _said(content: RecordInput, part: str) -> Any:
    values = msgspec.to_builtins([getattr(content, name) for name in PARTS[part]])
    if part in NAMELESS:
        return sorted(str({**one, "id": ""}) for one in values[0])
    return values
