"""Rosters 名册 as pages show them: who stands on one, and all rosters of one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from core.facts import RosterState
from core.packages.rows import CONTRACT, ENROLMENT, TIER_SPAN
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible

STANDS = (RosterState.APPROVED.value, RosterState.LEFT.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """A tier of an enrolment over time."""

    tier: str
    start: date
    end: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OnRoster:
    """One enrolment with its permanent id, as a person's file shows it."""

    uuid: str
    contract: str
    title: str
    person: str
    start: date
    end: date | None
    state: RosterState
    approved_on: date | None
    agreement_from: date | None
    worker: str
    left_because: str
    version: int
    tiers: tuple[Tier, ...]

    def tier_on(self, day: date) -> str:
        """The tier on that day, or nothing."""
        held = [t for t in self.tiers if t.start <= day and (t.end is None or day < t.end)]
        return held[-1].tier if held else ""

    def stands_on(self, day: date) -> bool:
        """Whether the person stands on the roster that day."""
        held = self.start <= day and (self.end is None or day < self.end)
        return held and self.state.value in STANDS


def on_roster(contract: str, day: date) -> ColumnElement[bool]:
    """A condition on ``PERSON``: stands on this contract's roster that day."""
    return PERSON.c.id.in_(
        select(ENROLMENT.c.person_id)
        .join(CONTRACT, CONTRACT.c.id == ENROLMENT.c.contract_id)
        .where(
            CONTRACT.c.key == contract,
            ENROLMENT.c.state.in_(STANDS),
            ENROLMENT.c.start <= day,
            ENROLMENT.c.end.is_(None) | (ENROLMENT.c.end > day),
        )
    )


def known_by_roster(scope: Scope) -> ColumnElement[bool]:
    """A condition on ``PERSON``: enrolled where a reach for a single contract goes."""
    who, where = PERSON.alias("who"), PLACE.alias("where_they_live")
    return PERSON.c.id.in_(
        select(ENROLMENT.c.person_id)
        .join(CONTRACT, CONTRACT.c.id == ENROLMENT.c.contract_id)
        .join(who, who.c.id == ENROLMENT.c.person_id)
        .join(where, where.c.id == who.c.place_id)
        .where(visible(scope, where.c.key, CONTRACT.c.key))
    )


def rosters_of(
    connection: Connection, county: str, person_ids: Iterable[int]
) -> dict[int, tuple[OnRoster, ...]]:
    """Person → all enrolments, oldest first: two statements, however many people."""
    ids = list(person_ids)
    tiers: dict[int, list[Tier]] = {}
    mine = select(ENROLMENT.c.id).where(ENROLMENT.c.person_id.in_(ids))
    for row in connection.execute(
        select(TIER_SPAN).where(TIER_SPAN.c.enrolment_id.in_(mine)).order_by(TIER_SPAN.c.start)
    ):
        one = Tier(tier=row.tier, start=row.start, end=row.end)
        tiers.setdefault(row.enrolment_id, []).append(one)
    rows = connection.execute(
        select(
            ENROLMENT,
            CONTRACT.c.key.label("contract"),
            CONTRACT.c.title,
            PERSON.c.uuid.label("person"),
        )
        .join(CONTRACT, CONTRACT.c.id == ENROLMENT.c.contract_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .where(ENROLMENT.c.county == county, ENROLMENT.c.person_id.in_(ids))
        .order_by(ENROLMENT.c.start, ENROLMENT.c.id)
    )
    plain = [name for name in OnRoster.__slots__ if name not in ("state", "tiers")]
    found: dict[int, tuple[OnRoster, ...]] = {}
    for row in rows:
        enrolment = OnRoster(
            **{name: getattr(row, name) for name in plain},
            state=RosterState(row.state),
            tiers=tuple(tiers.get(row.id, ())),
        )
        found[row.person_id] = (*found.get(row.person_id, ()), enrolment)
    return found
