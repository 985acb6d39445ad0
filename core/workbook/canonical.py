"""The one spelling of a package: tables in schema order, defaults left out, always the same bytes."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
import tomli_w

from core.packages.schema import Package, Row


def canonical(package: Package) -> str:
    """The package as TOML: read again it is the equal package, written again the same text.

    Equal numbers are spelt alike (``4``, never ``4.0`` or ``04``). Comments do not belong to it.
    """
    return tomli_w.dumps(plain(package), indent=2)


def plain(package: Package) -> dict[str, Any]:
    """The package as the plain tables of its file: keys in schema order, defaults left out."""
    return plain_row(package)


def plain_row(row: Row) -> dict[str, Any]:
    """One row as plain data; what equals its default is not said."""
    said: dict[str, Any] = {}
    for field in msgspec.structs.fields(row):
        value = getattr(row, field.name)
        if field.required or value != _default(field):
            said[field.name] = _plain(value)
    return said


def _default(field: msgspec.structs.FieldInfo) -> Any:
    made = field.default_factory
    return field.default if made is msgspec.NODEFAULT else made()


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        return plain_row(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    return shortest(value) if isinstance(value, Decimal) else value


def shortest(number: Decimal) -> int | Decimal:
    """A number without needless zeros: a whole one as an integer, never with an exponent."""
    if number == number.to_integral_value():
        return int(number)
    return Decimal(f"{number:f}".rstrip("0"))
