"""Putting many people on one roster 名册 in a few statements: an import of a whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from core.facts import RosterState
from core.packages.rows import CONTRACT, ENROLMENT, TIER_SPAN
from core.people.loading import chunks, person_id_of
from core.store import Unit, new_id
from core.store.audit import Act
from core.store.errors import Missing, Refused
from core.store.versions import keep_many


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolling:
    """One person with what a list says of the roster; ``row`` names the line of the list."""

    row: int
    person: str
    start: date
    tier: str = ""
    worker: str = ""


def enrol_many(
    unit: Unit, contract: str, people: Sequence[Enrolling], *, approved_on: date
) -> dict[str, str]:
    """Put people on a contract's roster, approved; returns person → enrolment of those put on it.

    Who stands on it already, or will, stays as they are. Refused with the row when a day lies
    after the contract's end; Missing when there is no such contract.
    """
    agreed = unit.connection.execute(select(CONTRACT).where(CONTRACT.c.key == contract)).first()
    if agreed is None:
        raise Missing("没有这个合同。")
    ids = person_id_of(unit.connection, [one.person for one in people])
    clashing = _standing(unit, agreed.id, ids, people)
    fresh: dict[str, Enrolling] = {}
    for one in people:
        if one.start > agreed.end:
            raise Refused(f"第 {one.row} 行：生效日期晚于合同终止日。", field="start")
        if one.person not in clashing:
            fresh.setdefault(one.person, one)
    if not fresh:
        return {}
    uuids = {person: new_id() for person in fresh}
    rows: list[dict[str, Any]] = [
        {
            "uuid": uuids[person],
            "county": unit.county,
            "contract_id": agreed.id,
            "person_id": ids[person],
            "start": one.start,
            "end": None,
            "state": RosterState.APPROVED.value,
            "approved_on": approved_on,
            "agreement_from": None,
            "worker": one.worker,
            "left_because": "",
            "version": 1,
        }
        for person, one in fresh.items()
    ]
    unit.connection.execute(insert(ENROLMENT), rows)
    _tiers(unit, uuids, fresh)
    keep_many(unit, [_act(row, one) for row, one in zip(rows, fresh.values(), strict=True)])
    return uuids


def _standing(
    unit: Unit, contract_id: int, ids: dict[str, int], people: Sequence[Enrolling]
) -> set[str]:
    """Who stands on the roster on the day from which they should, or later."""
    starts = {one.person: one.start for one in people}
    names = {small: uuid for uuid, small in ids.items()}
    found: set[str] = set()
    for some in chunks(ids.values()):
        wanted = select(ENROLMENT.c.person_id, ENROLMENT.c.end).where(
            ENROLMENT.c.contract_id == contract_id,
            ENROLMENT.c.person_id.in_(some),
            ENROLMENT.c.state != RosterState.REFUSED,
        )
        for held in unit.connection.execute(wanted):
            person = names[held.person_id]
            if held.end is None or held.end > starts[person]:
                found.add(person)
    return found


def _tiers(unit: Unit, uuids: dict[str, str], fresh: dict[str, Enrolling]) -> None:
    with_tier = {uuids[person]: one for person, one in fresh.items() if one.tier}
    spans: list[dict[str, Any]] = []
    for some in chunks(with_tier):
        rows = unit.connection.execute(
            select(ENROLMENT.c.id, ENROLMENT.c.uuid).where(ENROLMENT.c.uuid.in_(some))
        )
        spans += [
            {
                "enrolment_id": row.id,
                "tier": with_tier[row.uuid].tier,
                "start": with_tier[row.uuid].start,
                "end": None,
            }
            for row in rows
        ]
    if spans:
        unit.connection.execute(insert(TIER_SPAN), spans)


def _act(row: dict[str, Any], one: Enrolling) -> Act:
    """What an enrolment keeps of itself, as when it is made alone."""
    content = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if name != "version"
    }
    start = one.start.isoformat()
    content["tiers"] = [{"tier": one.tier, "start": start, "end": None}] if one.tier else []
    return Act(action="roster.enrol", kind="enrolment", object_id=row["uuid"], content=content)
