"""A county with very many records, written straight into the tables: the ledger as posting leaves it.

Every record is a home visit of one worker's people or a talk of a station; entries, standings and
tallies are what counting gives for such a record, so that pages read what they would read.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from core.activities.rows import ATTENDANCE, RECORD
from core.ledger.rows import ENTRY, PERSON_TALLY, STANDING, TALLY, TALLY_KEY, TALLY_SUMS
from core.ledger.upkeep import people_of_entries, tallies_of_entries
from core.people.loading import person_id_of
from core.places.rows import place_by_key
from core.store import new_id
from tests.county import NOON, County

FIRST, DAYS = date(2026, 1, 1), 330
CHUNK = 5_000
#: Share of visits; the rest are talks.
VISITS = 0.7
VISIT_LINES = ("home-visit", "home-visits")
TALK_LINES = ("r7-3a", "r7-3b", "r7-3c", "r5-8")
REFUSED_LINES = ("r7-3d", "r7-3h")


def fill(
    connection: Connection,
    county: County,
    people: list[str],
    number: int,
    days: int = DAYS,
    visits: tuple[str, ...] = VISIT_LINES,
) -> None:
    """Write so many records of the year's first days with all that belongs to them.

    ``visits`` are the lines in which each visit counts.
    """
    book = county.station.book(connection)
    ids = person_id_of(connection, people)
    village = place_by_key(connection, "yanshi/jinshan/xiaojian")
    community = place_by_key(connection, "yanshi/tianchi/xianheguan")
    assert village is not None
    assert community is not None
    maker = _records(people, number, days, village["id"], community["id"])
    record_id = entry_id = 0
    while chunk := list(islice(maker, CHUNK)):
        records, attendances, entries, standings = [], [], [], []
        for record, person in chunk:
            record_id += 1
            records.append({"id": record_id, **record})
            if person is not None:
                row = {"record_id": record_id, "person_id": ids[person], "minutes": None}
                attendances.append({**row, "classes": []})
            for entry in _entries(book.ids, record, person, visits):
                entry_id += 1
                entries.append({"id": entry_id, **entry})
                standings.append(_standing(entry_id, entry))
        connection.execute(insert(RECORD), records)
        connection.execute(insert(ATTENDANCE), attendances)
        connection.execute(insert(ENTRY), entries)
        connection.execute(insert(STANDING), standings)
    tallies = tallies_of_entries(connection)
    connection.execute(
        insert(TALLY),
        [
            {**dict(zip(TALLY_KEY, key, strict=True)), **dict(zip(TALLY_SUMS, sums, strict=True))}
            for key, sums in tallies.items()
        ],
    )
    names = ("contract_id", "period", "person", "line")
    connection.execute(
        insert(PERSON_TALLY),
        [
            {**dict(zip(names, key, strict=True)), "quantity": quantity}
            for key, quantity in people_of_entries(connection, book).items()
        ],
    )


def _records(
    people: list[str], number: int, days: int, village: int, community: int
) -> Iterator[tuple[dict[str, Any], str | None]]:
    random = Random(20260101)
    for n in range(number):
        day = FIRST + timedelta(days=random.randrange(days))
        visit = random.random() < VISITS
        person = people[n % len(people)] if visit else None
        yield (
            {
                "uuid": new_id(),
                "county": "yanshi",
                "provider": "qinghe",
                "place_id": village if visit else community,
                "noun": "activity",
                "kind": "home_visit" if visit else "policy_talk",
                "day": day,
                "dates": {"service": day.isoformat()},
                "worker": "worker",
                "role": "lead",
                "title": "",
                "minutes": 30,
                "started_at": None,
                "fields": {"outcome": "reached"} if visit else {"copies": 50},
                "form": {},
                "case_id": None,
                "contract_order": [],
                "accepted": True,
                "void": False,
                "received_at": NOON,
                "content": f"{n:064x}",
                "version": 1,
            },
            person,
        )


def _entries(
    contracts: dict[str, int], record: dict[str, Any], person: str | None, visits: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    source = f"{record['uuid']}|{person}" if person else record["uuid"]
    lines = [(line, "counted") for line in visits]
    if person is None:
        lines = [(line, "counted") for line in TALK_LINES]
        lines += [(line, "refused") for line in REFUSED_LINES]
    for line, status in lines:
        yield {
            "contract_id": contracts["jinshan" if person else "xianheguan"],
            "line": line,
            "scope": "term",
            "unit": source.replace("|", "/"),
            "record": record["uuid"],
            "source": source,
            "day": record["day"],
            "period": f"{record['day']:%Y-%m}",
            "booking": f"{record['day']:%Y-%m}",
            "quantity": Decimal(1 if status == "counted" else 0),
            "status": status,
            "sign": 1,
            "undoes": None,
            "reasons": [] if status == "counted" else [["condition.topic", "主题不符"]],
            "site": "yanshi/jinshan/xiaojian" if person else "yanshi/tianchi/xianheguan",
            "person": person,
            "facet": "",
            "late": False,
            "paid": True,
            "package_version": 1,
            "posted_at": NOON,
        }


def _standing(entry_id: int, entry: dict[str, Any]) -> dict[str, Any]:
    kept = ("contract_id", "line", "scope", "unit", "record", "status", "day")
    return {"entry_id": entry_id, "cap": "", **{name: entry[name] for name in kept}}
