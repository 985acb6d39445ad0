"""What a list is: its columns, its filters, who may take it along, and where its rows come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from web.filters import Filters

#: Rows that are read at once: a few statements for each page.
PAGE = 2000
Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """How a column's values are written; codes, phones and ID numbers are TEXT."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: its key for programs, its heading, how to read it from a row.

    ``masked`` columns are there only for whoever gives a reason and may see the value.
    """

    key: str
    heading: str
    value: Callable[[Any], Value]
    kind: Kind = Kind.TEXT
    width: int = 12
    masked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Who asks for a list, and narrowed to what. ``reveal`` asks for the masked columns too."""

    desk: Any
    station: Any
    connection: Connection
    filters: Filters
    reveal: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some rows of a list and the cursor of the next ones, empty at the end."""

    rows: list[Any]
    after: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class List:
    """A list as it is declared. ``part`` gives the rows after a cursor, at most so many.

    ``whole`` gives all of the same rows as one stream, where asking page by page would ask the
    database the same again for each; so many at a time are in memory.
    ``permission`` is what its page asks for. ``of_people`` marks lists whose rows are persons.
    """

    key: str
    label: str
    permission: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    part: Callable[[Asked, str, int], Part]
    of_people: bool = False
    whole: Callable[[Asked, int], Iterator[Any]] | None = None

    def columns_for(self, reveal: bool) -> tuple[Column, ...]:
        """The columns of a file, the masked ones only when they are revealed."""
        return tuple(one for one in self.columns if reveal or not one.masked)


def rows_of(declared: List, asked: Asked, size: int = PAGE) -> Iterator[Any]:
    """Every row of the list: no more than one page of them is in memory."""
    if declared.whole is not None:
        yield from declared.whole(asked, size)
        return
    after = ""
    while True:
        part = declared.part(asked, after, size)
        yield from part.rows
        if not part.after:
            return
        after = part.after
