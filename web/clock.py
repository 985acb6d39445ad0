"""The only clock. Below this folder every instant and every day is an argument."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]


def clock(fixed_now: datetime | None = None) -> Clock:
    """A clock that tells the instant in UTC, or always the same one for tests."""

    def now() -> datetime:
        return fixed_now or datetime.now(UTC)

    return now


def business_day(at: datetime) -> date:
    """The day on which an instant falls in China: 16:00 UTC is already tomorrow."""
    return at.astimezone(SHANGHAI).date()


def local(at: datetime) -> datetime:
    """An instant as a clock on a wall in China shows it."""
    return at.astimezone(SHANGHAI)
