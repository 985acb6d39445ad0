"""Reading a package's plain tables, and saying what is wrong with them."""

from collections.abc import Mapping, Sequence
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


def error(code: str, place: str, say: str, remedy: str) -> Finding:
    """A finding that keeps the package from being published."""
    return Finding(
        code=f"home_care_{code}", severity=Severity.ERROR, place=place, say=say, remedy=remedy
    )
