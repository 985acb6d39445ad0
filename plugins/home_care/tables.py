"""Reading a package's plain tables, and saying what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.plugin import Finding, Severity

Tables = Mapping[str, Any]
Row = Mapping[str, Any]


def rows_of(tables: Tables, name: str) -> Sequence[Row]:
    """The rows of a table; none when the package has no such table."""
    return tables.get(name) or ()


def number_in(row: Row, field: str) -> Decimal | None:
    """An exact number, or none where the cell is empty."""
    value = row.get(field)
    return None if value is None else Decimal(str(value))


def sum_of(rows: Sequence[Row], field: str) -> Decimal:
    """The exact sum of a column; empty cells add nothing."""
    return sum((number_in(row, field) or Decimal(0) for row in rows), Decimal(0))


def by_cycle(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each cycle (month, year) on their own."""
    for cycle in sorted({_cycle(row) for row in rows}):
        yield cycle, [row for row in rows if _cycle(row) == cycle]


def error(code: str, place: str, say: str, remedy: str) -> Finding:
    """A finding that keeps the package from being published."""
    return Finding(
        code=f"home_care_{code}", severity=Severity.ERROR, place=place, say=say, remedy=remedy
    )


def _cycle(row: Row) -> str:
    return str(row.get("cycle") or "month")
