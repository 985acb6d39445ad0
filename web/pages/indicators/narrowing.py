"""What of a number a column of a comparison opens: one month's bookings, one worker's records."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from core.activities.listing import names_of
from core.facts import Period, PeriodKind
from core.ledger.history import months_until
from core.ledger.opened import Narrowed
from core.ledger.outlook import month_name
from core.packages.terms import Terms
from web.desk import Desk
from web.pages.indicators.asked import View

#: What one has to be allowed to see the numbers of single workers side by side.
WORKERS = "score.see"
UNKNOWN = "（已停用或由程序记录）"


@dataclass(frozen=True, kw_only=True)
class OnlyPart:
    """The entries that are meant, the same as parameters of an address, and in words."""

    narrowed: Narrowed
    asked: dict[str, str]
    say: str = ""


def only_part(
    desk: Desk,
    connection: Connection,
    terms: Terms,
    view: View,
    whole: Narrowed,
    *,
    month: str,
    by: str,
) -> OnlyPart:
    """``whole``, or of it what was booked in a month, or what an account recorded in one.

    A month that has not begun or lies after the one that is looked at narrows nothing, and single
    workers are only told apart for those who may see them side by side.
    """
    begun = [key for key in months_until(terms, desk.day) if not view.period or key <= view.period]
    if month in begun:
        return OnlyPart(
            narrowed=replace(whole, months=(month,)),
            asked={"month": month},
            say=f"{month_name(month, desk.day)}记入",
        )
    if by and desk.may(WORKERS):
        served = month_of_view(terms, view, desk.day)
        name = names_of(connection, [by]).get(by, UNKNOWN)
        return OnlyPart(
            narrowed=replace(whole, days=(served.start, served.end), worker=by),
            asked={"by": by},
            say=f"{name} {month_name(served.key, desk.day)}做",
        )
    return OnlyPart(narrowed=whole, asked={})


def month_of_view(terms: Terms, view: View, day: date) -> Period:
    """The month that is looked at; on the usual board the running one, or the contract's last."""
    on = min(max(day, terms.contract.start), terms.contract.end)
    months = {one.key: one for one in terms.periods(PeriodKind.MONTH)}
    return months[view.period or terms.period_of(PeriodKind.MONTH, on).key]
