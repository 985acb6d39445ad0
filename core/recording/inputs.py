"""What a phone or a desk sends: decoded, unknown keys refused, then checked against the kind."""

from datetime import date, datetime
from typing import Any

import msgspec


class Input(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A posted value."""


class AttendanceInput(Input, frozen=True):
    """A named person who took part."""

    person: str
    minutes: int | None = None
    classes: tuple[str, ...] = ()


class HeadInput(Input, frozen=True):
    """Anonymous heads of one audience class; an empty class for heads of whom nobody asked."""

    audience: str
    number: int


class ItemInput(Input, frozen=True):
    """One service given, with its own permanent id."""

    id: str
    code: str
    person: str | None = None
    minutes: int | None = None
    result: str = "done"
    evidence: tuple[str, ...] = ()


class EvidenceInput(Input, frozen=True):
    """One piece of evidence, with its own permanent id.

    ``file`` is the SHA-256 of the bytes of its picture, as they were taken; empty when the paper is
    kept elsewhere. Evidence with a file counts once its bytes have arrived.
    """

    id: str
    kind: str
    note: str = ""
    file: str = ""


class RecordInput(Input, frozen=True):
    """A record as its author made it. ``dates`` maps date roles to days.

    ``everyone`` is the number of all who came, when the sheet asks for it: the named ones are
    taken off and the rest are heads of no class. ``forms`` are the stamps of the
    forms that were filled in (``Asked.stamp``), perhaps of an older version than is asked today.
    """

    id: str
    kind: str
    site: str
    dates: dict[str, date]
    title: str = ""
    role: str = "lead"
    minutes: int | None = None
    started_at: datetime | None = None
    fields: dict[str, Any] = msgspec.field(default_factory=dict)
    attendances: tuple[AttendanceInput, ...] = ()
    heads: tuple[HeadInput, ...] = ()
    everyone: int | None = None
    items: tuple[ItemInput, ...] = ()
    evidence: tuple[EvidenceInput, ...] = ()
    case: str | None = None
    order: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
