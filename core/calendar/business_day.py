"""The business day of an instant: the date in Asia/Shanghai."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def business_day(instant: datetime) -> date:
    """The date on which the instant falls in China."""
    return instant.astimezone(SHANGHAI).date()
