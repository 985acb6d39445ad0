"""Rules of notices: quiet hours 免打扰, and when a message that could not leave is tried again."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from core.calendar import SHANGHAI

#: Minutes until the next try after each failure; after the last of them it is given up.
PAUSES = (1, 5, 15, 60, 240, 720)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """From when until when nothing goes out, by the clock in China; from = until: never quiet."""

    since: time = time(21)
    until: time = time(7)


def leaves_at(at: datetime, quiet: Quiet, *, urgent: bool) -> datetime:
    """When a message may leave: at once, or when the quiet hours in which it falls are over."""
    if urgent or quiet.since == quiet.until:
        return at
    here = at.astimezone(SHANGHAI)
    now = here.time()
    over_midnight = quiet.since > quiet.until
    inside = (
        now >= quiet.since or now < quiet.until
        if over_midnight
        else quiet.since <= now < quiet.until
    )
    if not inside:
        return at
    day = here.date() + timedelta(days=1 if over_midnight and now >= quiet.since else 0)
    return datetime.combine(day, quiet.until, SHANGHAI).astimezone(UTC)


def again_after(tries: int, at: datetime) -> datetime | None:
    """When a message is tried again after so many failures; none: it is given up."""
    return at + timedelta(minutes=PAUSES[tries - 1]) if tries <= len(PAUSES) else None
