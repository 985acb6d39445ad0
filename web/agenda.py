"""日程: the days by which something is wanted of one person, and the same as an iCalendar file.

Contracts and papers are named, people never: a calendar lies open on phones and on other machines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event
from sqlalchemy import Connection

from core.calendar import business_day
from core.ledger.book import Book
from core.ledger.handed_in import not_handed_in
from core.matters.facts import UNANSWERED
from core.matters.listing import Wanted, matters_page
from core.packages.deadlines import deadlines_between
from core.packages.fields import MATTER_KINDS
from core.packages.plan_reviews import reviews_ahead
from core.packages.reach import within_reach
from core.trust import Account, Grant, main_role, scope
from web.waiting import reader_for

BEFORE, AHEAD = timedelta(days=31), timedelta(days=366)
LIMIT = timedelta(minutes=30)
MOST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanting:
    """One day, or instant, by which something is wanted. ``key`` stays the same from day to day."""

    key: str
    say: str
    day: date
    at: datetime | None = None
    link: str = ""


def agenda(
    connection: Connection,
    book: Book,
    account: Account,
    grants: Iterable[Grant],
    at: datetime,
) -> list[Wanting]:
    """What is wanted of this person, from a month ago to a year ahead."""
    grants, day = tuple(grants), business_day(at)
    first, last = day - BEFORE, day + AHEAD
    return sorted(
        (
            *_papers(connection, book, account, grants, day, first, last),
            *_reviews(connection, account, first, last),
            *_matters(connection, account, grants, day, at),
        ),
        key=lambda one: (one.day, one.key),
    )


def _papers(
    connection: Connection,
    book: Book,
    account: Account,
    grants: tuple[Grant, ...],
    day: date,
    first: date,
    last: date,
) -> Iterator[Wanting]:
    reach = scope(grants, "indicator.see", day)
    contracts = [t for t in book.terms.values() if within_reach(reach, t.contract, account.agency)]
    found = [one for terms in contracts for one in deadlines_between(terms, first, last)]
    missing = set(not_handed_in(connection, book, found))
    for one in found:
        provisional = "（暂定）" if one.provisional else ""
        done = "（已交）" if one.what == "line" and one not in missing else ""
        line = f"/indicators/{one.contract}/{one.key}"
        yield Wanting(
            key=f"{one.contract}/{one.key}/{one.period.key}",
            say=f"交“{one.label}”：{book.terms[one.contract].contract.title}{provisional}{done}",
            day=one.due.day,
            at=one.due.at if one.due.time else None,
            link=line if one.what == "line" else f"/month-end?contract={one.contract}",
        )


def _reviews(
    connection: Connection, account: Account, first: date, last: date
) -> Iterator[Wanting]:
    for day, number in reviews_ahead(connection, account.county, account.id, first, last):
        say = f"一户一策到期复核：{number} 份"
        yield Wanting(key=f"plans/{day}", say=say, day=day, link="/people")


def _matters(
    connection: Connection, account: Account, grants: tuple[Grant, ...], day: date, at: datetime
) -> Iterator[Wanting]:
    mine = account.id if main_role(grants, day) == "worker" else ""
    wanted = Wanted(states=UNANSWERED, mine=mine)
    reader = reader_for(account.id, grants, day)
    found, _ = matters_page(connection, account.county, reader, wanted, at=at, limit=MOST)
    for one in found:
        if one.due_at is not None:
            yield Wanting(
                key=f"matter/{one.uuid}",
                say=f"{MATTER_KINDS[one.kind]}：答复时限（{one.site_name}）",
                day=business_day(one.due_at),
                at=one.due_at,
                link=f"/matters/{one.uuid}",
            )


def as_icalendar(wanted: Iterable[Wanting], at: datetime, address: str) -> bytes:
    """The days as a calendar to subscribe to; ``address`` of the house, for the links."""
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//yizhan//agenda//ZH"),
        ("version", "2.0"),
        ("x-wr-calname", "驿站日程"),
        ("x-wr-timezone", "Asia/Shanghai"),
    ):
        calendar.add(name, value)
    for one in wanted:
        event = Event()
        event.add("uid", f"{sha256(one.key.encode()).hexdigest()[:32]}@yizhan")
        event.add("dtstamp", at)
        event.add("summary", one.say)
        event.add("dtstart", one.day if one.at is None else one.at - LIMIT)
        event.add("dtend", one.day + timedelta(days=1) if one.at is None else one.at)
        if address:
            event.add("url", f"{address.rstrip('/')}{one.link}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
