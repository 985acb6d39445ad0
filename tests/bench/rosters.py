"""A roster of ten thousand: most stand on it all year, some came, moved away, died or were away."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.packages.rows import CONTRACT, ENROLMENT, TIER_SPAN
from core.people.rows import ABSENCE, ASSESSMENT, CATEGORY, PERSON
from core.store import new_id
from tests.bench.names import a_crowd

FIRST = date(2026, 1, 1)
#: Of a hundred: who came during the year, left, died, was away for three weeks.
CAME, LEFT, DIED, AWAY = 4, 2, 1, 3
#: Each worker visits so many; none of them is the worker whose day is measured.
EACH = 167


def a_crowd_on_the_roster(
    connection: Connection, place_id: int, contract: str, number: int
) -> None:
    """So many people of a place on the roster of a contract, with the facts that put them there."""
    a_crowd(connection, place_id, number, keys=False)
    on = connection.execute(select(CONTRACT.c.id).where(CONTRACT.c.key == contract)).scalar_one()
    people = connection.execute(select(PERSON.c.id).order_by(PERSON.c.id)).scalars().all()
    own = {table: list[dict[str, Any]]() for table in (CATEGORY, ASSESSMENT, ABSENCE, ENROLMENT)}
    spans, died = [], {}
    random = Random(11)
    for n, person in enumerate(people, start=1):
        chance, day = random.randrange(100), FIRST + timedelta(days=random.randrange(30, 150))
        start = day if chance < CAME else FIRST
        end = day if CAME <= chance < CAME + LEFT else None
        if CAME + LEFT <= chance < CAME + LEFT + DIED:
            died[person] = day
        elif chance >= 100 - AWAY:
            away = day + timedelta(days=21)
            own[ABSENCE].append({**_of(person, day), "end": away, "reason": "hospital"})
        own[CATEGORY].append({**_of(person, FIRST), "end": None, "code": "tekun_scattered"})
        level = {"kind": "self_care", "level": "full", "score": None, "assessor": ""}
        own[ASSESSMENT].append({**_of(person, FIRST), "end": None, **level})
        own[ENROLMENT].append(_enrolment(n, on, person, start, end))
        spans.append({"enrolment_id": n, "tier": "self_reliant", "start": start, "end": end})
    for table, rows in own.items():
        connection.execute(insert(table), rows)
    connection.execute(insert(TIER_SPAN), spans)
    for person, day in died.items():
        connection.execute(update(PERSON).where(PERSON.c.id == person).values(died_on=day))


def _of(person: int, start: date) -> dict[str, Any]:
    return {"uuid": new_id(), "person_id": person, "start": start, "first_content": "0" * 64}


def _enrolment(
    number: int, contract: int, person: int, start: date, end: date | None
) -> dict[str, Any]:
    return {
        "id": number,
        "uuid": new_id(),
        "county": "yanshi",
        "contract_id": contract,
        "person_id": person,
        "start": start,
        "end": end,
        "state": "left" if end else "approved",
        "approved_on": start,
        "agreement_from": None,
        "worker": f"worker-{number // EACH}",
        "left_because": "外迁" if end else "",
        "version": 1,
    }


def everybody(connection: Connection) -> list[str]:
    """Everybody of the county, by permanent id."""
    return list(connection.execute(select(PERSON.c.uuid).order_by(PERSON.c.id)).scalars())
