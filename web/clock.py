"""The only clock. Below this folder every instant and every day is an argument."""

from collections.abc import Callable
from datetime import UTC, datetime

from core.calendar import SHANGHAI

Clock = Callable[[], datetime]


def clock(fixed_now: datetime | None = None) -> Clock:
    """A clock that tells the instant in UTC, or always the same one for tests."""

    def now() -> datetime:
        return fixed_now or datetime.now(UTC)

    return now


def local(at: datetime) -> datetime:
    """An instant as a clock on a wall in China shows it."""
    return at.astimezone(SHANGHAI)
