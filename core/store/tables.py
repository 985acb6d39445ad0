"""One metadata for all slices, and the column types that keep exactness and instants honest."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, TypeDecorator, Uuid

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Small keys inside. SQLite only numbers rows by itself for INTEGER.
ID = BigInteger().with_variant(Integer, "sqlite")

#: Permanent ids outside, as text in Python.
#: On SQLite the text itself: reading it back costs nothing.
PermanentId = Uuid(as_uuid=False).with_variant(String(36), "sqlite")

THOUSAND = 1000


class Exact(TypeDecorator[Decimal]):
    """A Decimal with at most three places, stored as whole thousandths: sums stay exact."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Any) -> int | None:
        if value is None:
            return None
        thousandths = Decimal(value) * THOUSAND
        if thousandths != thousandths.to_integral_value():
            raise ValueError(f"more than three decimal places: {value}")
        return int(thousandths)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        if value is None:
            return None
        return _of_thousandths(value)


@lru_cache(maxsize=1024)
def _of_thousandths(value: int | Decimal) -> Decimal:
    """Most sums are one of a few small numbers: each is made once, and kept once."""
    whole = Decimal(value) / THOUSAND
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole


class Instant(TypeDecorator[datetime]):
    """An instant, stored as UTC; naive datetimes are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
