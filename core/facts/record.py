"""A record 记录: anything that was done or made and may count: one shape for all of them.

An activity (a visit, a call, an event, a session), a case or group, an artefact (a brief, a
media report), a registered entity or a reading of an outside counter. A record names a county,
a provider and a site, and no contract: contracts meet it through ledger entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

#: Fields of a record that is a sum added up elsewhere: how much, and of which measure.
TOTAL = "total"
TOTAL_OF = "total_of"


class Noun(StrEnum):
    """What sort of thing a record is; a line looks at one of them."""

    ACTIVITY = "activity"
    CASE = "case"
    ARTEFACT = "artefact"
    ENTITY = "entity"
    READING = "reading"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """One named person who took part; ``classes`` are audience classes said on the sheet."""

    person: str
    minutes: int | None = None
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadCount:
    """Anonymous heads 人次 of one audience class; named people are not among them.

    An empty ``audience`` means heads of whom nobody asked the class.
    """

    audience: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceItem:
    """One service given within an activity, with its own code, minutes and evidence."""

    id: str
    code: str
    person: str | None = None
    minutes: int | None = None
    result: str = "done"
    accepted: bool = True
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record; ``dates`` maps a date role (service, published …) to a business day.

    ``fields`` holds the form's answers by key. ``sessions`` and ``members`` describe a case or
    group; ``stage`` its state. ``awaited`` maps a kind of evidence whose photo does not count
    yet to how the photo stands (a key of ``vocabulary.AWAITED``): it is not there. ``minutes`` are whole minutes. ``order`` is the worker's own order
    of contracts for a record that only one contract may count.
    """

    id: str
    noun: Noun
    kind: str
    dates: Mapping[str, date]
    county: str = ""
    provider: str = ""
    site: str = ""
    worker: str = ""
    role: str = "lead"
    minutes: int | None = None
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    attendances: tuple[Attendance, ...] = ()
    heads: tuple[HeadCount, ...] = ()
    items: tuple[ServiceItem, ...] = ()
    evidence: frozenset[str] = frozenset()
    awaited: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    accepted: bool = True
    void: bool = False
    case: str | None = None
    stage: str | None = None
    members: int = 0
    session_sizes: tuple[int, ...] = ()
    received_at: datetime | None = None
    order: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """人次 in this record: named attendances plus anonymous heads."""
        return len(self.attendances) + sum(head.number for head in self.heads)
