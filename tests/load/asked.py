"""What the database and the store say afterwards: each record and each photo there, and there once."""

from collections import Counter
from typing import Any

from sqlalchemy import func, select

from core.activities.rows import EVIDENCE, RECORD
from core.evidence.keeping import Kind
from core.evidence.rows import FILE, KEPT, UPLOAD
from core.facts import EntryStatus
from core.field.rows import CONFLICT, RECEIPT
from core.ledger.rows import ENTRY, STANDING
from core.ledger.upkeep import verify
from core.station import Station
from core.store import Unit, unit_of_work
from core.store.audit import verify as verify_audit
from tests.web.worker_station import ADMIN, AT

LINE = "home-visit"


def what_is_wrong(station: Station, made: dict[str, list[str]]) -> list[str]:
    """One sentence for each kind of thing that is not there, or there twice; nothing: all is well."""
    with unit_of_work(station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        found = _held_against(unit, station, made)
        book = station.book(unit.connection)
        ledger, audit = verify(unit, book), list(verify_audit(unit.connection))
    wrong = [f"{what}: {number}" for what, number in found.items() if number]
    wrong += [f"ledger: {one}" for one in ledger[:5]]
    wrong += [f"audit: {one}" for one in audit[:5]]
    return wrong


def _held_against(unit: Unit, station: Station, made: dict[str, list[str]]) -> dict[str, int]:
    """How many of what was made are missing, doubled or strange."""
    ask = unit.connection.execute
    photos = Counter(sha for many in made.values() for sha in many)
    records = Counter(ask(select(RECORD.c.uuid)).scalars())
    receipts = Counter(ask(select(RECEIPT.c.record)).scalars())
    files = Counter(ask(select(FILE.c.sha256).where(FILE.c.state == KEPT)).scalars())
    arrived = Counter(
        (row.uuid, row.file)
        for row in ask(
            select(RECORD.c.uuid, EVIDENCE.c.file)
            .join(RECORD, RECORD.c.id == EVIDENCE.c.record_id)
            .where(EVIDENCE.c.arrived_at.is_not(None), EVIDENCE.c.file != "")
        )
    )
    named = Counter((record, sha) for record, many in made.items() for sha in many)
    counted = Counter(
        ask(
            select(ENTRY.c.record)
            .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
            .where(ENTRY.c.line == LINE, ENTRY.c.status == EntryStatus.COUNTED)
        ).scalars()
    )
    kept = Counter(station.files.names("yanshi", Kind.ORIGINAL))
    wanted = Counter(made.keys())
    return {
        "records missing, or not made by anybody": _difference(records, wanted),
        "records without one receipt": _difference(receipts, wanted),
        "photos missing, or not made by anybody": _difference(files, photos),
        "photos of records that have not arrived": _difference(arrived, named),
        "photos that are not in the store": _difference(kept, photos),
        "records that the ledger does not count once": _difference(counted, wanted),
        "conflicts": ask(select(func.count()).select_from(CONFLICT)).scalar_one(),
        "uploads that nobody finished": ask(select(func.count()).select_from(UPLOAD)).scalar_one(),
    }


def _difference(found: Counter[Any], wanted: Counter[Any]) -> int:
    return ((found - wanted) + (wanted - found)).total()
