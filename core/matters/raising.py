"""Raising a matter: written once, routed by the contracts, and told to the first offices at once."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import msgspec
from sqlalchemy import Connection, insert, select

from core.calendar import business_day
from core.ledger.book import Book
from core.ledger.rules.places import within
from core.matters.checking import check_matter, told_step
from core.matters.facts import Act, Matter, MatterState, Step
from core.matters.inputs import MatterInput
from core.matters.rows import MATTER, MATTER_ROUTE
from core.matters.rules.routing import governing
from core.matters.writing import add_steps, keep_standing, tell_next
from core.packages.rows import enrolments_of_people
from core.packages.terms import Terms
from core.store import Unit
from core.store.audit import canonical
from core.store.errors import Conflict
from core.store.ids import checked_id
from core.trust.rows import account_row

CONFLICT = "这件事已经报过，但内容不同，这一份没有保存。请打开已有的那件核对，要补充请加一条说明。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Raised:
    """The answer to raising: the matter, its version, and whether it was there already."""

    id: str
    version: int
    again: bool = False


def raise_matter(unit: Unit, book: Book, posted: MatterInput) -> Raised:
    """Save a matter and tell the first office of every route.

    The same id with the same content gives the first answer again; with other content it is a
    Conflict, and nothing is overwritten. Raises Refused with a sentence for each field that is
    wrong. Whether the actor may raise at this place is for the caller to ask.
    """
    uuid = checked_id(posted.id)
    digest = hashlib.sha256(canonical(msgspec.to_builtins(posted))).hexdigest()
    known = unit.connection.execute(
        select(MATTER.c.content, MATTER.c.version).where(MATTER.c.uuid == uuid)
    ).first()
    if known is not None:
        if known.content == digest:
            return Raised(id=uuid, version=known.version, again=True)
        raise Conflict(CONFLICT)
    matter, place_id, person_id = check_matter(unit, posted)
    day = business_day(matter.happened_at)
    contracts = contracts_of(unit.connection, book, unit.actor.id, person_id, matter.site, day)
    routes = governing(contracts, matter.kind, matter.severity, posted.routes)
    matter = replace(matter, routes=routes)
    small = _write(unit, matter, place_id, person_id, digest)
    first = Step(act=Act.RAISE, at=matter.happened_at, recorded_at=unit.at, actor=unit.actor.id)
    told = [told_step(unit, one) for one in posted.told]
    matter = add_steps(unit, small, matter, [first, *told])
    matter = tell_next(unit, book, small, matter)
    keep_standing(unit, book, small, matter)
    return Raised(id=uuid, version=matter.version)


def contracts_of(
    connection: Connection, book: Book, actor: str, person_id: int | None, site: str, day: date
) -> tuple[Terms, ...]:
    """The contracts that govern: those on whose rosters the person stands.

    For somebody on no roster, and for a lead, those that the actor's own agency serves there.
    """
    held = enrolments_of_people(connection, [person_id]) if person_id is not None else {}
    rosters = {key for (key, _), many in held.items() if any(e.on_roster(day) for e in many)}
    in_force = book.in_force(day)
    found = tuple(terms for terms in in_force if terms.contract.key in rosters)
    if found:
        return found
    account = account_row(connection, uuid=actor)
    agency = account["agency"] if account else ""
    return tuple(
        terms
        for terms in in_force
        if terms.contract.provider == agency and within(site, terms.contract.sites)
    )


def _write(unit: Unit, matter: Matter, place_id: int, person_id: int | None, digest: str) -> int:
    small: int = unit.connection.execute(
        insert(MATTER)
        .values(
            uuid=matter.id,
            county=unit.county,
            place_id=place_id,
            kind=matter.kind,
            severity=matter.severity,
            what=matter.what,
            person_id=person_id,
            name=matter.name,
            address=matter.address,
            record=matter.record,
            sheltered=matter.sheltered,
            worker=matter.worker,
            found_at=matter.found_at,
            received_at=matter.received_at,
            state=MatterState.RAISED.value,
            due_at=None,
            next_at=None,
            content=digest,
            version=matter.version,
        )
        .returning(MATTER.c.id)
    ).scalar_one()
    for contract, route in matter.routes:
        unit.connection.execute(
            insert(MATTER_ROUTE).values(matter_id=small, contract=contract, route=route)
        )
    return small
