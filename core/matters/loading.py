"""Matters as facts, their routes from the book, and the accounts that answer for an office."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from core.calendar import business_day
from core.ledger.book import Book
from core.matters.facts import Act, Matter, Step
from core.matters.rows import MATTER, MATTER_ROUTE, MATTER_STEP
from core.matters.rules.offices import ANSWERED_BY, OfficeKind
from core.matters.rules.routing import Route, route_of
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.trust.tables import ACCOUNT, GRANT

STEP_OWN = tuple(name for name in Step.__slots__ if name not in ("act", "told_to"))
MATTER_OWN = (
    "kind", "severity", "what", "name", "address", "record", "sheltered", "worker", "found_at",
    "received_at", "version",
)  # fmt: skip


def load_matter(connection: Connection, county: str, uuid: str) -> tuple[int, Matter] | None:
    """The matter and its small key, or none: three statements."""
    row = connection.execute(
        select(MATTER, PLACE.c.key.label("site"), PERSON.c.uuid.label("person"))
        .join(PLACE, PLACE.c.id == MATTER.c.place_id)
        .outerjoin(PERSON, PERSON.c.id == MATTER.c.person_id)
        .where(MATTER.c.uuid == uuid, MATTER.c.county == county)
    ).first()
    if row is None:
        return None
    routes = connection.execute(
        select(MATTER_ROUTE.c.contract, MATTER_ROUTE.c.route)
        .where(MATTER_ROUTE.c.matter_id == row.id)
        .order_by(MATTER_ROUTE.c.id)
    )
    steps = connection.execute(
        select(MATTER_STEP).where(MATTER_STEP.c.matter_id == row.id).order_by(MATTER_STEP.c.seq)
    )
    return row.id, Matter(
        id=row.uuid,
        site=row.site,
        person=row.person,
        routes=tuple((one.contract, one.route) for one in routes),
        steps=tuple(step_of(one) for one in steps),
        **{name: getattr(row, name) for name in MATTER_OWN},
    )


def step_of(row: Any) -> Step:
    """A step's row as a fact."""
    own = {name: getattr(row, name) for name in STEP_OWN}
    return Step(act=Act(row.act), told_to=tuple(row.told_to), **own)


def routes_of(book: Book, matter: Matter) -> tuple[Route, ...]:
    """The routes that govern the matter, as the packages of its own day have them."""
    day = business_day(matter.happened_at)
    found = []
    for contract, key in matter.routes:
        if contract in book.terms:
            terms = book.terms[contract].on(day)
            found += [route_of(terms, row) for row in terms.package.route if row.key == key]
    return tuple(found)


def answering(
    connection: Connection, county: str, place: str, day: date
) -> dict[OfficeKind, tuple[str, ...]]:
    """Office → the accounts that answer for it at this place that day, nearest grants first."""
    rows = connection.execute(
        select(ACCOUNT.c.uuid, GRANT.c.role, GRANT.c.place)
        .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
        .where(
            ACCOUNT.c.county == county,
            ACCOUNT.c.active,
            GRANT.c.role.in_(ANSWERED_BY.values()),
            GRANT.c.contract == "",
            GRANT.c.valid_from <= day,
            or_(GRANT.c.valid_until.is_(None), GRANT.c.valid_until > day),
        )
        .order_by(ACCOUNT.c.id)
    ).all()
    near = [row for row in rows if place == row.place or place.startswith(f"{row.place}/")]
    found = {
        kind: tuple(dict.fromkeys(row.uuid for row in near if row.role == role))
        for kind, role in ANSWERED_BY.items()
    }
    return {kind: accounts for kind, accounts in found.items() if accounts}


def due_uuids(connection: Connection, county: str, at: Any) -> Iterable[str]:
    """The matters with which the clock has something to do by now, the longest waiting first."""
    return connection.execute(
        select(MATTER.c.uuid)
        .where(MATTER.c.county == county, MATTER.c.next_at <= at)
        .order_by(MATTER.c.next_at, MATTER.c.id)
    ).scalars()
