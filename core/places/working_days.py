"""A county's own working days 工作日调整: which days, by whom, why; rows are added, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from core.calendar import OFFICIAL, Calendar
from core.places.rows import WORKING_DAY
from core.places.typed_text import text_problem
from core.store import Unit
from core.store.errors import Refused

LONGEST_REASON = 400
#: What may be said of a day; ``official`` takes back what was said before.
SAYINGS = {"working": True, "free": False, "official": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One thing said of one day; ``working`` None means: as officially arranged again."""

    day: date
    working: bool | None
    reason: str
    set_by: str
    set_at: datetime


def calendars_of(connection: Connection) -> dict[str, Calendar]:
    """The calendar of every county that said anything; the others keep the official one."""
    held: dict[str, dict[date, bool | None]] = {}
    for row in connection.execute(select(WORKING_DAY).order_by(WORKING_DAY.c.id)):
        held.setdefault(row.county, {})[row.day] = row.working
    return {county: _calendar(days.items()) for county, days in held.items()}


def calendar_of(connection: Connection, county: str) -> Calendar:
    """The calendar of one county."""
    rows = connection.execute(
        select(WORKING_DAY.c.day, WORKING_DAY.c.working)
        .where(WORKING_DAY.c.county == county)
        .order_by(WORKING_DAY.c.id)
    )
    return _calendar((row.day, row.working) for row in rows)


def _calendar(days: Iterable[tuple[date, bool | None]]) -> Calendar:
    held = dict(days)
    if not any(working is not None for working in held.values()):
        return OFFICIAL
    return Calendar(
        working=frozenset(day for day, working in held.items() if working is True),
        free=frozenset(day for day, working in held.items() if working is False),
    )


def said_of_days(connection: Connection, county: str) -> list[Said]:
    """Everything that was ever said, newest first."""
    rows = connection.execute(
        select(WORKING_DAY).where(WORKING_DAY.c.county == county).order_by(WORKING_DAY.c.id.desc())
    )
    return [Said(**{name: getattr(row, name) for name in Said.__slots__}) for row in rows]


def say_of_day(unit: Unit, day: date, working: bool | None, reason: str) -> None:
    """Say of a day whether the county's offices work, or take back what was said.

    Raises Refused when no reason is given, or when the day stands so already.
    """
    problem = text_problem(reason, "依据", LONGEST_REASON, required=True)
    if problem:
        raise Refused(problem, field="reason")
    if calendar_of(unit.connection, unit.county).said(day) is working:
        raise Refused("这一天已经是这样定的，不用再改。", field="working")
    unit.connection.execute(
        insert(WORKING_DAY).values(
            county=unit.county,
            day=day,
            working=working,
            reason=reason.strip(),
            set_by=unit.actor.id,
            set_at=unit.at,
        )
    )
    unit.audit(
        "calendar.say",
        "working_day",
        day.isoformat(),
        content={"day": day, "working": working},
        reason=reason.strip(),
    )
