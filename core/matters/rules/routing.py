"""Routes 上报路径: which row of which contract governs a matter, and by when an office must answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from core.calendar import OFFICIAL, SHANGHAI, Calendar, business_day, working_days_after
from core.matters.rules.offices import Office, office_of
from core.packages.schema import RouteRow
from core.packages.terms import Terms


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """A route of one contract: the offices in the order of the text, and the time that was agreed."""

    contract: str
    title: str
    key: str
    label: str
    clause: str
    within: str
    offices: tuple[Office, ...]
    limit: int | None
    limit_unit: str
    since: str
    chosen: str
    calendar: Calendar = OFFICIAL

    @property
    def answering(self) -> tuple[Office, ...]:
        """The offices that can acknowledge, in the order in which they are told."""
        return tuple(office for office in self.offices if office.answers)


def route_of(terms: Terms, row: RouteRow) -> Route:
    """A package's row as a contract's route."""
    return Route(
        contract=terms.contract.key,
        title=terms.contract.title,
        key=row.key,
        label=row.label,
        clause=row.clause,
        within=row.within,
        offices=tuple(map(office_of, row.to)),
        limit=row.limit,
        limit_unit=row.limit_unit,
        since=row.since,
        chosen=row.chosen,
        calendar=terms.calendar,
    )


def governing(
    contracts: Iterable[Terms], kind: str, severity: str, chosen: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """(contract, route), one for each contract that has a row for this kind of matter.

    What was chosen ("contract:route") comes first, then the row of the same severity, then the first.
    """
    wanted = set(chosen)
    found = []
    for terms in contracts:
        key = terms.contract.key
        rows = [row for row in terms.package.route if kind in row.matters]
        picked = [row for row in rows if f"{key}:{row.key}" in wanted]
        picked += [row for row in rows if row.severity == severity]
        if picked or rows:
            found.append((key, (picked or rows)[0].key))
    return tuple(found)


def due_after(route: Route, since: datetime) -> datetime | None:
    """The first instant that is too late; none when no time was agreed."""
    if route.limit is None:
        return None
    if route.limit_unit == "hours":
        return since + timedelta(hours=route.limit)
    day = business_day(since)
    if route.limit_unit == "working_days":
        day = working_days_after(day, route.limit, route.calendar)
    else:
        day += timedelta(days=route.limit)
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
