"""One record as papers print it: plain words, nobody outside the printer's reach among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.plugin.questions import Form


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonOnPaper:
    """Somebody as a paper names them; ``age`` is in full years on the record's day."""

    name: str = ""
    sex: str = ""
    age: int | None = None
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnPaper:
    """What a paper is drawn from; without a ``kind`` it is to be filled in by hand.

    ``fields`` are the answers as they are stored, ``said`` the same in words; ``forms`` those that
    were asked; ``visitor`` has ``name``, ``phone`` and ``post``.
    """

    kind: str = ""
    title: str = ""
    day: date | None = None
    site: str = ""
    visitor: Mapping[str, str] = field(
        default_factory=lambda: {"name": "", "phone": "", "post": ""}
    )
    people: tuple[PersonOnPaper, ...] = ()
    forms: tuple[Form, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> PersonOnPaper:
        """The one whom the record is about; an empty one on a blank paper."""
        return self.people[0] if self.people else PersonOnPaper()
