"""Cells of a table of given facts, read one by one: a wrong one is refused with its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from core.calendar import SHANGHAI

Tables = Mapping[str, list[dict[str, Any]]]


class BadTable(Exception):
    """A cell that cannot be read; the message names table, row and column in Chinese."""


def day(value: Any) -> date | None:
    """A day written 2026-03-31."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value).strip())


def reporting(value: Any) -> date | None:
    """A reporting period is a month (2025-03) or a day within it."""
    text = str(value or "").strip()
    return day(f"{text}-01" if len(text) == 7 else value)


def instant(value: Any) -> datetime | None:
    """An instant; a day alone means its noon."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, 12)
    found: datetime = value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    return found


def whole(value: Any) -> int | None:
    """A whole number."""
    return None if value is None or value == "" else int(str(value).strip())


def number(value: Any) -> Decimal | None:
    """A number as it is written, kept exact."""
    if value is None or value == "":
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError(value) from None
    if not found.is_finite():
        raise ValueError(value)
    return found


def yes(value: Any, default: bool) -> bool:
    """Yes or no: yes/no, 是/否."""
    if value is None or value == "":
        return default
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("yes", "是", "true", "1"):
        return True
    if text in ("no", "否", "false", "0"):
        return False
    raise ValueError(text)


def many(value: Any) -> tuple[str, ...]:
    """Several values in one cell, apart by semicolons."""
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())


@dataclass(frozen=True)
class Row:
    """One row with its place, so that a wrong cell can be named."""

    table: str
    number: int
    row: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Table and row, as they are named to the reader."""
        return f"{self.table} 第 {self.number} 行"

    def get(self, column: str, read: Callable[..., Any] = str, *extra: Any) -> Any:
        """The cell, read; an empty one gives what the reader gives for nothing."""
        value = self.row.get(column)
        if read is str:
            return "" if value is None else str(value).strip()
        try:
            return read(value, *extra)
        except (ValueError, TypeError, AttributeError):
            raise BadTable(f"{self.place} {column}：“{value}”无法读取。") from None

    def need(self, column: str, read: Callable[..., Any] = str) -> Any:
        """The cell, which must not be empty."""
        value = self.get(column, read)
        if value is None or value == "":
            raise BadTable(f"{self.place}缺少 {column}。")
        return value


def rows_of(
    tables: Tables, name: str, known: tuple[str, ...] = (), *, more: bool = False
) -> Iterator[Row]:
    """The rows of a table; a column that is not ``known`` is refused unless there may be ``more``."""
    for number, row in enumerate(tables.get(name, ()), 1):
        for column in row:
            if known and not more and column not in known:
                raise BadTable(f"{name} 第 {number} 行：没有“{column}”这一列。")
        yield Row(name, number, row)
